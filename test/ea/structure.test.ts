import { describe, expect, test, vi } from 'vitest';
import { compiledEa, hasCompiler } from './compiled-ea.ts';
import { clock, pause } from './ea-clock.ts';
import { ENDS, Held, managing } from './managed-desk.ts';
import type { Candle } from './venue.ts';
import { agreed } from './waiting-entry.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

/** A minute before a candle of M5 closes. */
const CLOSES = Date.parse('2025-08-08T12:00:00.000Z');
vi.mock('./ea-clock.ts', async () => (await import('./ea-time.ts')).eaTime('2025-08-08T11:59:00.000Z'));

const SIDES = [
  ['BUY', 'EURUSD'],
  ['SELL', 'GBPUSD'],
] as const;
const [FLAT, COUNT] = [[0, 4, -4, 0] as const, 80];

/** Flat candles of M5, in which the ones that stand so far from the end turn at so many pips: down for a BUY, up for a SELL. */
const turning = (side: 'BUY' | 'SELL', turns: Readonly<Record<number, number>>): readonly Candle[] =>
  Array.from({ length: COUNT }, (_, at): Candle => {
    const pips = turns[COUNT - 1 - at];
    if (pips === undefined) return FLAT;
    return side === 'BUY' ? [0, 4, -pips, 0] : [0, pips, -4, 0];
  });

type Story = {
  /** Rules of the strategy, and turning points: how many candles ago, and how many pips off. */
  readonly rules: Record<string, unknown>;
  readonly turns: Readonly<Record<number, number>>;
  /** Where the price is until the candle closes, in R. */
  readonly r: number;
  /** What is wrong with a position once it has. */
  readonly wrong: (held: Held, base: number) => readonly string[];
};

const STORIES: Readonly<Record<string, Story>> = {
  // An older, nearer swing was there before the entry: it is not followed. The candle that closes confirms the other one.
  swing: {
    rules: { trailing: 'swing', trailingStartR: 1, trailingDistance: 0 },
    turns: { 12: 7, 3: 10 },
    r: 1.2,
    wrong: (held, base) => {
      const swing = Number((base - held.up * 0.001).toFixed(5));
      return [
        ...(held.rules.join() === 'trailing' ? [] : [`moves: ${held.rules.join()}`]),
        ...(held.stops.join() === [held.level(-1), swing].join() ? [] : [`stops: ${held.stops.join()}, the swing is ${swing}`]),
        ...(held.out.length === 0 ? [] : ['some of it was closed']),
      ];
    },
  },
  // M5 closes beyond the swing that carried it, well before its stop.
  weakening: {
    rules: { weakeningPercent: 50 },
    turns: { 6: 6 },
    r: -0.6,
    wrong: (held) => {
      const [closed = 0, ...more] = held.out;
      return [
        ...(held.all.length === 1 && held.all[0]?.rule === 'weakening' ? [] : [`moves: ${held.rules.join()}`]),
        ...(more.length === 0 && Math.abs(closed / held.lots - 0.5) < 0.02 ? [] : [`closed: ${held.out.join()} of ${held.lots}`]),
        ...(held.stops.join() === String(held.level(-1)) ? [] : [`stops: ${held.stops.join()}`]),
      ];
    },
  },
};

describe('rules of structure', () => {
  test('the stop follows a swing, and a part goes when M5 breaks against it, once, over every kind of terminal', async () => {
    if (hasCompiler) compiledEa();
    const told = await Promise.all(ENDS.flatMap((far) => Object.keys(STORIES).map((name) => tell(far, name))));
    expect(told.filter(({ problems }) => problems.length > 0)).toEqual([]);
    expect(told.length).toBe(ENDS.length * Object.keys(STORIES).length);
  });
});

async function tell(far: (typeof ENDS)[number], name: string) {
  const { rules, turns, r, wrong } = STORIES[name]!;
  const base = new Map<string, number>();
  const desk = await managing(far, rules, {
    warmUpBars: 500,
    venue: (venue) => {
      for (const [side, symbol] of SIDES) {
        base.set(symbol, venue.account.quote(symbol)?.bid ?? 0);
        venue.remember(symbol, turning(side, turns));
      }
    },
  });
  const all: Held[] = [];
  for (const [side, symbol] of SIDES) all.push(await Held.open(desk, `s-${side}`, side, symbol));
  const early = clock.nowMs() < CLOSES - 5_000;
  // A terminal tells a candle with the first price of the next one: prices go on, a tenth of a pip up and down.
  let beats = 0;
  const beat = setInterval(() => all.forEach((held) => held.to(r + ((beats += 1) % 4 < 2 ? 0 : 0.005))), 300);
  await until(() => clock.nowMs() >= CLOSES - 1_000, 120_000);
  const before = all.flatMap((held) => held.all);
  await until(() => all.every((held) => held.done.length > 0 && held.isSettled), 60_000);
  // What would be done a second time is asked for by now.
  await pause(3_000);
  clearInterval(beat);
  const problems = [
    ...(early ? [] : ['the positions were opened too late to say anything']),
    ...before.map(({ rule }) => `${rule} before the candle had closed`),
    ...all.flatMap((held) =>
      [...wrong(held, base.get(held.symbol) ?? 0), ...held.faults].map((text) => `${held.symbol}: ${text}`),
    ),
    ...(await agreed(desk)),
  ];
  all.forEach((held) => held.end());
  const code = await desk.close();
  return { far, name, problems: code === 0 ? problems : [...problems, `the terminal ended with ${String(code)}`] };
}
