import { describe, expect, it } from 'vitest';
import { CANONICAL, FACTS, issuesOf, signalOf } from './samples.ts';

const BUY = { ticker: 'EURUSD', action: 'buy', price: 1.1 };
const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));

describe('a stated size', () => {
  const sized = (change: object) => signalOf({ ...BUY, sl: 1.09, ...change });
  it.each<[string, object, number]>([
    ['lots', { lots: 0.3 }, 0.3],
    ['units', { units: 4_000 }, 0.04],
    ['units by their size', { quantity: '250000' }, 2.5],
    ['lots by their size', { contracts: 2 }, 2],
    ['lots beside the number', { size: '0.2 lot' }, 0.2],
    ['units beside the number', { amount: '3000 units' }, 0.03],
    ['money', { amount: '$5500.50' }, 0.05],
    ['money of a kind', { quantity: 11_001, quantityType: 'dollar_amount' }, 0.1],
    ['a share of the equity', { quantity: 5.5005, quantity_type: 'percent_of_equity' }, 0.05],
    ['units of a kind', { quantity: 7, qtyType: 'units' }, 0.00007],
    ['money by its name', { notional: 5_500.5 }, 0.05],
    ['dollars', { usd: '5500.5' }, 0.05],
    ['the least of several', { lots: 0.5, units: 20_000 }, 0.2],
    ['nested', { order: { contracts: 0.4 } }, 0.4],
  ])('is an upper bound in %s', (_name, change, lots) => {
    expect(sized(change).volumeMax).toBeCloseTo(lots, 9);
  });

  it('may be what is risked', () => {
    expect(sized({ quantity: 0.4, quantityType: 'risk_percent' })).toMatchObject({ riskPercent: 0.4, volumeMax: null });
    expect(sized({ risk: '0.3 %', risk_amount: '75' })).toMatchObject({ riskPercent: 0.3, riskMoney: 75 });
    expect(sized({ quantity: 90, quantityType: 'risk_dollar_amount', risk_money: 120 })).toMatchObject({ riskMoney: 90 });
  });

  it('binds whatever the format', () => {
    expect(signalOf({ ...CANONICAL, lots: 0.07 }).volumeMax).toBe(0.07);
    expect(signalOf('60099887,buy,EURUSD,sl=20,vol_lots=0.09').volumeMax).toBe(0.09);
    const ea = {
      ea_name: 'x',
      symbol: 'EURUSD',
      direction: 'BUY',
      trigger_price: 1.1,
      m5_bos_level: 1.09,
      m1_break_high: 1.1,
      m1_break_low: 1.09,
    };
    expect(signalOf({ ...ea, lot: 0.02 }).volumeMax).toBe(0.02);
  });

  const gold = { ...FACTS, specOf: () => ({ ...FACTS.specOf('EURUSD')!, contractSize: 100 }) };
  it.each<[string, object, string, typeof FACTS?]>([
    ['two readings', { quantity: 10 }, 'quantity: can be 10 lots or 10 units (0.1 lots): send lots or units', gold],
    ['none', { quantity: 600 }, 'quantity: is neither a number of lots (at most 50) nor of units (at least 1000)'],
    ['a share of nothing', { quantity: '3%' }, 'quantity: is a share of nothing that is named: send risk_percent'],
    ['other money', { size: '500 EUR' }, 'size: is EUR, and the account is in USD'],
    ['a kind that nobody knows', { quantity: 1, quantityType: 'baskets' }, 'quantityType: must be lots, units, dollar_amount'],
    ['no number', { qty: 'some' }, 'qty: must be a positive number, of lots or units'],
    ['less than nothing', { qty: -2 }, 'qty: must be a positive number'],
    ['an object', { quantity: { value: 1 } }, 'quantity: must be a positive number'],
    ['money of another currency', { notional: 'x' }, 'notional: must be a positive number'],
    ['a placeholder', { qty: '{{strategy.order.contracts}}' }, 'qty: must be a positive number'],
  ])('is refused with %s', (_name, change, issue, facts = FACTS) => {
    expect(issuesOf({ ...BUY, sl: 1.09, ...change }, facts).some((found) => found.startsWith(issue))).toBe(true);
  });
});

describe('a level', () => {
  it.each<[string, object, number, number | null]>([
    ['a price', { sl: 1.095, tp: '1.11' }, 1.095, 1.11],
    ['pips by the key', { sl_pips: 25, takeProfitPips: 60 }, 1.0975, 1.106],
    ['pips beside the number', { sl: '25 pips', tp: '60pips' }, 1.0975, 1.106],
    ['points', { sl_points: 300, tp_points: 900 }, 1.097, 1.109],
    ['percent', { stop_loss_percent: 0.5, tp: '1%' }, 1.0945, 1.111],
    ['ATR', { sl: '1.5 ATR', tp_atr: 5 }, 1.0994, 1.102],
    ['R', { sl: 1.098, tp: '2.5R' }, 1.098, 1.105],
    ['a ratio', { stop_loss: 1.098, risk_reward: 2 }, 1.098, 1.104],
    ['objects', { stopLoss: { type: 'stop', pips: 20 }, takeProfit: { percent: 2 } }, 1.098, 1.122],
    ['an amount', { stopLoss: { amount: 0.004 } }, 1.096, null],
  ])('is read from %s', (_name, change, stop, target) => {
    const signal = signalOf({ ...BUY, ...change });
    expect([signal.stopLoss, signal.takeProfit]).toEqual([near(stop), near(target)]);
    expect(signal.metadata).toEqual({});
  });

  it('lies on the other side for a sell', () => {
    const signal = signalOf({ ...BUY, action: 'sell', sl: '20 pips', tp_r: 3 });
    expect([signal.stopLoss, signal.takeProfit]).toEqual([near(1.102), near(1.094)]);
  });

  it.each<[string, object, string]>([
    ['a bare distance', { action: 'sell', sl: 25 }, 'sl: 25 is no price near the entry 1.1: for a distance send pips'],
    ['R without a stop', { tp: '2R' }, 'tp: is in R, and there is no stop to count it by'],
    ['two stops', { sl: 1.09, sl_pips: 20 }, 'sl_pips: is a second stop beside sl'],
    ['no stop', { tp: 1.11 }, 'sl: is missing'],
    [
      'a stop that follows',
      { stopLoss: { type: 'trailing_stop', trailAmount: 0.01, stopPrice: 1.09 } },
      'stopLoss: must be a price',
    ],
    [
      'a price and a share',
      {
        sl: 1.09,
        tp: [
          { price: 1.11, percent: 70 },
          { price: 1.12, percent: 30 },
        ],
      },
      'tp[0]: must be a price',
    ],
    ['a share of a target', { sl: 1.09, tp1: 1.11, tp2: 1.12, tp1_close: 70 }, 'tp1_close: is not carried out'],
    ['a word', { sl: 'near' }, 'sl: must be a price, a distance with its unit'],
    ['a stop below zero', { sl: '150%' }, 'sl: must not lead to a price below zero'],
    ['a stop of a line in another unit', '60099887,buy,EURUSD,sl_percent=1' as never, 'sl_percent: is not carried out'],
  ])('is refused where it is %s', (_name, change, issue) => {
    const body = typeof change === 'string' ? change : { ...BUY, ...change };
    expect(issuesOf(body).some((found) => found.startsWith(issue))).toBe(true);
  });

  it('in ranges is refused while none are known', () => {
    expect(issuesOf({ ...BUY, sl: '2 ATR' }, { ...FACTS, atrOf: () => null })[0]).toContain('is in ranges (ATR)');
  });
});

describe('several targets', () => {
  it.each<[string, object]>([
    ['of their own keys', { tp1: 1.102, tp2: 1.104, tp3: 1.108 }],
    ['in any order', { tp3: 1.108, tp1: 1.102, tp2: 1.104 }],
    ['in a list', { tp: [1.102, '1.104', 1.108] }],
    ['by their distance', { takeProfit1Pips: 20, tp2_pips: 40, tp3: '4R' }],
    ['as targets', { targets: [1.102, 1.104, 1.108] }],
  ])('are parts on the way to the last one: %s', (_name, change) => {
    const signal = signalOf({ ...BUY, sl: 1.098, ...change });
    expect(signal.takeProfit).toBeCloseTo(1.108, 9);
    expect(signal.management).toEqual({
      partials: [
        { atR: 1, percent: 33.33 },
        { atR: 2, percent: 33.33 },
      ],
    });
  });

  it('have to lie on the side of gain, and to be no more than five', () => {
    expect(issuesOf({ ...BUY, sl: 1.098, tp1: 1.097, tp2: 1.11 })).toEqual([
      expect.stringContaining('tp1: must be on the side of gain of a BUY at 1.1, not 1.097'),
    ]);
    expect(issuesOf({ ...BUY, sl: 1.098, tp: [1.101, 1.102, 1.103, 1.104, 1.105, 1.106] })[0]).toContain('is one target more');
  });
});

describe('moving the stop', () => {
  it('is managed in R of the stop', () => {
    const line = '60099887,buy,EURUSD,sl=25,tp=60,betrigger=10,beoffset=1,trailtrig=15,traildist=10,trailstep=2';
    const rules = {
      breakEvenAtR: 0.4,
      breakEvenOffsetR: 0.04,
      trailing: 'r',
      trailingStartR: 0.6,
      trailingDistance: 0.4,
      trailingStepR: 0.08,
    };
    expect(signalOf(line).management).toEqual(rules);
    const flat = {
      ...BUY,
      sl: '25 pips',
      be_pips: 10,
      break_even_offset: '1 pip',
      trailing_start: '15 pips',
      trailing_pips: 10,
      trail_step: '2 pips',
    };
    expect(signalOf(flat).management).toEqual(rules);
    expect(signalOf({ ...BUY, sl: 1.098, trailing_stop: '1.5R', breakeven_r: 1 }).management).toEqual({
      breakEvenAtR: 1,
      trailing: 'r',
      trailingDistance: 1.5,
      trailingStartR: 1.5,
    });
  });

  it('is nothing where it is switched off', () => {
    expect(signalOf({ ...BUY, sl: 1.098, trailing_stop: false, breakeven: 'off', be_pips: 0 }).management).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['no unit', { trailing_stop: 20 }, 'trailing_stop: must be a distance with its unit'],
    ['a flag', { trailing: true }, 'trailing: must be a distance with its unit'],
    ['no distance', { trailing_start_pips: 10 }, 'trailing_start_pips: needs the distance at which the stop follows'],
    ['something else', { trailing_mode: 'swing' }, 'trailing_mode: is not carried out'],
  ])('is refused with %s', (_name, change, issue) => {
    expect(issuesOf({ ...BUY, sl: 1.098, ...change })[0]).toContain(issue);
  });
});
