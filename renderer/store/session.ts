import type { JournalRecord } from '#shared/events';
import type { LiveFrame } from '#shared/ipc';
import { createFrameBatch, nextDelayMs, WAITING_MAX, type WindowBridge } from '../bridge/index.ts';
import { createCatchUp } from './catch-up.ts';
import type { EngineStore, EngineStoreWriter } from './engine-store.ts';

const WATCH_MS = 500;
/** A silent engine may have been restarted: ask it again this often. */
const SILENT_RETRY_MS = 3_000;

export type SessionPorts = {
  readonly bridge: WindowBridge;
  readonly store: EngineStore;
  readonly pen: EngineStoreWriter;
  readonly schedule: (run: () => void) => void;
  readonly now: () => number;
  readonly later: (run: () => void, ms: number) => void;
  readonly every: (run: () => void, ms: number) => () => void;
  /** Told of each batch that was folded. */
  readonly folded: (batch: readonly JournalRecord[]) => void;
};

/** Keeps the store equal to the engine: loads, follows, notices gaps and silence, and catches up. */
export function startSession(ports: SessionPorts): () => void {
  const { bridge, store, pen, schedule, now, later, every } = ports;
  const { fold, load, pages } = createCatchUp(ports);
  let busy = false;
  let held: JournalRecord[] = [];
  let attempt = 0;
  let behind = 0;
  let askedAt = 0;

  const reach = async (from: 'start' | 'gap'): Promise<boolean> => (from === 'gap' && (await pages())) || load();
  const sync = async (from: 'start' | 'gap'): Promise<void> => {
    if (busy) return;
    busy = true;
    askedAt = now();
    if (from === 'gap') pen.gap();
    // A bridge that throws is as good as one that does not answer: the attempt failed, the next one comes.
    const done = await reach(from).catch(() => false);
    busy = false;
    const missed = held;
    held = [];
    if (done && fold(missed)) {
      attempt = 0;
      behind = 0;
      pen.synced();
      return;
    }
    later(() => void sync(done ? 'gap' : 'start'), nextDelayMs(attempt));
    attempt += 1;
  };
  const take = (batch: readonly JournalRecord[]): void => {
    if (busy) held = held.length + batch.length > WAITING_MAX ? [] : [...held, ...batch];
    else if (!fold(batch)) void sync('gap');
  };
  /** The frame says how far the journal is: a feed that stays behind, or is ahead, belongs to another copy. */
  const follow = (frame: LiveFrame): void => {
    pen.live(frame, now());
    const ahead = frame.journal.lastSeq - store.getState().cockpit.lastSeq;
    behind = ahead > 0 ? behind + 1 : 0;
    if (busy || store.getState().link === 'connecting') return;
    if (frame.journal.lastSeq > 0 && ahead < -WAITING_MAX) void sync('start');
    else if (behind > 8) void sync('gap');
  };
  const watch = (): void => {
    pen.tick(now());
    if (!busy && store.getState().link === 'stale' && now() - askedAt > SILENT_RETRY_MS) void sync('start');
  };

  const batch = createFrameBatch<JournalRecord>({ flush: take, overflow: () => void sync('gap'), schedule });
  const ends = [
    bridge.onFeed(batch.add),
    bridge.onLive(follow),
    bridge.onWire?.((state, why, role) => {
      if (role !== null) pen.held(role);
      if (state === 'open') void sync('start');
      else pen.closed(why, state === 'refused' ? 'refused' : 'closed');
    }),
    every(watch, WATCH_MS),
  ];
  if (bridge.onWire === undefined) void sync('start');
  return () => ends.forEach((end) => end?.());
}
