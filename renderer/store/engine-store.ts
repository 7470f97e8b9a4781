import type { Role } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import type { EquityPoint, LiveFrame } from '#shared/ipc';
import { apply, emptyCockpit, fork, unpackCockpit, type ReadonlyCockpit } from '#shared/projection';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { structuralShare, shareUnchanged } from './share-unchanged.ts';

/** Three beats missing: what is on screen may be the past. */
const BEAT_MISSING_MS = 3_000;
const EQUITY_STEP_MS = 5_000;
const EQUITY_MAX = 3_000;

/** `refused`: the engine is there and does not take this window's token. */
export type LinkState = 'connecting' | 'live' | 'stale' | 'gap' | 'closed' | 'refused';
export type EngineView = {
  readonly cockpit: ReadonlyCockpit;
  readonly live: LiveFrame | null;
  readonly equity: readonly EquityPoint[];
  readonly link: LinkState;
  /** Window's clock when the last new beat came in. */
  readonly lastBeatAt: number | null;
  /** Engine's clock minus the window's. */
  readonly clockOffsetMs: number;
  /** What this window may ask for. */
  readonly role: Role;
  /** Why there is no connection, in a sentence; null while there is one. */
  readonly fault: string | null;
};
export type EngineStore = Pick<StoreApi<EngineView>, 'getState' | 'getInitialState' | 'subscribe'>;

/** The only writer. `now` is the window's clock. */
export type EngineStoreWriter = {
  readonly load: (
    hello: { readonly state: unknown; readonly live: LiveFrame; readonly equity: readonly EquityPoint[] },
    now: number,
  ) => void;
  /** False when records are missing between what is known and what came. */
  readonly feed: (batch: readonly JournalRecord[]) => boolean;
  readonly live: (frame: LiveFrame, now: number) => void;
  readonly tick: (now: number) => void;
  readonly gap: () => void;
  readonly synced: () => void;
  /** The role that the engine gives this window. */
  readonly held: (role: Role) => void;
  readonly closed: (why: string, phase?: 'closed' | 'refused') => void;
};

type Phase = 'connecting' | 'synced' | 'gap' | 'closed' | 'refused';

/** Panels get the half that reads; only the session gets the writer. */
export function createEngineStore(): { readonly store: EngineStore; readonly pen: EngineStoreWriter } {
  const store = createStore<EngineView>(() => ({
    cockpit: emptyCockpit(),
    live: null,
    equity: [],
    link: 'connecting',
    lastBeatAt: null,
    clockOffsetMs: 0,
    fault: null,
    role: 'admin',
  }));
  let phase: Phase = 'connecting';
  let lastNow = 0;
  const show = (part: Partial<EngineView>, next: Phase = phase, now: number = lastNow): void => {
    phase = next;
    lastNow = now;
    const { lastBeatAt } = { ...store.getState(), ...part };
    store.setState({ ...part, link: linkOf(phase, lastBeatAt, now) });
  };
  const beat = (frame: LiveFrame, now: number): Partial<EngineView> => {
    const { live, equity } = store.getState();
    const isNew = live === null || live.beat !== frame.beat || live.at !== frame.at;
    return {
      live: structuralShare(live, frame),
      equity: withPoint(equity, frame),
      ...(isNew ? { lastBeatAt: now, clockOffsetMs: frame.at - now } : {}),
    };
  };
  return {
    store,
    pen: {
      load: ({ state, live, equity }, now) => {
        store.setState({ live: null, equity });
        show({ ...beat(live, now), cockpit: unpackCockpit(state), fault: null }, 'synced', now);
      },
      feed: (batch) => {
        const { cockpit } = store.getState();
        const fresh = batch.filter((record) => record.seq > cockpit.lastSeq);
        const first = fresh[0];
        if (first === undefined) return true;
        if (first.seq !== cockpit.lastSeq + 1) return false;
        store.setState({ cockpit: shareUnchanged(cockpit, fresh.reduce(apply, fork(cockpit))) });
        return true;
      },
      live: (frame, now) => show(beat(frame, now), phase, now),
      tick: (now) => {
        if (linkOf(phase, store.getState().lastBeatAt, now) !== store.getState().link) show({}, phase, now);
      },
      gap: () => show({}, phase === 'synced' ? 'gap' : phase),
      synced: () => show({ fault: null }, 'synced'),
      held: (role) => store.setState({ role }),
      closed: (fault, as = 'closed') => show({ fault }, as),
    },
  };
}

function linkOf(phase: Phase, lastBeatAt: number | null, now: number): LinkState {
  if (phase !== 'synced') return phase;
  return lastBeatAt === null || now - lastBeatAt > BEAT_MISSING_MS ? 'stale' : 'live';
}

/** The equity line with one more point, at most one every five seconds, and none while the account's figures are old. */
function withPoint(line: readonly EquityPoint[], { at, account, terminal }: LiveFrame): readonly EquityPoint[] {
  const last = line.at(-1);
  if (account === null || terminal.link !== 'up' || (last !== undefined && at - last.at < EQUITY_STEP_MS)) return line;
  return [...line.slice(-EQUITY_MAX + 1), { at, equity: account.equity, balance: account.balance }];
}

/** True when nothing on screen can be the present: whatever is shown is of the past, or was never known. */
export const isPast = (link: LinkState): boolean => link === 'stale' || link === 'closed' || link === 'refused';
