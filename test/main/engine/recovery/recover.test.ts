import { expect, test } from 'vitest';
import { BOUNDS } from '#shared/projection';
import type { Position } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

test('more orders in doubt than recoveries have places: the rest are looked for all the same', () => {
  const hand = new EngineInHand({ approvals: { mode: 'auto' } });
  const own = hand.opened('s1', '10');
  const foreign: Position[] = Array.from({ length: BOUNDS.recoveries + 5 }, (_one, i) => ({
    ...own,
    ticket: String(1_000 + i),
    clientOrderId: null,
    magic: 0,
  }));
  hand.positions = [own, ...foreign];
  hand.observe();
  hand.halt(true);
  const closes = hand.sends.filter(({ op }) => op === 'close');
  for (const { clientOrderId } of closes) hand.answer(clientOrderId, { kind: 'unknown', why: 'no answer', at: hand.at });
  const probed = new Set(hand.effects.flatMap((effect) => (effect.kind === 'probe' ? [effect.clientOrderId] : [])));
  const subjects = new Set([...hand.cockpit.recoveries.values()].map(({ subject }) => subject));
  const alone = closes.filter(({ clientOrderId }) => !subjects.has(clientOrderId));
  expect([
    closes.length,
    hand.cockpit.recoveries.size,
    alone.length,
    alone.every(({ clientOrderId }) => probed.has(clientOrderId)),
  ]).toEqual([BOUNDS.recoveries + 6, BOUNDS.recoveries, 6, true]);
});
