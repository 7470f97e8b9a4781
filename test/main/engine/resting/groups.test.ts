import { describe, expect, it } from 'vitest';
import type { Position } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { CockpitState, OrderLife } from '#shared/projection';
import { present } from '#shared/lib';
import { createEngine } from '#engine/engine.ts';
import { groupsDue } from '#engine/resting';
import type { Turn } from '#engine/turn.ts';
import { entry, NOW, openRequest, position, signal } from '../rulebook/desk.ts';

const LATER = NOW + 60_000;

/** A leg of a group: its signal's orders in the order they were asked for, the last one as given. */
function leg(state: CockpitState, signalId: string, ...orders: readonly Partial<OrderLife>[]): void {
  const ids = orders.map((part, index) => {
    const clientOrderId = `${signalId}-${String(index)}`;
    const pending = { type: 'stop' as const, price: 1.1, stopLimit: null, expiresAt: null, oco: 'breakout' };
    const request = openRequest({ clientOrderId, pending });
    state.orders.set(clientOrderId, entry({ clientOrderId, signalId, request, resolvedAt: NOW, ...part }));
    return clientOrderId;
  });
  state.signals.set(signalId, { signalId, signal: signal({ signalId }), orders: ids } as never);
}

function holds(state: CockpitState, signalId: string, part: Partial<Position>): void {
  const held = position(part);
  state.positions.set(held.identifier ?? held.ticket, {
    position: held,
    signalId,
    strategyId: 'm5_bos',
    riskMoney: 100,
    foreign: false,
  });
}

function group(change: (state: CockpitState) => void) {
  const engine = createEngine();
  change(engine.cockpit);
  const due = () => groupsDue(engine, { at: LATER, seq: 9, run: 'r' } as Turn);
  return { engine, due, closes: () => due().map(requestOf) };
}

const requestOf = (decision: Decision) => (decision.type === 'order.intended' ? decision.payload.request : null);
const FILLED = { state: 'confirmed' } as const;

describe('a group of which two were filled', () => {
  const both = (state: CockpitState): void => {
    leg(state, 'up', FILLED);
    leg(state, 'down', FILLED);
    holds(state, 'up', { ticket: '11', openedAt: NOW });
    // A part of it was closed: the server goes on with another number, and the identifier stays.
    holds(state, 'down', { ticket: '15', identifier: '12', openedAt: NOW + 1 });
  };

  it('keeps the first; the other one is closed by its ticket, and known by its identifier', () => {
    const { engine, due, closes } = group(both);
    expect(closes()).toMatchObject([{ op: 'close', ticket: '15', position: '12', volume: null }]);
    const request = present(requestOf(present(due()[0], 'it is closed')), 'by a close');
    const asked = entry({ clientOrderId: 'CLOSE', request, effect: 'close', state: 'sent', signalId: 'down' });
    engine.cockpit.orders.set('CLOSE', asked);
    engine.cockpit.openOrders.add('CLOSE');
    // Asked once, also when its ticket is another one by now.
    const held = present(engine.cockpit.positions.get('12'), 'it is held');
    engine.cockpit.positions.set('12', { ...held, position: { ...held.position, ticket: '16' } });
    expect(closes()).toEqual([]);
  });

  it('knows the one that was opened first by its identifier too: of two at the same moment the lower number', () => {
    const { closes } = group((state) => {
      leg(state, 'up', FILLED);
      leg(state, 'down', FILLED);
      holds(state, 'up', { ticket: '30', identifier: '12', openedAt: NOW });
      holds(state, 'down', { ticket: '13', openedAt: NOW });
    });
    expect(closes()).toMatchObject([{ ticket: '13' }]);
  });

  it.each<[string, readonly Partial<OrderLife>[]]>([
    ['asked again at the market, and refused', [FILLED, { state: 'refused', request: openRequest({ clientOrderId: 'x' }) }]],
    ['filled at the second time of asking', [{ state: 'refused' }, FILLED]],
  ])('is one though a leg was %s', (_what, orders) => {
    const { closes } = group((state) => {
      both(state);
      leg(state, 'down', ...orders);
    });
    expect(closes()).toMatchObject([{ ticket: '15' }]);
  });
});
