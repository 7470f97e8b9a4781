import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '#ports';
import { messageOf } from '#shared/lib';
import { replaceFile } from '../files/index.ts';
import { KEEP_AWAKE, type KeepAwake } from './keep-awake.ts';
import { QUIET_HOURS, SOUNDS, type NoticeChoice } from './notice-manner.ts';

const settings = z.object({
  keepAwake: z.enum(KEEP_AWAKE).catch('trading'),
  sound: z.enum(SOUNDS).catch('both'),
  quiet: z.enum(QUIET_HOURS).catch('never'),
  aloudWhileOpen: z.boolean().catch(true),
});

/** What the trader chose about this PC; kept as `desktop.json` in the data folder. */
export type OwnSettings = {
  keepAwake(): KeepAwake;
  /** In force at once. Gives why it could not be kept for the next start, or null. */
  chooseKeepAwake(choice: KeepAwake): string | null;
  /** How notifications sound, and when they do not. */
  notices(): NoticeChoice;
  /** The same as chooseKeepAwake. */
  chooseNotices(change: Partial<NoticeChoice>): string | null;
};

/** Reads the file; one that is not there or not ours means the defaults, which is logged where there was something. */
export function ownSettings(folder: string, log: Log): OwnSettings {
  const file = join(folder, 'desktop.json');
  let now = settings.parse({});
  try {
    now = settings.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log.write('warn', 'desktop.json cannot be used; the defaults are', { file, detail: messageOf(error) });
  }
  const choose = (change: Partial<typeof now>): string | null => {
    now = { ...now, ...change };
    try {
      writeFileSync(`${file}.new`, JSON.stringify(now));
      replaceFile(`${file}.new`, file);
      return null;
    } catch (error) {
      return `${file} could not be written (${messageOf(error)}): it holds until the next start`;
    }
  };
  return {
    keepAwake: () => now.keepAwake,
    chooseKeepAwake: (keepAwake) => choose({ keepAwake }),
    notices: () => ({ sound: now.sound, quiet: now.quiet, aloudWhileOpen: now.aloudWhileOpen }),
    chooseNotices: choose,
  };
}
