import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issuesOf, read, signalOf } from './samples.ts';

/** The account has 100,000 USD, and a lot of EURUSD is worth 110,010 USD. */
const BUY = { symbol: 'EURUSD', action: 'buy', sl: 1.0962 };
const limits = (change: object) => {
  const { volumeMax, riskPercent, riskMoney = null } = signalOf({ ...BUY, ...change });
  return { volumeMax, riskPercent, riskMoney };
};
const NONE = { volumeMax: null, riskPercent: null, riskMoney: null };

describe('what a body says of its size is never passed over, whatever it is called', () => {
  it.each<[string, object, number]>([
    ['a fixed lot', { fixed_lot: 0.04 }, 0.04],
    ['most lots', { maxLots: '0.06' }, 0.06],
    ['the volume of the trade', { tradeVolume: 0.07 }, 0.07],
    ['the size of the trade', { trade_size: 0.08 }, 0.08],
    ['the size of the position', { positionSize: 0.09 }, 0.09],
    ['the same in lots', { position_size_lots: 0.03 }, 0.03],
    ['a volume in short', { vol: 0.05 }, 0.05],
    ['a quantity in short', { q: 0.02 }, 0.02],
    ['lots that are risked', { risk_lots: 0.11 }, 0.11],
    ['contracts by number', { num_contracts: 3 }, 3],
    ['units by number', { order_units: 4_000, number_of_units: 7_000 }, 0.04],
    ['lots in Spanish', { lotes: 0.12 }, 0.12],
    ['what it is worth', { nominal: 11_001 }, 0.1],
    ['a share of the capital', { capital_pct: 11.001 }, 0.1],
    ['a share of the balance', { percent_of_balance: 5.5005 }, 0.05],
    ['in what is inside', { order: { fixedLots: 0.13 } }, 0.13],
    ['a share of the balance by its kind', { amount: 5.5005, investmentType: 'percentage_balance' }, 0.05],
  ])('lots: %s', (_, change, lots) => expect(limits(change)).toEqual({ ...NONE, volumeMax: expect.closeTo(lots, 9) as number }));

  it.each<[string, object, number]>([
    ['in short', { riskPct: 0.4 }, 0.4],
    ['of a trade', { risk_per_trade: '0.3' }, 0.3],
    ['of the balance', { risk_pct_bal_loss: 0.7 }, 0.7],
    ['at most', { maxRisk: 0.6 }, 0.6],
    ['turned round', { percent_risk: 0.8 }, 0.8],
  ])('a share that is risked %s', (_, change, percent) => expect(limits(change)).toEqual({ ...NONE, riskPercent: percent }));

  it.each<[string, object, number]>([
    ['in dollars', { risk_usd: 45 }, 45],
    ['by its currency', { riskInUSD: 46 }, 46],
    ['as an amount', { risk_cncy_amt: 47 }, 47],
    ['turned round', { dollar_risk: '48' }, 48],
  ])('money that is risked %s', (_, change, money) => expect(limits(change)).toEqual({ ...NONE, riskMoney: money }));

  it.each<[string, object, string]>([
    ['money that is put in', { investment: 250 }, 'investment: says nothing of the size'],
    ['a share of nothing', { size_pct: 4 }, 'size_pct: says nothing of the size'],
    ['fifty percent or fifty dollars', { max_risk: 50 }, 'max_risk: says nothing of the size'],
    ['another currency', { risk_eur: 30 }, 'risk_eur: is EUR, and the account is in USD'],
    ['margin', { risk_pct_bal_mgn: 3 }, 'risk_pct_bal_mgn: says nothing of the size'],
    ['no lots at all', { fixed_lot: 0 }, 'fixed_lot: must be a positive number of lots'],
  ])('is refused by its name: %s', (_, change, issue) =>
    expect(issuesOf({ ...BUY, ...change }).find((found) => found.startsWith(issue))).toBeDefined(),
  );

  it.each([
    { risk_reward: 2 },
    { riskRatio: 1.8 },
    { risk_free: 1 },
    { contractSize: 100_000 },
    { tickSize: 0.00001 },
    { avgVolume: 0.01 },
    { risk_usd: 0, max_lots: 0, capital_pct: 0 },
    { fixed_lot: '' },
    { sizing: 'fixed' },
    { bar: { vol: 0.01 } },
  ])('is no limit: %j', (change) => expect(limits(change)).toEqual(NONE));

  it.each<[string, object]>([
    ['vol_dollar=120', { riskMoney: 120 }],
    ['vol_bal_pct_loss=0.6', { riskPercent: 0.6 }],
    ['vol_eq_pct_loss=0.7', { riskPercent: 0.7 }],
    ['fixed_lot=0.03', { volumeMax: 0.03 }],
  ])("binds a line of PineConnector's: %s", (parameter, limit) =>
    expect(signalOf(`60012345,buy,EURUSD,sl=20,${parameter}`)).toMatchObject(limit),
  );
  it('a share of nothing in such a line is refused', () =>
    expect(issuesOf('60012345,buy,EURUSD,sl=20,vol_bal_pct=2')).toEqual([
      'vol_bal_pct: says nothing of the size that can be counted: send lots, risk_percent or risk_money',
    ]));

  it('the closest of several counts, and of an exit none makes a part', () => {
    expect(limits({ lots: 0.2, max_lots: 0.05, risk_usd: 60, risk_money: 40 })).toEqual({
      ...NONE,
      volumeMax: 0.05,
      riskMoney: 40,
    });
    const close = signalOf({ symbol: 'EURUSD', action: 'close', fixed_lot: 0.1 });
    expect([close.kind, close.exit?.part]).toEqual(['exit', undefined]);
  });

  const word = fc.constantFrom('max', 'fixed', 'trade', 'order', 'entry', 'initial', 'my', 'account', 'default', 'use');
  const noun = fc.constantFrom('lot', 'lots', 'lotsize', 'volume', 'contracts', 'qty', 'quantity');
  const spelled = fc.constantFrom(
    (words: readonly string[]) => words.join('_'),
    (words: readonly string[]) => words.join(''),
    (words: readonly string[]) => words.map((one, at) => (at === 0 ? one : one.charAt(0).toUpperCase() + one.slice(1))).join(''),
    (words: readonly string[]) => words.join('-').toUpperCase(),
  );
  const around = fc.constantFrom(
    (field: object) => ({ ...BUY, ...field }),
    (field: object) => ({ ...BUY, order: field }),
    (field: object) => ({ data: { ...BUY, ...field } }),
  );
  it('by whatever name, spelling and nesting: never larger than it is stated', () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 2 }),
        noun,
        spelled,
        around,
        fc.integer({ min: 1, max: 900 }),
        (words, last, write, wrap, hundredths) => {
          const lots = hundredths / 100;
          const { arrival } = read(wrap({ [write([...words, last])]: lots }));
          if (arrival.kind !== 'signal') throw new Error(JSON.stringify(arrival));
          expect(arrival.signal.volumeMax).toBeLessThanOrEqual(lots);
        },
      ),
    );
  });
});
