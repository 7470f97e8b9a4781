import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf } from '#shared/lib';
import { recoveryKey } from '../../adapters/secrets/index.ts';
import { StartFault } from '../options.ts';

/** Writes the recovery key of a data folder into a new file. Throws StartFault; a file that is there is never overwritten. */
export function saveRecoveryKey(file: string, dir: string, journalKey: string, nowMs: number): void {
  const text = [
    'Mikrobot Cockpit: RECOVERY KEY',
    `of the journal in ${dir}, written at ${new Date(nowMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    '',
    recoveryKey(journalKey),
    '',
    'With it the journal goes on when the keys of this PC are lost: open positions keep their history, and signatures can be checked.',
    'Who has it can write records that look like those of your cockpit: print it, or keep it where you keep passwords, and not on this PC.',
    'It does not bring back the secrets of TradingView, webhooks and the Expert Advisor: those are made again and have to be entered again.',
    'To use it: start the cockpit, which asks for this file when its keys cannot be read; without a window:',
    '  npm run keys -- recover DIR FILE --typed RECOVER',
    '',
  ].join('\r\n');
  try {
    const fd = openSync(file, 'wx', 0o600);
    try {
      writeSync(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const why = isThere
      ? 'it exists; a recovery key overwrites nothing'
      : `it cannot be written in ${dirname(file)} (${messageOf(error)})`;
    throw new StartFault([`${file}: ${why}`]);
  }
}
