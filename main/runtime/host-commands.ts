import type { HostDesk } from '#ports';
import type { Refusal, Reply, Request } from '#shared/ipc';
import { err, messageOf, ok, type Result } from '#shared/lib';
import type { Runtime } from './runtime.ts';

const NONE = { kind: 'refused', code: 'no_setup', detail: 'This cockpit knows nothing of its PC' } as const;
/** The newest records in a file for the person who helps. */
const RECORDS = 2_000;

type Means = {
  readonly runtime: Runtime;
  readonly hostDesk: HostDesk | null;
  readonly secrets: () => readonly string[];
  readonly status: () => unknown;
};

/** What belongs to this PC: versions, licences, a look at everything a cockpit needs, and one file for the person who helps. */
export const hostHandlers = ({ runtime, hostDesk: host, secrets, status }: Means) => ({
  'host.about': async (_ask: Request<'host.about'>): Promise<Result<Reply<'host.about'>, Refusal>> =>
    host === null
      ? err(NONE)
      : ok({ version: runtime.options.version, lines: [...host.about()], notices: host.notices() !== null }),
  'host.notices': async (): Promise<Result<Reply<'host.notices'>, Refusal>> => {
    const text = host?.notices() ?? null;
    return text === null
      ? err({ ...NONE, detail: 'The licences of what is inside are shipped with the installed program only' })
      : ok({ text });
  },
  'host.diagnose': async (): Promise<Result<Reply<'host.diagnose'>, Refusal>> =>
    host === null ? err(NONE) : ok({ at: Math.floor(runtime.options.clock.nowMs()), checks: [...(await host.diagnose())] }),
  'host.bundle': async (): Promise<Result<Reply<'host.bundle'>, Refusal>> => {
    if (host === null) return err(NONE);
    const { journal } = runtime.options;
    const from = Math.max(0, runtime.cockpit.lastSeq - RECORDS);
    let file: string;
    try {
      const records = journal.read(from, RECORDS).map((record) => JSON.stringify(record));
      const parts = { 'status.json': JSON.stringify(status(), null, 2), 'records.jsonl': records.join('\n') };
      file = await host.bundle(parts, secrets());
    } catch (error) {
      return err({ kind: 'refused', code: 'setup_failed', detail: messageOf(error) });
    }
    try {
      await host.show?.(file);
      return ok({ file, problem: null });
    } catch (error) {
      return ok({ file, problem: messageOf(error) });
    }
  },
});
