import type { OperatorAction } from '#shared/events';
import { positionNamed, type ReadonlyCockpit } from '#shared/projection';
import { factsFrom } from './facts.ts';
import type { Mail, TurnResult } from './mailbox.ts';
import type { RuntimeOptions } from './options.ts';

/** What a person asks for, as the loop takes it: with the facts of the moment it is decided at. */
export function operatorMail(
  cockpit: ReadonlyCockpit,
  { terminal, ids }: RuntimeOptions,
  action: OperatorAction,
  actor: string,
  done?: (result: TurnResult) => void,
): Mail {
  const life = 'signalId' in action ? cockpit.signals.get(action.signalId) : undefined;
  const held = 'ticket' in action ? positionNamed(cockpit, action.ticket)?.position : undefined;
  const symbol = 'symbol' in action ? action.symbol : (life?.signal.symbol ?? held?.symbol ?? null);
  return {
    actor,
    correlationId: life?.traceId ?? ids.next('act'),
    causationId: null,
    ...(done === undefined ? {} : { done }),
    make: () => ({ type: 'operator.acted', payload: { action, facts: factsFrom(terminal, symbol) } }),
  };
}
