import { existsSync, rmdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { messageOf } from '#shared/lib';
import { takeLock } from '../../adapters/journal/index.ts';
import { moveFile } from '../../files/index.ts';
import { copyOver, isCopyOf } from './copy-over.ts';
import { journalWrittenAt, lookAt } from './look.ts';
import type { Places } from './places.ts';

/** What the trader has to know of it. */
export type Told = { readonly level: 'info' | 'warn'; readonly title: string; readonly text: string };
/** The folder to use, and what is to be told of how it was found; null: it is where it always was. */
export type Settled = { readonly folder: string; readonly told: Told | null };

export type SettleTools = {
  /** False: looks only, for a diagnosis. */
  readonly mayMove: boolean;
  readonly move?: (from: string, to: string) => void;
};

const TWO = 'There are two data folders';
const END_IT = 'Move the one away that you do not need, or choose the one you want under Settings, Start (or with --data).';

/**
 * Finds the data folder, and moves one that an earlier version left in the roaming profile, whole, when no cockpit has it. Cut off
 * at any point, one of the two places holds all of it and is found by the next start. Two that hold data are both left as they are.
 */
export function settleData({ usual, former }: Places, tools: SettleTools): Settled {
  if (former === null) return { folder: usual, told: null };
  const [there, before] = [lookAt(usual), lookAt(former)];
  if (before.kind === 'empty') return { folder: usual, told: null };
  if (before.kind === 'unknown') {
    const text = `Whether ${former} holds data cannot be seen: ${before.why}.`;
    if (there.kind === 'data')
      return { folder: usual, told: { level: 'warn', title: TWO, text: `${text} ${usual} is used: it holds data.` } };
    return { folder: former, told: { level: 'warn', title: 'The former data folder cannot be read', text } };
  }
  if (there.kind === 'unknown') {
    const text = `Whether ${usual} holds data cannot be seen: ${there.why}. ${former} is used: it holds data.`;
    return { folder: former, told: { level: 'warn', title: TWO, text } };
  }
  if (there.kind === 'data') {
    if (tools.mayMove && isCopyOf(usual, former)) return putAway(usual, former, tools);
    return ofTwo(usual, former);
  }
  return tools.mayMove ? moved(usual, former, tools) : { folder: former, told: null };
}

/** The one whose journal was written last: what is open at the broker is in that one. */
function ofTwo(usual: string, former: string): Settled {
  const [here, there] = [journalWrittenAt(usual), journalWrittenAt(former)];
  const folder = there > here ? former : usual;
  const when = (ms: number): string => (ms === 0 ? 'no journal' : `journal of ${new Date(ms).toISOString().slice(0, 16)}Z`);
  const why =
    here === there
      ? 'neither journal is newer, and it is the usual place'
      : 'its journal was written last, so what is open is in it';
  return {
    folder,
    told: {
      level: 'warn',
      title: TWO,
      text: `${usual} (${when(here)}) and ${former} (${when(there)}). ${folder} is used: ${why}. ${END_IT}`,
    },
  };
}

function moved(usual: string, former: string, tools: SettleTools): Settled {
  const { move = moveFile } = tools;
  const stays = (why: string): Settled => ({
    folder: former,
    told: {
      level: 'warn',
      title: 'The data folder stays in the roaming profile for now',
      text: `${former} could not be moved to ${usual}: ${why}. It is used where it is, and the next start tries again.`,
    },
  });
  let release = (): void => undefined;
  try {
    release = takeLock(former);
    // What is in the way holds no data: Chromium's own files, or nothing.
    if (existsSync(usual) && !isRemoved(usual)) move(usual, freeName(usual, 'before'));
    // Windows renames no folder in which a file is open, ours of the lock among them. That is also the proof that nobody else has it.
    release();
    release = () => undefined;
    move(former, usual);
    return { folder: usual, told: movedWords(former, usual, null) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') return stays(messageOf(error));
  } finally {
    release();
  }
  try {
    release = takeLock(former);
    copyOver(former, usual);
  } catch (error) {
    return stays(messageOf(error));
  } finally {
    release();
  }
  return putAway(usual, former, tools);
}

/** The copy is whole; what it was made from goes under another name, so that it is never taken for the data again. */
function putAway(usual: string, former: string, { move = moveFile }: SettleTools): Settled {
  const aside = freeName(former, 'moved');
  try {
    move(former, aside);
    return { folder: usual, told: movedWords(former, usual, aside) };
  } catch (error) {
    const text = `${usual} is a whole copy of ${former} and is used. The old one could not be put away (${messageOf(error)}); the next start tries again.`;
    return { folder: usual, told: { level: 'warn', title: TWO, text } };
  }
}

const movedWords = (former: string, usual: string, aside: string | null): Told => ({
  level: 'info',
  title: 'The data folder was moved',
  text: [
    `${former} is now ${usual}: out of the roaming profile, with everything that was in it.`,
    ...(aside === null ? [] : [`It is on another drive, so it was copied and compared; the old one is kept as ${aside}.`]),
  ].join(' '),
});

function isRemoved(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false; // Something is in it.
  }
}

/** "NAME (before)", or with a number where that is there. */
function freeName(folder: string, word: string): string {
  for (let number = 1; ; number += 1) {
    const name = join(dirname(folder), `${basename(folder)} (${word}${number === 1 ? '' : ` ${number}`})`);
    if (!existsSync(name)) return name;
  }
}
