import fc from 'fast-check';
import { createReplayTerminal, type PaperTerminal } from '#main/adapters/paper-broker/index.ts';
import { virtualClock, type VirtualClock } from '#main/adapters/system/index.ts';
import { config } from '#shared/config';
import type { Bar, Quote } from '#shared/domain';

/** Bars of EURUSD and the ways that their prices can have come, on a grid that every level of a story lies on. */
export const POINT = 0.00001;
export const SPREAD = 10;
export const START = Date.UTC(2026, 2, 3, 9);
const GRID = 5 * POINT;
const PAPER = { ...config.parse({}).paper, slippagePoints: 0, alwaysOpen: false };

export const round = (price: number): number => Number(price.toFixed(5));

export const barOf = (minute: number, [open, high, low, close]: readonly number[], spreadPoints = SPREAD): Bar => ({
  ...{ symbol: 'EURUSD', timeframe: 'M1', time: START + minute * 60_000, volume: 1, source: 'live', spreadPoints },
  ...{ open: open!, high: high!, low: low!, close: close! },
});

export const quoteOf = (bid: number, at: number, symbol = 'EURUSD'): Quote => ({
  ...{ symbol, bid, ask: round(bid + SPREAD * POINT), at },
});

/** So many steps of the grid, as a distance. */
export const steps = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max }).map((n) => n * GRID);

/** Bars one after the other; each opens so far from where the one before closed. */
export const barsFrom = (gap: fc.Arbitrary<number>, reach: number, maxLength: number): fc.Arbitrary<readonly Bar[]> =>
  fc
    .array(fc.record({ gap, up: steps(0, reach), down: steps(0, reach), close: fc.double({ min: 0, max: 1, noNaN: true }) }), {
      ...{ minLength: 1, maxLength },
    })
    .map((shapes) => {
      let before = 1.1;
      return shapes.map(({ gap: jump, up, down, close: share }, minute) => {
        const open = round(before + (minute === 0 ? 0 : jump));
        const [high, low] = [round(open + up), round(open - down)];
        before = round(low + Math.round(((high - low) * share) / GRID) * GRID);
        return barOf(minute, [open, high, low, before]);
      });
    });

/** Where a way turns between the open and the close: shares of the bar's range, and when it comes to the extremes. */
export const turnings = fc.record({
  turns: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
  at: fc.nat({ max: 4 }),
  isLowFirst: fc.boolean(),
});
export type Turning = typeof turnings extends fc.Arbitrary<infer T> ? T : never;

/** A way through a bar over every step of the grid: any number of turns, both extremes, the close last. */
export function wayThrough({ symbol, open, high, low, close, time }: Bar, { turns, at, isLowFirst }: Turning): readonly Quote[] {
  const stations = turns.map((share) => round(low + Math.round(((high - low) * share) / GRID) * GRID));
  stations.splice(Math.min(at, stations.length), 0, ...(isLowFirst ? [low, high] : [high, low]));
  const bids: number[] = [open];
  for (const to of [...stations, close]) {
    const from = bids.at(-1)!;
    const count = Math.round(Math.abs(to - from) / GRID);
    for (let step = 1; step <= count; step += 1) bids.push(round(from + Math.sign(to - from) * step * GRID));
  }
  return bids.map((bid, index) => quoteOf(bid, time + Math.floor((index * 59_000) / bids.length), symbol));
}

export type Broker = { readonly clock: VirtualClock; readonly terminal: PaperTerminal };

/** A broker in virtual time that has seen one price of each symbol. */
export async function brokerAt(bid: number, symbols: readonly string[] = ['EURUSD']): Promise<Broker> {
  const clock = virtualClock(START - 60_000);
  const file = { name: 'EURUSD_M1.csv', kind: 'bars' } as const;
  const terminal = createReplayTerminal({ config: PAPER, clock, file, symbols });
  await terminal.start();
  for (const symbol of symbols) priced({ clock, terminal }, quoteOf(bid, START - 1_000, symbol));
  return { clock, terminal };
}

export function priced({ clock, terminal }: Broker, tick: Quote): void {
  if (tick.at > clock.nowMs()) clock.advanceTo(tick.at);
  terminal.feedTick(tick);
}
