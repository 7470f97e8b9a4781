import type { Clock, Journal } from '#ports';
import type { Refusal, Reply, Request } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import { packCockpit } from '#shared/projection';
import { marksOf } from './marks.ts';
import { pastFrame } from './past-frame.ts';
import { PastStates } from './past-states.ts';

type Past = Pick<Journal, 'stats' | 'read' | 'find'>;
const NO_PAST = { kind: 'refused', code: 'not_found', detail: 'Nothing is on record there' } as const;

/** Kept states hold a whole cockpit each: of a window that went away without a word they are dropped after this. */
const IDLE_MS = 10 * 60_000;

/** What can be asked of the past. Questions are answered one after the other: two folds at once would hold the loop twice as long. */
export function pastHandlers(journal: Past, clock: Pick<Clock, 'after'>) {
  const states = new PastStates(journal);
  let last: Promise<unknown> = Promise.resolve();
  let stay = (): void => undefined;
  const drop = (): void => {
    stay();
    states.drop();
  };
  const asked = (): void => {
    stay();
    stay = clock.after(IDLE_MS, drop);
  };
  const inTurn = <T>(answer: () => Promise<T>): Promise<T> => {
    const next = last.then(answer, answer);
    last = next.catch(() => undefined);
    return next;
  };
  return {
    'past.span': async (_ask: Request<'past.span'>): Promise<Result<Reply<'past.span'>, Refusal>> => {
      const [first] = journal.read(0, 1);
      const [newest] = journal.read(Math.max(0, journal.stats().lastSeq - 1), 1);
      return ok({
        first: first === undefined ? null : { seq: first.seq, at: first.at },
        last: newest === undefined ? null : { seq: newest.seq, at: newest.at },
        marks: [...(await inTurn(() => marksOf(journal)))],
      });
    },
    'past.look': (ask: Request<'past.look'>): Promise<Result<Reply<'past.look'>, Refusal>> =>
      inTurn(async () => {
        asked();
        const seq = Math.min('seq' in ask ? ask.seq : seqAt(journal, ask.at), journal.stats().lastSeq);
        if (seq < 1) return err(NO_PAST);
        const state = await states.to(seq);
        const isThere = state.seq === seq;
        return ok({
          ...{ seq, at: state.at, reached: state.seq },
          state: isThere ? packCockpit(state.cockpit) : null,
          live: isThere ? pastFrame(state) : null,
        });
      }),
    'past.leave': (_ask: Request<'past.leave'>): Promise<Result<Reply<'past.leave'>, Refusal>> =>
      inTurn(() => {
        drop();
        return Promise.resolve(ok({}));
      }),
  };
}

/** The last record made before or at a moment; 0: there is none. */
function seqAt(journal: Past, at: number): number {
  const [later] = journal.find({ ...{ since: 0, limit: 1, types: null, correlationId: null, to: null }, from: at + 1 });
  return later === undefined ? journal.stats().lastSeq : later.seq - 1;
}
