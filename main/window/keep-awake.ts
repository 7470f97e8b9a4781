import type { PowerSaveBlocker } from 'electron/main';
import type { Log } from '#ports';
import type { TrayStatus } from './tray-status.ts';

/** When the PC may not fall asleep by itself: while something is open, while trading is not halted either, or never kept. */
export const KEEP_AWAKE = ['trading', 'open', 'never'] as const;
export type KeepAwake = (typeof KEEP_AWAKE)[number];

const isWanted = (choice: KeepAwake, { positions, trading }: TrayStatus): boolean =>
  choice !== 'never' && (positions > 0 || (choice === 'trading' && trading !== 'halted'));

/** Keeps the PC from falling asleep by itself as chosen. The screen may go dark; a lid that is shut or a person still puts it to sleep. */
export function keepAwake(
  blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>,
  choice: () => KeepAwake,
  log: Log,
): { update(standing: TrayStatus): void } {
  let held: number | null = null;
  return {
    update(standing) {
      const wanted = isWanted(choice(), standing);
      if (wanted === (held !== null)) return;
      if (held === null) held = blocker.start('prevent-app-suspension');
      else {
        blocker.stop(held);
        held = null;
      }
      log.write('info', wanted ? 'The PC is kept awake' : 'The PC may fall asleep again');
    },
  };
}
