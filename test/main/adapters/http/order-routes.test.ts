import { describe, expect, it } from 'vitest';
import { OPERATOR } from './open-door.ts';
import { json, open } from './operator-door.ts';

const TICKET = { clientId: 'desk-1', symbol: 'EURUSD', side: 'BUY', type: 'limit', price: 1.1, stopLoss: 1.09, takeProfit: 1.13 };

describe('an order by hand', () => {
  it('is handed over in the words of the contract, once for its client id', async () => {
    const { ask, desk } = await open();
    const ticket = { ...TICKET, lots: 0.2, riskMoney: 50, expiresAt: '2026-01-02T03:04:05Z', oco: 'g' };
    const told = await ask('POST', '/orders', { headers: OPERATOR, ...json(ticket) });
    expect([told.status, told.json['signalId']]).toEqual([202, 'desk-1']);
    expect(desk.placed).toEqual([
      {
        ask: {
          ...{ clientId: 'desk-1', symbol: 'EURUSD', side: 'BUY', type: 'limit', price: 1.1, stopLoss: 1.09, takeProfit: 1.13 },
          ...{ strategy: 'by_hand', riskPercent: null, riskMoney: 50, volumeMax: 0.2, oco: 'g' },
          expiresAt: Date.parse('2026-01-02T03:04:05Z'),
        },
        actor: 'operator:http',
      },
    ]);
    desk.placeAnswer = () => ({ kind: 'duplicate', signalId: 'desk-1' });
    expect((await ask('POST', '/orders', { headers: OPERATOR, ...json(TICKET) })).status).toBe(200);
    desk.placeAnswer = () => ({ kind: 'invalid', issues: [{ path: 'price', message: 'is missing' }] });
    const refused = await ask('POST', '/orders', { headers: OPERATOR, ...json({ ...TICKET, price: undefined }) });
    expect([refused.status, refused.json['detail']]).toEqual([422, 'price: is missing']);
    desk.placeAnswer = () => ({ kind: 'rate_limited', retryAfterMs: 1_000 });
    expect((await ask('POST', '/orders', { headers: OPERATOR, ...json(TICKET) })).status).toBe(429);
  });

  it.each([
    ['without an operator token', TICKET, {}, 401],
    ['without a stop', { ...TICKET, stopLoss: undefined }, OPERATOR, 400],
    ['with a key that is not known', { ...TICKET, volume: 1 }, OPERATOR, 400],
    ['of a kind that there is not', { ...TICKET, type: 'trailing' }, OPERATOR, 400],
  ])('%s is refused and handed to nobody', async (_what, ticket, headers, status) => {
    const { ask, desk } = await open();
    expect((await ask('POST', '/orders', { headers, ...json(ticket) })).status).toBe(status);
    expect([desk.placed, desk.submitted]).toEqual([[], []]);
  });

  it.each([
    ['2026-01-02T05:04:05+02:00', Date.parse('2026-01-02T03:04:05Z')],
    ['2026-01-02T03:04:05Z', Date.parse('2026-01-02T03:04:05Z')],
    [1_767_323_045_000, 1_767_323_045_000],
  ])('expires at a moment with its zone, or in milliseconds: %s', async (expiresAt, at) => {
    const { ask, desk } = await open();
    expect((await ask('POST', '/orders', { headers: OPERATOR, ...json({ ...TICKET, expiresAt }) })).status).toBe(202);
    expect(desk.placed).toMatchObject([{ ask: { expiresAt: at } }]);
  });

  it.each([
    ['a moment without a zone', { expiresAt: '2026-01-02T03:04:05' }],
    ['no moment at all', { expiresAt: 0 }],
    ['more than all of the account', { riskPercent: 100.1 }],
    ['nothing', { riskPercent: 0 }],
    ['no money', { riskMoney: 0 }],
    ['no lots', { lots: 0 }],
    ['no price', { price: 0 }],
    ['no name', { clientId: '' }],
    ['a name of more than 128 characters', { clientId: 'n'.repeat(129) }],
    ['a symbol of more than 32 characters', { symbol: 'S'.repeat(33) }],
  ])('for %s is refused and handed to nobody', async (_what, changes) => {
    const { ask, desk } = await open();
    const answer = await ask('POST', '/orders', { headers: OPERATOR, ...json({ ...TICKET, ...changes }) });
    expect([answer.status, desk.placed]).toEqual([400, []]);
  });

  it('at all of its limits is handed over', async () => {
    const { ask, desk } = await open();
    const limits = { clientId: 'n'.repeat(128), symbol: 'S'.repeat(32), riskPercent: 100 };
    expect((await ask('POST', '/orders', { headers: OPERATOR, ...json({ ...TICKET, ...limits }) })).status).toBe(202);
    expect(desk.placed).toMatchObject([{ ask: limits }]);
  });

  it('is cancelled by the name in the address', async () => {
    const { ask, desk } = await open();
    expect(await ask('POST', '/orders/5000001/cancel', { headers: OPERATOR })).toMatchObject({ status: 200 });
    expect(desk.asked).toEqual([{ name: 'order.cancel', request: { order: '5000001' }, actor: 'operator:http' }]);
  });
});
