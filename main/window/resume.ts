import type { CockpitService, Log, Notifier } from '#ports';
import { messageOf } from '#shared/lib';
import type { Question } from './question.ts';
import type { TrayStatus } from './tray-status.ts';

const CANCEL = 0;
const RESUME = 1;
const REASON = 'Resumed from the tray';

/** Asked before trading is resumed from outside the window; Enter and Esc do nothing. */
export const resumeQuestion = ({ mode, positions }: TrayStatus): Question => ({
  type: 'warning',
  title: 'Mikrobot Cockpit',
  message: `Resume trading on the ${mode.toUpperCase()} account?`,
  detail: [
    `${positions === 1 ? '1 position is' : `${positions} positions are`} open.`,
    'Signals that come from now on are judged, and what you have set to be traded without a question is traded.',
    'Look at the alarms in the window first when you do not know why trading was halted.',
  ].join('\n'),
  buttons: ['Stay halted', 'Resume trading'],
  defaultId: CANCEL,
  cancelId: CANCEL,
  noLink: true,
});

type Parts = {
  readonly service: CockpitService;
  readonly standing: () => TrayStatus;
  readonly ask: (question: Question) => Promise<{ response: number }>;
  readonly notifier: Notifier;
  readonly log: Log;
};

/** Resumes from the tray after a question; what the engine refuses is told with its reason. True: trading is resumed. */
export function resumeFromTray({ service, standing, ask, notifier, log }: Parts): () => Promise<boolean> {
  let isAsking = false;
  return async () => {
    if (isAsking || standing().trading !== 'halted') return false;
    isAsking = true;
    try {
      if ((await ask(resumeQuestion(standing()))).response !== RESUME) return false;
      const answer = await service.command('trading.resume', { typed: 'RESUME', reason: REASON }, 'trader:tray');
      if (answer.ok) return true;
      notifier.critical('Trading stays halted', answer.error.detail);
    } catch (fault) {
      log.write('error', 'resuming from the tray failed', { detail: messageOf(fault) });
      notifier.critical('Trading stays halted', messageOf(fault));
    } finally {
      isAsking = false;
    }
    return false;
  };
}
