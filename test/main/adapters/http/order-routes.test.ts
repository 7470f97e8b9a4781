import { describe, expect, it } from 'vitest';
import { OPERATOR } from './open-door.ts';
import { json, open } from './operator-door.ts';

const TICKET = { clientId: 'desk-1', symbol: 'EURUSD', side: 'BUY', type: 'limit', price: 1.1, stopLoss: 1.09, takeProfit: 1.13 };

describe('an order by hand', () => {
  it('is handed over as the canonical signal that it is, once for its client id', async () => {
    const { ask, desk } = await open();
    const ticket = { ...TICKET, lots: 0.2, expiresAt: '2026-01-02T03:04:05Z', oco: 'g' };
    expect((await ask('POST', '/orders', { headers: OPERATOR, ...json(ticket) })).status).toBe(202);
    const [sent] = desk.submitted;
    expect(sent).toMatchObject({ source: 'operator', nonce: null });
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({
      signal_id: 'desk-1',
      symbol: 'EURUSD',
      direction: 'BUY',
      strategy_id: 'by_hand',
      order_type: 'limit',
      price_levels: { entry: 1.1, stop_loss: 1.09, take_profit: 1.13 },
      volume: 0.2,
      expires_at: '2026-01-02T03:04:05Z',
      oco: 'g',
    });
  });

  it.each([
    ['without an operator token', TICKET, {}, 401],
    ['without a stop', { ...TICKET, stopLoss: undefined }, OPERATOR, 400],
    ['with a key that is not known', { ...TICKET, volume: 1 }, OPERATOR, 400],
    ['of a kind that there is not', { ...TICKET, type: 'trailing' }, OPERATOR, 400],
    ['without its price', { ...TICKET, price: undefined }, OPERATOR, 422],
  ])('%s is refused and handed to nobody', async (_what, ticket, headers, status) => {
    const { ask, desk } = await open();
    expect((await ask('POST', '/orders', { headers, ...json(ticket) })).status).toBe(status);
    expect(desk.submitted).toEqual([]);
  });

  it('is cancelled by the name in the address', async () => {
    const { ask, desk } = await open();
    expect(await ask('POST', '/orders/5000001/cancel', { headers: OPERATOR })).toMatchObject({ status: 200 });
    expect(desk.asked).toEqual([{ name: 'order.cancel', request: { order: '5000001' }, actor: 'operator:http' }]);
  });
});
