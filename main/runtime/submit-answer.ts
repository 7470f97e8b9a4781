import type { RawSignal, SubmitAnswer } from '#ports';
import type { TurnResult } from './mailbox.ts';

/** What a sender is told of the turn in which its signal was decided. */
export function submitAnswer(result: TurnResult, raw: RawSignal): SubmitAnswer {
  if (result.kind === 'lost')
    return {
      kind: 'unavailable',
      code: result.code === 'lane_full' ? 'not_ready' : 'journal_unavailable',
      detail: result.detail,
    };
  const { answer } = result;
  switch (answer?.kind) {
    case 'accepted':
      return { kind: 'accepted', signalId: answer.signalId, traceId: raw.traceId, receivedAt: raw.receivedAt };
    case 'duplicate':
    case 'malformed':
    case 'invalid':
    case 'rate_limited':
      return answer;
    case 'refused':
      return raw.source === 'operator' ? answer : { kind: 'unavailable', code: 'not_ready', detail: answer.detail };
    case undefined:
      return { kind: 'unavailable', code: 'not_ready', detail: 'The signal was not answered' };
  }
}
