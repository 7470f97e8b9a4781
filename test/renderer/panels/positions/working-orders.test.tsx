// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { PositionsView } from '#renderer/panels/positions/index.ts';
import type { PendingOrder } from '#shared/domain';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage } from '../../stage.tsx';

const ORDER: PendingOrder = {
  ticket: '77',
  symbol: 'EURUSD',
  direction: 'BUY',
  volume: 0.5,
  price: 1.1,
  type: 'limit',
  stopLimit: null,
  expiresAt: null,
  stopLoss: 1.09,
  takeProfit: 1.13,
  placedAt: 1,
  clientOrderId: null,
  magic: 0,
};

test('a pending order of ours is shown with what it reserves, and cancelled by its button; a foreign one is not ours to cancel', async () => {
  const journal = morning();
  const [like] = [...journal.state.orders.values()].filter(({ request }) => request.op === 'open');
  if (like?.request.op !== 'open') throw new Error('no entry');
  const pending = { type: 'limit', price: 1.1, stopLimit: null, expiresAt: null } as const;
  const entry = {
    ...like,
    clientOrderId: 'OURS',
    state: 'working',
    ticket: '77',
    reserve: 512.5,
    request: { ...like.request, pending },
  } as const;
  journal.state.orders.set('OURS', entry);
  const { asked } = stage(<PositionsView />, journal, {
    live: {
      orders: [
        { ...ORDER, clientOrderId: 'OURS' },
        { ...ORDER, ticket: '78' },
      ],
    },
  });
  const table = screen.getByRole('table', { name: 'Working orders' });
  expect(reads(table)).toMatch(/BUY LIMIT.*512\.50.*BUY LIMIT.*not ours/);
  fireEvent.click(screen.getByRole('button', { name: /Cancel.*77/ }));
  await settled();
  expect(asked).toEqual([{ name: 'order.cancel', request: { order: '77' } }]);
});
