import type { StartDesk } from '#ports';
import type { StartChoice, StartKey } from '#shared/domain';
import { messageOf } from '#shared/lib';
import { choiceFaults } from './check-choice.ts';
import type { StartFile } from './start-file.ts';

type Parts = {
  readonly file: StartFile;
  readonly now: StartChoice;
  readonly fixed: readonly StartKey[];
  readonly restart: () => void;
};

/** What this desktop starts with: kept in its file once it was checked. What an option gives stays as it is, in force and in the file. */
export function startDesk({ file, now, fixed, restart }: Parts): StartDesk {
  const withThese = (choice: StartChoice, from: StartChoice): StartChoice => ({
    ...choice,
    ...Object.fromEntries(fixed.map((key) => [key, from[key]])),
  });
  return {
    standing: () => ({ now, next: withThese(file.next(), now), fixed }),
    choose: async (choice) => {
      const faults = await choiceFaults(withThese(choice, now), now);
      if (faults.length > 0) return faults;
      try {
        file.keep(withThese(choice, file.next()));
        return [];
      } catch (error) {
        return [`${file.file} could not be written (${messageOf(error)})`];
      }
    },
    restart,
  };
}
