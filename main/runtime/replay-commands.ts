import type { HostDesk } from '#ports';
import type { Refusal, Reply, Request } from '#shared/ipc';
import { err, messageOf, ok, type Result } from '#shared/lib';
import type { Runtime } from './runtime.ts';

type Desk = NonNullable<HostDesk['replay']>;
type Told<T> = Promise<Result<T, Refusal>>;

const NONE = {
  kind: 'refused',
  code: 'no_setup',
  detail: 'This cockpit keeps no price files: it knows nothing of its PC',
} as const;

/** History through the engine, in a process beside this one. Nothing of it is decided, sent or recorded here. */
export function replayHandlers(runtime: Pick<Runtime, 'cockpit'>, host: HostDesk | null) {
  const desk = host?.replay ?? null;
  /** A folder that cannot be read or written is a refusal with the system's own reason, and never a fault of the engine. */
  const at = async <T>(act: (desk: Desk) => Told<T>): Told<T> => {
    if (desk === null) return err(NONE);
    try {
      return await act(desk);
    } catch (error) {
      return err({ kind: 'refused', code: 'setup_failed', detail: messageOf(error).slice(0, 500) });
    }
  };
  return {
    'replay.view': (_ask: Request<'replay.view'>): Told<Reply<'replay.view'>> => at(async (own) => ok(await own.view())),
    'replay.upload': (ask: Request<'replay.upload'>): Told<Reply<'replay.upload'>> => at((own) => own.upload(ask)),
    'replay.remove': (ask: Request<'replay.remove'>): Told<Reply<'replay.remove'>> => at((own) => own.remove(ask)),
    'replay.start': (ask: Request<'replay.start'>): Told<Reply<'replay.start'>> =>
      at((own) => own.start(ask, runtime.cockpit.config)),
    'replay.cancel': (_ask: Request<'replay.cancel'>): Told<Reply<'replay.cancel'>> => at((own) => own.cancel()),
    'replay.report': ({ id }: Request<'replay.report'>): Told<Reply<'replay.report'>> => at((own) => own.report(id)),
    'replay.trades': ({ id, page }: Request<'replay.trades'>): Told<Reply<'replay.trades'>> => at((own) => own.trades(id, page)),
    'replay.refused': ({ id, page }: Request<'replay.refused'>): Told<Reply<'replay.refused'>> =>
      at((own) => own.refused(id, page)),
    'replay.trade': ({ id, place }: Request<'replay.trade'>): Told<Reply<'replay.trade'>> => at((own) => own.trade(id, place)),
    'replay.sweep': ({ id }: Request<'replay.sweep'>): Told<Reply<'replay.sweep'>> => at((own) => own.sweep(id)),
    'replay.compare': ({ a, b }: Request<'replay.compare'>): Told<Reply<'replay.compare'>> => at((own) => own.compare(a, b)),
    'replay.export': ({ id, format }: Request<'replay.export'>): Told<Reply<'replay.export'>> =>
      at(async (own): Told<Reply<'replay.export'>> => {
        const written = await own.export(id, format);
        if (!written.ok) return written;
        try {
          await host?.show?.(written.value);
          return ok({ file: written.value, problem: null });
        } catch (error) {
          return ok({ file: written.value, problem: messageOf(error) });
        }
      }),
  };
}
