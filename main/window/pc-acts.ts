import { app, dialog, powerSaveBlocker } from 'electron/main';
import type { CockpitService, Log } from '#ports';
import type { DesktopAttention } from './attention.ts';
import { keepAwake } from './keep-awake.ts';
import { startAtLogIn } from './log-in.ts';
import { resumeFromTray } from './resume.ts';
import type { TrayActs } from './tray-menu.ts';
import type { TrayStatus } from './tray-status.ts';

type Parts = {
  readonly service: CockpitService;
  readonly notifier: DesktopAttention;
  /** What a notification's STOP does. */
  readonly halt: () => void;
  readonly log: Log;
};

/** What the tray can do about this PC, about notifications and about trading that is halted. `update`: how the cockpit stands now. */
export function pcActs({ service, notifier, halt, log }: Parts): {
  readonly acts: Pick<TrayActs, 'resume' | 'keepAwake' | 'notices' | 'logIn'>;
  update(standing: TrayStatus): void;
} {
  const { own } = notifier;
  notifier.canStop(halt);
  const awake = keepAwake(powerSaveBlocker, () => own.keepAwake(), log);
  let standing: TrayStatus = { mode: 'paper', trading: 'active', positions: 0 };
  return {
    acts: {
      resume: resumeFromTray({
        service,
        standing: () => standing,
        ask: (question) => dialog.showMessageBox(question),
        notifier,
        log,
      }),
      keepAwake: {
        now: () => own.keepAwake(),
        choose: (choice) => {
          const problem = own.chooseKeepAwake(choice);
          if (problem !== null) log.write('warn', problem);
          awake.update(standing);
        },
      },
      notices: notifier.notices,
      logIn: startAtLogIn(app, process.argv.slice(1), process.platform),
    },
    update: (now) => {
      standing = now;
      awake.update(now);
      notifier.update(now);
    },
  };
}
