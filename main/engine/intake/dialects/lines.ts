import { isSecretKey, type JsonObject } from '../text/index.ts';

const FILLED = /order (buy|sell) @ ([\d.,]+) filled on ([A-Za-z0-9_.:!/-]+?)\.? New strategy position is ([+-]?[\d.,]+)/i;
const PAIR = /^([A-Za-z_]\w{0,31})\s*[=:]\s*(\S(?:.*\S)?)$/;
const PAIRS_MIN = 3;

/** TradingView's own text of a strategy alert: "... order buy @ 1 filled on EURUSD. New strategy position is 0". */
export function filledText(line: string): JsonObject | null {
  const found = FILLED.exec(line);
  if (found === null) return null;
  const [, action = '', contracts = '', ticker = '', position = ''] = found;
  const size = position.replace(/[.,]$/, '');
  // Its sign is the side that is held, which a part that is sold of a long leaves.
  const held = /^-/.test(size) ? 'short' : /[1-9]/.test(size) ? 'long' : 'flat';
  return { ticker, action: action.toLowerCase(), order_contracts: contracts, market_position: held, position_size: size };
}

/** A line of names and values, "symbol=EURUSD side=buy sl=1.15", as an object without its secrets. Null when it is no such line. */
export function pairsLine(line: string): JsonObject | null {
  const parts = line.split(/\s*[,;|]\s*|\s+(?=[A-Za-z_]\w{0,31}\s*[=:])/).filter((part) => part !== '');
  const pairs = parts.map((part) => PAIR.exec(part));
  if (pairs.length < PAIRS_MIN || pairs.some((pair) => pair === null)) return null;
  const entries = pairs.flatMap((pair) => {
    const [, key = '', value = ''] = pair ?? [];
    return isSecretKey(key) || key === '__proto__' ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}
