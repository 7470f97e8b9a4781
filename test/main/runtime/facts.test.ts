import { describe, expect, test } from 'vitest';
import { factsFrom, timeReached } from '#main/runtime/facts.ts';
import type { ReadonlyCockpit } from '#shared/projection';

const CAPS = { maxLots: 2, maxPositions: 5 };
const OBSTACLE = { code: 'not_connected', text: 'MetaTrader is not connected' };
const quote = (symbol: string) => ({ symbol, bid: 1, ask: 1.1, at: 5 });
const spec = (symbol: string) => ({ symbol });

/** A terminal with everything to say, or as a test changes it, and the symbols it was asked about. */
function terminal(changes: object = {}) {
  const asked: string[] = [];
  const told = {
    link: () => ({ state: 'up', ageMs: 12.6 }),
    snapshot: () => ({
      account: { login: '7' },
      positions: [{ symbol: 'GBPUSD' }, { symbol: 'EURUSD' }],
      orders: [{ symbol: 'USDJPY' }],
    }),
    quote: (symbol: string) => (asked.push(symbol), quote(symbol)),
    spec: (symbol: string) => (symbol === 'USDJPY' ? null : spec(symbol)),
    opensAt: () => 77,
    problem: 'a price of 0 was left out',
    obstacle: OBSTACLE,
    caps: CAPS,
    ...changes,
  };
  return { terminal: told as never, asked };
}

describe('the facts of a moment', () => {
  test('are price, opening and caps of the subject, the account, and what money means for everything that is open', () => {
    expect(factsFrom(terminal().terminal, 'EURUSD')).toEqual({
      link: 'up',
      linkAgeMs: 13,
      account: { login: '7' },
      positions: [{ symbol: 'GBPUSD' }, { symbol: 'EURUSD' }],
      orders: [{ symbol: 'USDJPY' }],
      quote: quote('EURUSD'),
      unsound: 'a price of 0 was left out',
      obstacle: OBSTACLE,
      caps: CAPS,
      opensAt: 77,
      specs: [spec('EURUSD'), spec('GBPUSD')],
    });
  });

  test('without a subject hold no price, no opening and no caps of one', () => {
    const { terminal: told, asked } = terminal();
    const facts = factsFrom(told, null);
    expect([asked, facts.quote, 'caps' in facts, 'opensAt' in facts, facts.specs]).toEqual([
      [],
      null,
      false,
      false,
      [spec('GBPUSD'), spec('EURUSD')],
    ]);
  });

  test('of a terminal that has told nothing are unknown, not nought', () => {
    const { terminal: told } = terminal({
      link: () => ({ state: 'down', ageMs: -3 }),
      snapshot: () => null,
      quote: () => null,
      opensAt: () => null,
      problem: null,
      obstacle: undefined,
      caps: undefined,
    });
    expect(factsFrom(told, 'EURUSD')).toEqual({
      link: 'down',
      linkAgeMs: 0,
      account: null,
      positions: [],
      orders: [],
      quote: null,
      specs: [spec('EURUSD')],
    });
  });

  test('hold an age of whole milliseconds: a link heard this very moment is 0 old', () => {
    const aged = (ageMs: number): number =>
      factsFrom(terminal({ link: () => ({ state: 'up', ageMs }) }).terminal, null).linkAgeMs;
    expect([aged(0), aged(0.4), aged(-20)]).toEqual([0, 0, 0]);
  });
});

describe('a look at the clock', () => {
  const held = (symbol: string, plan?: object) =>
    [symbol, { position: { symbol }, ...(plan === undefined ? {} : { plan }) }] as const;
  const cockpit = (...all: readonly (readonly [string, object])[]): ReadonlyCockpit =>
    ({ positions: new Map(all.map(([symbol, one], at) => [`${symbol}${at}`, one])) }) as never;

  test('brings the price of each symbol that has a managed position, once, and of no other', () => {
    const { terminal: told, asked } = terminal();
    const look = timeReached(cockpit(held('EURUSD', {}), held('XAUUSD'), held('EURUSD', {}), held('GBPUSD', {})), told);
    expect([asked, look.payload.facts?.prices, look.payload.recentDeals]).toEqual([
      ['EURUSD', 'GBPUSD'],
      [quote('EURUSD'), quote('GBPUSD')],
      null,
    ]);
  });

  test('brings no list of prices where nothing is managed or no price is known', () => {
    const none = timeReached(cockpit(held('XAUUSD')), terminal().terminal);
    const unknown = timeReached(cockpit(held('EURUSD', {})), terminal({ quote: () => null }).terminal);
    expect([none.payload.facts, unknown.payload.facts].map((facts) => facts !== null && !('prices' in facts))).toEqual([
      true,
      true,
    ]);
  });

  test('with deals that were read goes with the account of their moment, not with that of now', () => {
    const { terminal: told } = terminal();
    const facts = factsFrom(told, null);
    const read = { facts: { ...facts, linkAgeMs: 4_000 }, deals: [{ ticket: '1' }], since: 7 } as never;
    expect(timeReached(cockpit(held('EURUSD', {})), told, read)).toEqual({
      type: 'time.reached',
      payload: { facts: { ...facts, linkAgeMs: 4_000 }, recentDeals: [{ ticket: '1' }], dealsSince: 7 },
    });
  });
});
