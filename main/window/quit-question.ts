import type { Question } from './question.ts';
import type { TrayStatus } from './tray-status.ts';

const KEEP_RUNNING = 0;
const QUIT = 1;

/** What to ask before quitting, or undefined when nothing is at stake: halted, and nothing open. */
export function quitQuestion({ mode, trading, positions }: TrayStatus): Question | undefined {
  if (trading === 'halted' && positions === 0) return undefined;
  const noun = positions === 1 ? 'position' : 'positions';
  const message =
    positions > 0 ? `Quit leaves ${positions} ${noun} protected only by their stops.` : 'Quit while trading is active?';
  const detail = [
    `${mode.toUpperCase()}.`,
    positions > 0 ? 'Nobody watches the daily limit or closes anything while the cockpit is closed.' : '',
    trading === 'halted' ? 'Trading stays halted.' : 'Signals that come while the cockpit is closed are not taken.',
  ];
  return {
    type: 'warning',
    title: 'Mikrobot Cockpit',
    message,
    detail: detail.filter((line) => line !== '').join('\n'),
    buttons: ['Keep running', 'Quit'],
    defaultId: KEEP_RUNNING,
    cancelId: KEEP_RUNNING,
    noLink: true,
  };
}

/** True when there is nothing to ask or the answer was to quit. */
export async function mayQuit(
  standing: TrayStatus,
  ask: (question: Question) => Promise<{ response: number }>,
): Promise<boolean> {
  const question = quitQuestion(standing);
  return question === undefined || (await ask(question)).response === QUIT;
}
