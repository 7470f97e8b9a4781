import { SERVER_AHEAD_MS } from '../../main/adapters/mt5/scripted-ea.ts';

/** Names of as many symbols as an Expert Advisor watches at most. */
export const FIFTY: readonly string[] = [
  'EURUSD',
  ...Array.from({ length: 49 }, (_, i) => `SYM${String(i + 1).padStart(2, '0')}`),
];

/** The `n`th tick, one symbol after the other, each time at another price. */
export function tickOf(n: number, atMs: number) {
  const bid = Number((1.1 + (n % 997) / 1e5).toFixed(5));
  return { t: 'tick', sym: FIFTY[n % FIFTY.length], bid, ask: Number((bid + 2e-5).toFixed(5)), ms: atMs + SERVER_AHEAD_MS };
}
