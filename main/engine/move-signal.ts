import type { Reason, SignalState } from '#shared/domain';
import type { Decision } from '#shared/events';

/** States on the way; the others end a signal or leave it in doubt, and those say why. */
type Passing = 'evaluated' | 'in_pipeline' | 'ordered' | 'open';
type Ending = Exclude<SignalState, Passing | 'received' | 'awaiting_approval'>;

/** The one constructor of a signal's moves. An end has a reason: a code to compute with, a sentence to read. */
export function moveSignal(signalId: string, state: Passing): Decision;
export function moveSignal(
  signalId: string,
  state: Ending | 'ordered' | 'in_pipeline',
  code: Reason['code'],
  text: string,
): Decision;
export function moveSignal(signalId: string, state: SignalState, code: Reason['code'] | null = null, text = ''): Decision {
  return { type: 'signal.moved', payload: { signalId, state, reason: code === null ? null : { code, text } } };
}
