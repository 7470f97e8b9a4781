import { describe, expect, it } from 'vitest';
import { FACTS, issuesOf, signalOf } from './samples.ts';

const E = { ticker: 'EURUSD', sl: 1.09, tp: 1.12 };
const part = (body: unknown, facts = FACTS) => signalOf(body, 'webhook', facts).exit?.part;

describe('a part that is closed', () => {
  it.each<[string, unknown, object]>([
    ['a percentage', { ...E, action: 'close_long', percent: 40 }, { percent: 40 }],
    ['a percentage as text', { ...E, action: 'exit', quantity: '35%' }, { percent: 35 }],
    ['a percentage in the action', { ...E, action: 'close 60%' }, { percent: 60 }],
    ['a percentage in words', { ...E, action: 'Close 15 percent long' }, { percent: 15 }],
    ['half', { ...E, action: 'close_half' }, { percent: 50 }],
    ['half, in another case', { ...E, action: 'closeHalf' }, { percent: 50 }],
    ['a fraction', { ...E, action: 'exit', fraction: 0.2 }, { percent: 20 }],
    ['lots', { ...E, action: 'exit', lots: '0.07' }, { lots: 0.07 }],
    ['lots beside the number', { ...E, action: 'exit', size: '0.4 lots' }, { lots: 0.4 }],
    ['units', { ...E, action: 'exit', units: 12_000 }, { lots: 0.12 }],
    ['units by their size', { ...E, action: 'exit', quantity: '30000' }, { lots: 0.3 }],
    ['money', { ...E, action: 'exit', quantity: '22002 USD' }, { lots: 0.2 }],
    ['an order that only reduces', { ...E, action: 'sell', reduce_only: true, qty: 0.3 }, { lots: 0.3 }],
    ['a flag and a share', { ...E, action: 'sell', closePosition: true, close_percent: '75' }, { percent: 75 }],
    [
      'an order after which the position is still long',
      { ...E, action: 'sell', market_position: 'long', contracts: 0.4 },
      { lots: 0.4 },
    ],
    [
      'what is left, in the count of the sender',
      { ...E, action: 'sell', market_position: 'long', contracts: '3', position_size: '9' },
      { percent: 25 },
    ],
    [
      'what is left of a short',
      { ...E, action: 'buy', comment: 'TP1', order_contracts: 2, market_position: 'short', position_size: -6 },
      { percent: 25 },
    ],
    [
      'what was there before',
      { ...E, action: 'sell', market_position: 'long', market_position_size: 3, prev_market_position_size: 4 },
      { percent: 25 },
    ],
    [
      'nested',
      { ticker: 'EURUSD', strategy: { order_action: 'sell', market_position: 'long', order_contracts: 1, position_size: 1 } },
      { percent: 50 },
    ],
    ['a target that was hit', { ...E, action: 'exit', comment: 'TP1 hit, close 30%' }, { percent: 30 }],
    ['a target by its number', { ...E, action: 'take_profit_1', percent: 25 }, { percent: 25 }],
    ['a target that was hit, and how much', { ...E, side: 'sell', comment: 'TP2 hit', qty: 0.2 }, { lots: 0.2 }],
    ['a line of percent', '60099887,closelongpct,EURUSD,partial_close_pct=45', { percent: 45 }],
    ['a line of lots', '60099887,closeshortvol,EURUSD,vol_lots=0.05', { lots: 0.05 }],
    ['names and values', 'symbol=EURUSD action=exit percent=10', { percent: 10 }],
  ])('%s', (_name, body, wanted) => {
    const read = part(body);
    expect(read).toEqual(
      Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, expect.closeTo(value as number, 9)])),
    );
  });

  it.each<[string, unknown]>([
    ['no size', { ...E, action: 'exit' }],
    ['a hundred percent', { ...E, action: 'exit', percent: 100 }],
    ['a position of nothing', { ...E, action: 'sell', contracts: 1, position_size: 0 }],
    ['flat afterwards', { ...E, action: 'sell', contracts: 1, market_position: 'flat' }],
    ['flat as the action', { ...E, order_action: 'flat', order_contracts: 2 }],
    ['close all', { ...E, action: 'close all', quantity: 0.1 }],
    ['a size that no number can hold', { ...E, action: 'sell', market_position: 'flat', quantity: '1e309', position_size: 2 }],
    ['a size that nobody can read', { ...E, action: 'exit', quantity: '1e309' }],
    ['a size of nothing', { ...E, action: 'exit', quantity: 0 }],
    ['a gain beside it', { ...E, action: 'sell', sentiment: 'flat', comment: 'exit long, gain 2%' }],
    ["TradingView's own text", 'Cross (3): order sell @ 2 filled on EURUSD. New strategy position is 0'],
  ])('is all of it: %s', (_name, body) => {
    expect(signalOf(body)).toMatchObject({ kind: 'exit' });
    expect(part(body)).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['a partial close', { ...E, action: 'partial_close' }, 'action: says that a part is closed, and no field how much'],
    ['a reduction', { ...E, action: 'reduce long' }, 'action: says that a part is closed'],
    ['scaling out', { ...E, action: 'scale out' }, 'action: says that a part is closed'],
    ['a target that was hit', { ...E, event: 'TP1 hit' }, 'event: says that a part is closed'],
    ['a flag', { ...E, action: 'sell', partial: true }, 'partial: says that a part is closed'],
    ['a line', '60099887,closelongpct,EURUSD', 'command: says that a part is closed'],
  ])('is refused where nothing says how much: %s', (_name, body, issue) => {
    expect(issuesOf(body)[0]).toContain(issue);
  });

  it('closes all where the size cannot be counted, and says so', () => {
    const gold = {
      ...FACTS,
      specOf: () => ({ ...FACTS.specOf('EURUSD')!, symbol: 'XAUUSD', contractSize: 100 }),
      lastPriceOf: () => 3_300,
    };
    const exit = (size: object) => signalOf({ ticker: 'XAUUSD', action: 'closelong', ...size }, 'webhook', gold).exit;
    expect(exit({ quantity: 10 })).toEqual({
      anySide: false,
      notes: ['quantity "10" can be 10 lots or 10 units (0.1 lots): send lots or units; all is closed'],
    });
    expect([exit({ units: 10 })?.part, exit({ quantity: '250 EUR' })?.notes[0]]).toEqual([
      { lots: 0.1 },
      expect.stringContaining('is EUR, and the account is in USD'),
    ]);
  });
});
