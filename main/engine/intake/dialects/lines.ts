import { ACTION_KEYS, plainKey, verbOf } from '../intent/index.ts';
import { isSecretKey, type JsonObject } from '../text/index.ts';

const FILLED = /order (buy|sell) @ ([\d.,]+) filled on ([A-Za-z0-9_.:!/-]+?)\.? New strategy position is ([+-]?[\d.,]+)/i;
const PAIR = /^([A-Za-z_]\w{0,31})\s*[=:]\s*(\S(?:.*\S)?)$/;
const PAIRS_MIN = 3;
/** So many are enough where one of them says what is to be done: people write "SL: 1.09, TP: 1.11". */
const PAIRS_WITH_ACTION_MIN = 2;
const COMMAND_WORDS_MAX = 4;

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
  if (pairs.length < PAIRS_WITH_ACTION_MIN || pairs.some((pair) => pair === null)) return null;
  if (pairs.length < PAIRS_MIN && !(line.includes('=') && pairs.some((pair) => ACTION_KEYS.has(plainKey(pair?.[1] ?? '')))))
    return null;
  return objectOf(pairs);
}

/** Names with their values, without secrets. */
const objectOf = (pairs: readonly (RegExpExecArray | null)[]): JsonObject =>
  Object.fromEntries(
    pairs.flatMap((pair) => {
      const [, key = '', value = ''] = pair ?? [];
      return isSecretKey(key) || key === '__proto__' ? [] : [[key, value] as const];
    }),
  );

/**
 * A line that begins with words and goes on with names and values, as programs write it: "long tradesymbol=EURUSD sl=1.09",
 * "EURUSD closelong lots=0.1". The words are what is to be done, and the symbol where one of them is no verb. Null: it is no such line.
 */
export function commandLine(line: string): JsonObject | null {
  const tokens = line.trim().split(/[\s,;]+/);
  const at = tokens.findIndex((token) => token.includes('='));
  if (at < 1 || at > COMMAND_WORDS_MAX) return null;
  const words = tokens.slice(0, at);
  const pairs = tokens.slice(at).flatMap((token) => (token === '' ? [] : [PAIR.exec(token)]));
  if (pairs.some((pair) => pair === null)) return null;
  for (const symbol of [null, words[0], words.at(-1)]) {
    const rest = symbol === null ? words : words.filter((word) => word !== symbol);
    const action = rest.join(' ');
    if (rest.length < words.length - 1 || verbOf(action) === null) continue;
    return { ...objectOf(pairs), action, ...(symbol === null ? {} : { symbol: symbol ?? '' }) };
  }
  return null;
}
