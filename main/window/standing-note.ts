import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TradingState } from '#shared/domain';
import type { TrayStatus } from './tray-status.ts';

const WORDS: Readonly<Record<TradingState, string>> = { active: 'trading', reducing: 'reduce only', halted: 'halted' };

/** One line in ASCII: "PAPER account, trading, 2 positions are open." */
export function standingLine({ mode, trading, positions }: TrayStatus): string {
  const held =
    positions === 0 ? 'no positions are open' : positions === 1 ? '1 position is open' : `${positions} positions are open`;
  return `${mode.toUpperCase()} account, ${WORDS[trading]}, ${held}.`;
}

export type StandingNote = {
  update(standing: TrayStatus): void;
  /** The same way to stop; the note goes when the cockpit has stopped. */
  removedAfter(cockpit: Stoppable): Stoppable;
};
export type Stoppable = { stop(reason: string): Promise<void>; sealAtOnce(reason: string): void };

/**
 * `standing.txt` in the data folder says while the desktop runs what it has open: the installer reads it when it must not go on
 * (assets/installer/installer.nsh). That it cannot be written is no reason to trade less: the installer then says that it does not know.
 */
export function standingNote(folder: string): StandingNote {
  const file = join(folder, 'standing.txt');
  const quietly = (act: () => void): void => {
    try {
      act();
    } catch {
      // What cannot be kept is not told.
    }
  };
  const remove = (): void => quietly(() => rmSync(file, { force: true }));
  remove();
  return {
    update: (standing) => quietly(() => writeFileSync(file, `${standingLine(standing)}\r\n`)),
    removedAfter: (cockpit) => ({
      stop: (reason) => cockpit.stop(reason).finally(remove),
      sealAtOnce: (reason) => {
        cockpit.sealAtOnce(reason);
        remove();
      },
    }),
  };
}
