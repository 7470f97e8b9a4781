import { describe, expect, test } from 'vitest';
import { effectOf, ORDER_EFFECTS, type OrderRequest, type Side } from '#shared/domain';

const CID = { clientOrderId: 'C', deadlineAt: 0 } as const;
const modify = (stopLoss: number | null, takeProfit: number | null = 1.3): OrderRequest => ({
  op: 'modify',
  ticket: '7',
  stopLoss,
  takeProfit,
  ...CID,
});
const held = (direction: Side, stopLoss: number | null) => ({ direction, stopLoss });

describe('what a request does to the risk', () => {
  test.each<readonly [string, OrderRequest, ReturnType<typeof held> | null, string]>([
    ['a missing stop is set', modify(1.1), held('BUY', null), 'protect'],
    ['... of a SELL too', modify(1.2), held('SELL', null), 'protect'],
    ['the stop of a BUY goes up', modify(1.12), held('BUY', 1.1), 'protect'],
    ['the stop of a SELL goes down', modify(1.18), held('SELL', 1.2), 'protect'],
    ['... and the target with it', modify(1.12, 1.5), held('BUY', 1.1), 'protect'],
    ['the stop of a BUY goes down', modify(1.08), held('BUY', 1.1), 'change'],
    ['the stop of a SELL goes up', modify(1.22), held('SELL', 1.2), 'change'],
    ['the stop is taken off', modify(null), held('BUY', 1.1), 'change'],
    ['only the target moves', modify(1.1, 1.4), held('BUY', 1.1), 'change'],
    ['nobody knows the position', modify(1.12), null, 'change'],
    ['a close', { op: 'close', ticket: '7', volume: null, ...CID }, held('BUY', 1.1), 'close'],
    ['a close against another', { op: 'close_by', ticket: '7', by: '8', ...CID }, held('BUY', 1.1), 'close'],
    ['a cancel', { op: 'cancel', ticket: '7', ...CID }, null, 'close'],
  ])('%s', (_what, request, position, effect) => expect(effectOf(request, position)).toBe(effect));

  test('only an entry and a change add risk; a change counts in no other breaker than its own', () => {
    expect(Object.entries(ORDER_EFFECTS).map(([effect, { breaker, addsRisk }]) => [effect, breaker, addsRisk])).toEqual([
      ['open', 'write', true],
      ['change', 'modify', true],
      ['protect', 'modify', false],
      ['close', 'close', false],
    ]);
  });
});
