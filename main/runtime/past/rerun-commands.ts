import type { Refusal, Reply, Request } from '#shared/ipc';
import { ok, type Result } from '#shared/lib';
import type { Runtime } from '../runtime.ts';
import { Rerun } from './rerun.ts';

type Told = Promise<Result<Reply<'rerun.view'>, Refusal>>;

/** Judging what is on record again: begun, looked at, ended. One for the whole cockpit. */
export function rerunHandlers(runtime: Pick<Runtime, 'options' | 'cockpit'>) {
  const rerun = new Rerun(runtime.options.journal);
  return {
    'rerun.start': (ask: Request<'rerun.start'>): Told => Promise.resolve(rerun.start(ask, runtime.cockpit.config)),
    'rerun.view': (_ask: Request<'rerun.view'>): Told => Promise.resolve(ok(rerun.view())),
    'rerun.cancel': (_ask: Request<'rerun.cancel'>): Told => Promise.resolve(ok(rerun.cancel())),
  };
}
