import { app, dialog } from 'electron/main';
import { mkdirSync } from 'node:fs';
import { messageOf } from '#shared/lib';
import type { Log, StartDesk, StartStanding } from '#ports';
import type { StartChoice } from '#shared/domain';
import type { Leaving } from './leaving.ts';
import { nextArguments } from './next-arguments.ts';
import type { Question } from './question.ts';

const START_EARLIER = 0;

/** What to ask when the cockpit does not start with what was chosen in its window. `fault`: why not. */
export const startQuestion = (fault: string): Question => ({
  type: 'warning',
  title: 'Mikrobot Cockpit cannot start with what was chosen',
  message: fault,
  detail: 'Start with what worked before? What was chosen is then given up; choose again under Settings, Start.',
  buttons: ['Start as before', 'Quit'],
  defaultId: START_EARLIER,
  cancelId: 1,
  noLink: true,
});

/** Why the folder cannot be used for the data; null: it is used from now on, also by Chromium. */
export function moveData(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true });
    app.setPath('userData', folder);
    return null;
  } catch (error) {
    return `The data folder ${folder} cannot be used: ${messageOf(error)}`;
  }
}

type Kept = { earlier(): StartChoice | null; keep(next: StartChoice): void; worked(): void };
type MakeDesk<File> = (parts: Omit<StartStanding, 'next'> & { readonly file: File; readonly restart: () => void }) => StartDesk;

export type AppStart = {
  readonly desk: StartDesk;
  /** The cockpit runs with it, and can be ended for a restart. */
  begin(way: Leaving, log: Log): void;
  /**
   * The start failed. Offers what worked before, where that is something else, and starts again with it: true. False: there is
   * nothing else to try, or the trader does not want it.
   */
  offerEarlier(fault: string): Promise<boolean>;
};

/** What this copy starts with, as it was chosen in its window. */
export function appStart<File extends Kept>(
  file: File,
  standing: Omit<StartStanding, 'next'>,
  makeDesk: MakeDesk<File>,
): AppStart {
  let leaving: Leaving | null = null;
  const again = (): void => app.relaunch({ args: nextArguments(process.argv.slice(1)) });
  return {
    desk: makeDesk({ ...standing, file, restart: () => void leaving?.now('restart', async () => again()) }),
    begin: (way, log) => {
      leaving = way;
      try {
        file.worked();
      } catch (error) {
        // A cockpit that runs is not ended for it: the next failed start offers what worked before this one.
        log.write('warn', 'what this start was made with could not be kept', { detail: messageOf(error) });
      }
    },
    offerEarlier: async (fault) => {
      const earlier = file.earlier();
      if (earlier === null) return false;
      const { response } = await dialog.showMessageBox(startQuestion(fault));
      if (response !== START_EARLIER) return false;
      file.keep(earlier);
      again();
      app.exit(0);
      return true;
    },
  };
}
