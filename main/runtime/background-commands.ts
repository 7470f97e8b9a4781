import type { HostDesk, RerunDesk, VerifyDesk } from '#ports';
import type { Refusal, Reply, Request } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import type { Runtime } from './runtime.ts';

type Told<T> = Promise<Result<T, Refusal>>;
type Rerun = Told<Reply<'rerun.view'>>;
type Verify = Told<Reply<'verify.view'>>;

const NONE = { kind: 'refused', code: 'no_setup', detail: 'This cockpit begins no process of its own on this PC' } as const;

/** What reads the whole journal in a process beside the cockpit: begun, looked at, ended. One of each for the whole cockpit. */
export function backgroundHandlers(runtime: Pick<Runtime, 'options' | 'cockpit'>, host: HostDesk | null) {
  const rerun = (act: (desk: RerunDesk) => Awaited<Rerun>): Rerun =>
    Promise.resolve(host?.rerun === undefined ? err(NONE) : act(host.rerun));
  const verify = (act: (desk: VerifyDesk) => Reply<'verify.view'>): Verify =>
    Promise.resolve(host?.verify === undefined ? err(NONE) : ok(act(host.verify)));
  const lastSeq = (): number => runtime.options.journal.stats().lastSeq;
  return {
    'rerun.start': (ask: Request<'rerun.start'>): Rerun =>
      rerun((desk) => desk.start(ask, { config: runtime.cockpit.config, lastSeq: lastSeq() })),
    'rerun.view': (_ask: Request<'rerun.view'>): Rerun => rerun((desk) => ok(desk.view())),
    'rerun.cancel': (_ask: Request<'rerun.cancel'>): Rerun => rerun((desk) => ok(desk.cancel())),
    'verify.start': (_ask: Request<'verify.start'>): Verify => verify((desk) => desk.start(lastSeq())),
    'verify.view': (_ask: Request<'verify.view'>): Verify => verify((desk) => desk.view()),
    'verify.cancel': (_ask: Request<'verify.cancel'>): Verify => verify((desk) => desk.cancel()),
  };
}
