import { app, dialog, powerSaveBlocker } from 'electron/main';
import type { CockpitService, Log, Notifier } from '#ports';
import { keepAwake } from './keep-awake.ts';
import { startAtLogIn } from './log-in.ts';
import { ownSettings } from './own-settings.ts';
import { resumeFromTray } from './resume.ts';
import type { TrayActs } from './tray-menu.ts';
import type { TrayStatus } from './tray-status.ts';

type Parts = {
  /** Where what is chosen is kept. */
  readonly folder: string;
  readonly service: CockpitService;
  readonly notifier: Notifier;
  readonly log: Log;
};

/** What the tray can do about this PC and about trading that is halted. `update`: how the cockpit stands now. */
export function pcActs({ folder, service, notifier, log }: Parts): {
  readonly acts: Pick<TrayActs, 'resume' | 'keepAwake' | 'logIn'>;
  update(standing: TrayStatus): void;
} {
  const own = ownSettings(folder, log);
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
      logIn: startAtLogIn(app, process.argv.slice(1), process.platform),
    },
    update: (now) => {
      standing = now;
      awake.update(now);
    },
  };
}
