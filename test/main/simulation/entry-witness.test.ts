import { describe, expect, test } from 'vitest';
import { judgeEntry, RiskWitness, type AtSending } from '#main/simulation/witness/index.ts';
import { entry, held, record, said } from './said.ts';

const SPEC = {
  symbol: 'EURUSD',
  digits: 5,
  point: 0.00001,
  tickSize: 0.00001,
  contractSize: 100_000,
  volumeMin: 0.01,
  volumeMax: 50,
  volumeStep: 0.01,
  stopsLevel: 0,
  pip: 0.0001,
  currencyBase: 'EUR',
  currencyProfit: 'USD',
  currencyMargin: 'EUR',
  tickValueProfit: 1,
  tickValueLoss: 1,
} as const;
/** 0.4 lots lose 200 to the stop, 2.80 commission and 0.80 slippage. */
const AT: AtSending = {
  nowMs: Date.parse('2025-07-09T10:00:00Z'),
  books: { balance: 40_000, equity: 40_000, deals: [], operations: [] },
  positions: [],
  orders: [],
  underWay: [],
  spec: () => SPEC,
  quote: () => ({ symbol: 'EURUSD', bid: 1.09998, ask: 1.1, at: 0 }),
  riskPercent: 0.51,
  capital: { firm: { dailyPct: 5, totalPct: 10 }, initialBalance: 40_000 },
  costs: { commissionPerLot: 7, slippagePoints: 2 },
};
const judged = (changes: Partial<AtSending>, order = entry('e')): readonly string[] => {
  const { report, rules } = said();
  judgeEntry(order, { ...AT, ...changes }, report);
  return rules;
};
const equity = (left: number) => ({ balance: 40_000, equity: left, deals: [], operations: [] });

describe('an entry as it is sent', () => {
  test('has no step of volume more than the plan gives', () => {
    expect(judged({})).toEqual([]);
    expect(judged({ riskPercent: 0.508 })).toEqual(['I6']);
    expect(judged({}, { ...entry('e'), volume: 0.41 })).toEqual(['I6']);
    expect(judged({ riskPercent: 0 })).toEqual(['I6']);
    expect(judged({ quote: () => null })).toEqual(['I6']);
  });

  test('leaves the gap share above the floor with every stop hit', () => {
    // The day's floor is 38,000, the gap's share 400, this order's worst loss 203.60.
    expect(judged({ books: equity(38_603.6) })).toEqual([]);
    expect(judged({ books: equity(38_603.5) })).toEqual(['I5']);
  });

  test('counts what is held, what works and what is under way', () => {
    const near = { books: equity(38_700) };
    expect(judged(near)).toEqual([]);
    expect(judged({ ...near, positions: [held('1', { volume: 0.2 })] })).toEqual(['I5']);
    expect(judged({ ...near, underWay: [{ ...entry('other'), volume: 0.3 }] })).toEqual(['I5']);
    expect(judged({ ...near, orders: [{ ...held('2', { volume: 0.2 }), price: 1.1, placedAt: 0 }] })).toEqual(['I5']);
  });

  test('is never sent beside what has no bound', () => {
    expect(judged({ positions: [held('1', { stopLoss: null })] })).toEqual(['I5']);
    expect(judged({ orders: [{ ...held('2', { stopLoss: null }), price: 1.1, placedAt: 0 }] })).toEqual(['I5']);
  });

  test('keeps above the floor that midnight would make of a good morning', () => {
    expect(judged({ books: { ...equity(40_603.7), balance: 42_000 }, riskPercent: 1 })).toEqual([]);
    expect(judged({ books: { ...equity(40_603.5), balance: 42_000 }, riskPercent: 1 })).toEqual(['I5']);
  });
});

describe('what the plan lets a strategy risk', () => {
  const plan = { strategies: { m5_bos: { riskPercent: 0.4, maxRiskPercent: 0.3 } } } as never;
  const adjusted = (riskFactor: number) =>
    record('strategy.adjusted', { strategyId: 'm5_bos', riskFactor, riskOn: true, text: '', proposal: null });

  test('shrinks by itself and grows only by what the operator confirms', () => {
    const heard = said();
    const risk = new RiskWitness(heard.report);
    expect([risk.percentOf('m5_bos', plan), risk.percentOf('other', plan), risk.percentOf(null, plan)]).toEqual([0.3, 0, 0.3]);
    risk.recorded(adjusted(0.5));
    expect(risk.percentOf('m5_bos', plan)).toBe(0.2);
    risk.confirms('m5_bos', 0.7);
    risk.recorded(adjusted(0.7));
    expect(heard.rules).toEqual([]);
    risk.recorded(adjusted(0.8));
    expect(heard.rules).toEqual(['I6']);
  });

  test('is never more than the whole plan, whatever was confirmed', () => {
    const heard = said();
    const risk = new RiskWitness(heard.report);
    risk.confirms('m5_bos', 2);
    risk.recorded(adjusted(1));
    expect(heard.rules).toEqual([]);
    risk.recorded(adjusted(1.1));
    expect(heard.rules).toEqual(['I6']);
  });
});
