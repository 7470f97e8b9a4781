import { terminalOf, type ApprovalMode, type StopScope, type TerminalKind } from '#shared/domain';
import { strategyText } from '../../format/index.ts';

/** What happens to a card that nobody answers. */
export const MODE_WORDS: Readonly<Record<ApprovalMode, string>> = {
  confirm: 'Confirm: an unanswered card expires, nothing is traded',
  veto: 'Veto: an unanswered card is executed',
  auto: 'Auto: no card is shown, every passed signal is traded',
};

/** Who did it, as the trader would say it. */
export function actorText(actor: string): string {
  if (actor.startsWith('trader:')) return actor === 'trader:window' ? 'you' : `you (${actor.slice('trader:'.length)})`;
  if (actor === 'operator:http') return 'an operator over HTTP';
  if (actor.startsWith('operator:')) return `the token ${actor.slice('operator:'.length)}`;
  return actor === '' ? 'nobody' : actor;
}

/** What a stop is about, as a person says it. */
export const scopeName = (scope: StopScope): string =>
  scope.kind === 'account'
    ? 'The account'
    : scope.kind === 'symbol'
      ? scope.symbol
      : `Strategy ${strategyText(scope.strategyId)}`;

/** What holds while the engine is silent, and what the trader can do: on the terminal that is really there. */
export const meanwhileOf = (terminal: TerminalKind): string =>
  terminalOf(terminal).connects === 'in_process'
    ? 'The paper account lives in the engine: nothing trades while it is down.'
    : `Stop losses stay at the broker. Until the engine answers, act in ${terminalOf(terminal).title} itself.`;
