import type { Clock } from '#ports';
import { fileWatch, loopLag, openFilesMax, type LoopLag } from '../adapters/system/index.ts';
import { tellCritical } from '../runtime/index.ts';
import type { CockpitOptions } from './options.ts';

/** How the machine serves the cockpit: how late its loop runs, and whether it can open anything more. */
export type Machine = {
  readonly lag: Pick<LoopLag, 'read'>;
  /** What keeps it from serving, in words; null while nothing does. */
  strain(): string | null;
  stop(): void;
};

/** Watches the machine, and tells once when it can open no more files, and once when it can again. */
export function watchMachine({ log, notifier }: Pick<CockpitOptions, 'log' | 'notifier'>, clock: Clock): Machine {
  const lag = loopLag();
  const files = fileWatch({
    clock,
    max: openFilesMax(),
    tell: (problem) => {
      if (problem === null) {
        log.write('info', 'Files and connections can be opened again');
        return;
      }
      log.write('error', 'No more files or connections can be opened', { problem });
      tellCritical({ log, notifier }, 'Connections are turned away', problem);
    },
  });
  return {
    lag,
    strain: () => files.problem(),
    stop: () => {
      lag.stop();
      files.stop();
    },
  };
}
