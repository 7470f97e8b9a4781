import type { HostDesk, RerunDesk } from '#ports';
import type { Refusal, Reply, Request } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import type { Runtime } from '../runtime.ts';

type Told = Promise<Result<Reply<'rerun.view'>, Refusal>>;

const NONE = { kind: 'refused', code: 'no_setup', detail: 'This cockpit begins no process of its own on this PC' } as const;

/** Judging what is on record again: begun, looked at, ended. One for the whole cockpit, in a process beside it. */
export function rerunHandlers(runtime: Pick<Runtime, 'options' | 'cockpit'>, host: HostDesk | null) {
  const at = (act: (desk: RerunDesk) => Awaited<Told>): Told =>
    Promise.resolve(host?.rerun === undefined ? err(NONE) : act(host.rerun));
  return {
    'rerun.start': (ask: Request<'rerun.start'>): Told =>
      at((desk) => desk.start(ask, { config: runtime.cockpit.config, lastSeq: runtime.options.journal.stats().lastSeq })),
    'rerun.view': (_ask: Request<'rerun.view'>): Told => at((desk) => ok(desk.view())),
    'rerun.cancel': (_ask: Request<'rerun.cancel'>): Told => at((desk) => ok(desk.cancel())),
  };
}
