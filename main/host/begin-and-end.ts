import { randomBytes } from 'node:crypto';
import type { HostDesk, Terminal } from '#ports';
import type { HttpAdapter } from '../adapters/http/index.ts';
import type { SqliteJournal } from '../adapters/journal/index.ts';
import type { DropWatch, HostMeans, Runtime, RuntimeService } from '../runtime/index.ts';
import { configFileOf } from './config-file.ts';
import type { Machine } from './machine.ts';
import type { CockpitOptions } from './options.ts';

/** What only a real host has: chance, and a process to end. */
export const hostMeans = ({ shutDown, configFile, dataDir }: CockpitOptions): HostMeans => ({
  configFile: configFileOf(configFile, dataDir),
  newSecret: () => randomBytes(32).toString('base64url'),
  ...(shutDown === undefined ? {} : { shutDown }),
});

type Parts = {
  readonly door: HttpAdapter;
  readonly certificate: { stop(): void } | null;
  readonly drops: DropWatch;
  readonly hostDesk: Pick<HostDesk, 'replay' | 'rerun' | 'verify'>;
  readonly service: RuntimeService;
  readonly machine: Machine;
  readonly terminal: Terminal;
  readonly runtime: Runtime;
};

/** Ends everything, the door first and the journal last. Throws what keeps the run from being sealed. */
export async function stopAll(
  { door, certificate, drops, hostDesk, service, machine, terminal, runtime }: Parts,
  reason: string,
): Promise<void> {
  certificate?.stop();
  for (const desk of [hostDesk.rerun, hostDesk.verify]) desk?.cancel();
  await Promise.all([door.stop(), drops.stop(), hostDesk.replay?.stop()]);
  service.close();
  machine.stop();
  await terminal.stop();
  runtime.seal(reason);
  if (runtime.loop.fault !== null) throw new Error(runtime.loop.fault);
}

/**
 * The same for a process that may be gone when this returns: the journal is sealed first, and nothing is waited for. What an adapter
 * does not manage to close, the next start finds open.
 */
export function sealAtOnce({ door, drops, hostDesk, service, machine, terminal, runtime }: Parts, reason: string): void {
  service.close();
  machine.stop();
  runtime.seal(reason);
  for (const desk of [hostDesk.rerun, hostDesk.verify]) desk?.cancel();
  const quietly = (): void => undefined;
  Promise.all([door.stop(), drops.stop(), hostDesk.replay?.stop(), terminal.stop()]).catch(quietly);
}

/** What a start has opened so far, each with how it is closed again; the first one opened is closed last. */
export type OpenedSoFar = (() => unknown)[];

/** Closes what a failed start leaves open: Windows moves no folder with an open file in it, and the next start may be in this process. */
export async function closeAgain(opened: OpenedSoFar): Promise<void> {
  for (const close of opened.splice(0).reverse()) {
    try {
      await close();
    } catch (error) {
      // The reason for which the start failed is what matters.
      process.stderr.write(`What was opened could not be closed cleanly: ${String(error)}\n`);
    }
  }
}

/** The end of a run that a failed start may have begun; without one there is only the file to close. */
export function endFailed(journal: SqliteJournal, runtime: Runtime | null, run: string): void {
  if (runtime?.cockpit.run === run) runtime.seal('the start failed');
  journal.seal();
}
