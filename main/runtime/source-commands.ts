import { sourceKindOf, sourceNamed, type Delivery, type Source, type SourceChange } from '#shared/domain';
import type { OperatorAction } from '#shared/events';
import type { Refusal, Reply, Request } from '#shared/ipc';
import { err, messageOf, ok, type Result } from '#shared/lib';
import type { DeliveryStore, DeliveryTrial, SourceBook, SourceKeys, TriedSignal } from '#ports';
import { findDeliveries } from './custody/index.ts';
import type { Runtime } from './runtime.ts';
import { addressOf, sourceViews, testSource, type TestedWays } from './sources/index.ts';

/** What sources are kept in. Absent: they hold until the process ends. */
export type SourceStores = { readonly book?: SourceBook | undefined; readonly keys?: SourceKeys | undefined };
type Means = SourceStores &
  TestedWays & {
    readonly runtime: Runtime;
    readonly deliveries: DeliveryStore | null;
    /** Reads and judges, and keeps it as a test; `laterMs`: how long ago it came. */
    tried(raw: TriedSignal, laterMs: number): DeliveryTrial;
    act(action: OperatorAction, actor: string): Promise<Result<{ seq: number }, Refusal>>;
  };
type Set = Result<Reply<'source.add'>, Refusal>;

const refused = (code: Refusal['code'], detail: string): { ok: false; error: Refusal } => err({ kind: 'refused', code, detail });
const MINUTE_MS = 60_000;

/** Commands about where signals come from, and what was delivered. */
export function sourceHandlers(means: Means) {
  const { runtime, deliveries } = means;
  const inTurn = oneByOne();
  return {
    'source.list': () => Promise.resolve(ok({ sources: [...sourceViews(runtime, means.keys)] })),
    'source.add': ({ source, reason }: Request<'source.add'>, actor: string) => inTurn(() => add(means, source, reason, actor)),
    'source.change': ({ id, change, reason }: Request<'source.change'>, actor: string) =>
      inTurn(() => edit(means, id, change, reason, actor)),
    'source.remove': ({ id, reason }: Request<'source.remove'>, actor: string) => inTurn(() => remove(means, id, reason, actor)),
    'source.rotate': (ask: Request<'source.rotate'>, actor: string) => rotate(means, ask, actor),
    'source.secret': ({ id }: Request<'source.secret'>): Promise<Result<Reply<'source.secret'>, Refusal>> => {
      const source = sourceNamed(runtime.cockpit.sources, id);
      const address = source === null ? null : addressOf(source);
      const key = means.keys?.of(id) ?? null;
      if (source === null || address === null || key === null)
        return Promise.resolve(refused('unknown_source', `There is no source ${id} with a secret`));
      const path = address.isSigned ? address.path : `${address.path}/${key.secret}`;
      return Promise.resolve(ok({ secret: key.secret, path }));
    },
    'source.test': (ask: Request<'source.test'>) => testSource(means, ask),
    'delivery.list': async (request: Request<'delivery.list'>) =>
      ok(deliveries === null ? NOT_KEPT : await findDeliveries(deliveries, runtime.cockpit, request)),
    'delivery.judge': ({ id, body }: Request<'delivery.judge'>): Promise<Result<Reply<'delivery.judge'>, Refusal>> => {
      const kept = deliveries?.get(id) ?? null;
      return Promise.resolve(
        kept === null ? refused('unknown_delivery', `There is no delivery ${id} any more`) : judge(means, kept, body),
      );
    },
  };
}

const NOT_KEPT = { deliveries: [], total: 0, before: null, problem: 'This host keeps no deliveries' };

async function add(means: Means, source: Source, reason: string | null, actor: string): Promise<Set> {
  if (sourceNamed(means.runtime.cockpit.sources, source.id) !== null)
    return refused('bad_source', `${source.id} is there already: choose another id, or change that one`);
  const set = await put(means, source, reason, actor);
  if (!set.ok || !needsSecret(source)) return set;
  try {
    means.keys?.draw(source.id, 0);
    return set;
  } catch (error) {
    return ok({ ...set.value, problem: `${source.id} has no secret: ${messageOf(error)}` });
  }
}

async function edit(means: Means, id: string, change: SourceChange, reason: string | null, actor: string): Promise<Set> {
  const before = sourceNamed(means.runtime.cockpit.sources, id);
  if (before === null) return refused('unknown_source', `There is no source ${id}`);
  const { size, limits, ...rest } = change;
  const next = { ...before, ...rest, size: { ...before.size, ...size }, limits: { ...before.limits, ...limits } };
  return put(means, next as Source, reason, actor);
}

function put(means: Means, source: Source, reason: string | null, actor: string): Promise<Set> {
  const next = new Map(means.runtime.cockpit.sources).set(source.id, source);
  return kept(means, next, { act: 'set-source', source, reason }, actor);
}

async function remove(means: Means, id: string, reason: string | null, actor: string): Promise<Set> {
  const next = new Map(means.runtime.cockpit.sources);
  next.delete(id);
  const gone = await kept(means, next, { act: 'remove-source', id, reason }, actor);
  if (!gone.ok) return gone;
  try {
    means.keys?.forget(id);
    return gone;
  } catch (error) {
    return ok({ ...gone.value, problem: `The secret of ${id} is still kept: ${messageOf(error)}` });
  }
}

/** Noted first, then on record, then in the file of the next start: whatever a crash cuts short, the record is what holds then. */
async function kept({ runtime, book, act }: Means, next: Sources, action: OperatorAction, actor: string): Promise<Set> {
  book?.begin([...next.values()]);
  const set = await act(action, actor);
  if (set.ok) return ok({ ...set.value, problem: book?.keep([...runtime.cockpit.sources.values()]) ?? null });
  book?.drop();
  return set;
}
type Sources = ReadonlyMap<string, Source>;

/** Does one after the other: of two changes at once the second one has to know the first. */
function oneByOne(): (act: () => Promise<Set>) => Promise<Set> {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const own = last.then(act);
    last = own.catch(() => undefined);
    return own;
  };
}

async function rotate(
  { runtime, keys, act }: Means,
  { id, overlapMinutes }: Request<'source.rotate'>,
  actor: string,
): Promise<Result<Reply<'source.rotate'>, Refusal>> {
  const source = sourceNamed(runtime.cockpit.sources, id);
  if (source === null) return refused('unknown_source', `There is no source ${id}`);
  if (keys === undefined || !needsSecret(source)) return refused('no_setup', `${id} has no secret to change`);
  const overlapMs = overlapMinutes * MINUTE_MS;
  const until = overlapMs === 0 ? null : Math.floor(runtime.options.clock.nowMs()) + overlapMs;
  const told = await act({ act: 'rotate-source', id, overlapUntil: until }, actor);
  if (!told.ok) return told;
  try {
    const { previous } = keys.draw(id, overlapMs);
    return ok({ ...told.value, previousUntil: previous?.until ?? null });
  } catch (error) {
    return refused('setup_failed', `The secret of ${id} stays what it was: ${messageOf(error)}`);
  }
}

const needsSecret = ({ kind }: Source): boolean => sourceKindOf(kind).doors.some((door) => door !== 'folder');

/** What the delivery, or a mended body in its place, would come to now. */
const AGAIN = { route: 'judged again', peer: null, bytes: 0 };

function judge({ runtime, tried }: Means, kept: Delivery, mended: string | null): Result<Reply<'delivery.judge'>, Refusal> {
  const body = mended ?? kept.body;
  if (body === null) return refused('not_found', 'Nothing that can be read arrived with this delivery');
  if (kept.isCut && mended === null) return refused('not_found', 'Only its beginning was kept: judge it with its whole body');
  const now = Math.floor(runtime.options.clock.nowMs());
  // It is as old as it was when it came: judged is what it says, not how long ago that was.
  const trial = tried({ source: kept.source ?? 'webhook', body, receivedAt: kept.at, origin: AGAIN }, now - kept.at);
  return ok({ at: now, trial: { read: { ...trial.read }, judged: trial.judged === null ? null : { ...trial.judged } } });
}
