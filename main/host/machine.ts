import type { Clock } from '#ports';
import { fileWatch, loopLag, networkWatch, openFilesMax, type LoopLag } from '../adapters/system/index.ts';
import { tellCritical } from '../runtime/index.ts';
import type { MachineNews } from '#shared/domain';
import type { CockpitOptions } from './options.ts';

/** How the machine serves the cockpit: how late its loop runs, and whether it can open anything more. */
export type Machine = {
  readonly lag: Pick<LoopLag, 'read'>;
  /** What keeps it from serving, in words; null while nothing does. */
  strain(): string | null;
  /** From now on it tells of networks that change. */
  watchNetwork(heard: (news: MachineNews) => void): void;
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
  let network: { stop(): void } | null = null;
  return {
    watchNetwork: (heard) => {
      network = networkWatch({
        clock,
        tell: (text) => {
          log.write('info', 'The network changed', { now: text });
          heard({ what: 'network_changed', detail: text.slice(0, 300) });
        },
      });
    },
    lag,
    strain: () => files.problem(),
    stop: () => {
      lag.stop();
      files.stop();
      network?.stop();
    },
  };
}
