import { entryPrice, type Source } from '#shared/domain';
import type { RuntimeOptions } from '../options.ts';

/** Stop and target of a test, in points from the price. */
const STOP_POINTS = 300;
const TARGET_POINTS = 900;

/** An entry as a sender of this kind writes it, at the price of this moment; null while there is none. */
export function sampleOf(
  { options: { terminal, clock } }: { readonly options: Pick<RuntimeOptions, 'terminal' | 'clock'> },
  { kind, symbols }: Source,
): string | null {
  const symbol = (symbols.length > 0 ? symbols : terminal.symbols()).find((one) => terminal.quote(one) !== null);
  const quote = symbol === undefined ? null : terminal.quote(symbol);
  const spec = symbol === undefined ? null : terminal.spec(symbol);
  if (symbol === undefined || quote === null || spec === null) return null;
  const price = entryPrice('BUY', quote);
  const at = (points: number): number => Number((price + points * spec.point).toFixed(spec.digits));
  const [sl, tp] = [at(-STOP_POINTS), at(TARGET_POINTS)];
  if (kind === 'pineconnector') return `TEST,buy,${symbol},sl=${sl},tp=${tp}`;
  const time = new Date(clock.nowMs()).toISOString();
  const id = `test-${Math.floor(clock.nowMs()).toString(36)}`;
  return JSON.stringify({ id, symbol, side: 'buy', price: at(0), time, sl, tp });
}
