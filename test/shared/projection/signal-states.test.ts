import { describe, expect, test } from 'vitest';
import { signalState, type SignalState } from '#shared/domain';
import { InvariantError } from '#shared/lib';
import { apply, mayMove, type CockpitState } from '#shared/projection';
import { somePayload, someRecord } from '../events/any-payload.ts';
import { fold } from './story.ts';

const STATES = signalState.options;
const ALLOWED: Readonly<Record<SignalState, readonly SignalState[]>> = {
  received: ['evaluated', 'ordered', 'closed', 'rejected', 'cancelled', 'failed'],
  evaluated: ['awaiting_approval', 'in_pipeline', 'rejected'],
  awaiting_approval: ['in_pipeline', 'rejected', 'expired', 'cancelled'],
  in_pipeline: ['ordered', 'rejected', 'failed'],
  ordered: ['in_pipeline', 'open', 'unknown', 'closed', 'failed', 'cancelled', 'expired'],
  unknown: ['ordered', 'open', 'closed', 'failed', 'cancelled', 'expired'],
  open: ['closed', 'failed'],
  closed: [],
  rejected: ['in_pipeline'],
  expired: [],
  cancelled: [],
  failed: [],
};

const REASON = { code: 'exit_done', text: 'test' } as const;

/** A cockpit that holds one signal in a state, whatever way led there. */
function holding(state: SignalState): CockpitState {
  const accepted = somePayload('signal.accepted');
  const cockpit = fold([someRecord(1, 'signal.accepted', { signal: { ...accepted.signal, signalId: 's1' } })]);
  const life = cockpit.signals.get('s1');
  if (life === undefined) throw new Error('the signal was not taken');
  cockpit.signals.set('s1', { ...life, state });
  return cockpit;
}

describe('a signal', () => {
  test.each(STATES.flatMap((from) => STATES.map((to) => [from, to] as const)))('%s to %s', (from, to) => {
    const isAllowed = ALLOWED[from].includes(to);
    const cockpit = holding(from);
    const move = (): CockpitState => apply(cockpit, someRecord(2, 'signal.moved', { signalId: 's1', state: to, reason: REASON }));
    expect(mayMove(from, to)).toBe(isAllowed);
    if (isAllowed) expect(move().signals.get('s1')).toMatchObject({ state: to, reason: REASON });
    else expect(move).toThrow(InvariantError);
  });

  test.each(STATES)('a card is shown for one that was evaluated, not for one that is %s', (from) => {
    const { card } = somePayload('approval.requested');
    const ask = (): CockpitState =>
      apply(holding(from), someRecord(2, 'approval.requested', { card: { ...card, signalId: 's1' } }));
    if (from === 'evaluated') expect(ask().signals.get('s1')?.state).toBe('awaiting_approval');
    else expect(ask).toThrow(InvariantError);
  });
});
