import { describe, expect, it } from 'vitest';
import type { WindowBridge } from '#renderer/bridge/index.ts';
import { createEngineStore, startSession } from '#renderer/store/index.ts';
import type { JournalRecord } from '#shared/events';
import type { LiveFrame } from '#shared/ipc';
import { apply, emptyCockpit, packCockpit } from '#shared/projection';
import { DAY_START } from '../fixtures.ts';
import { frameFor } from '../live-frames.ts';
import { randomJournal } from '../random-journal.ts';

/** A session over a fake engine that knows `records` up to `known`. Time and timers are the test's. */
function session(records: readonly JournalRecord[], begin: number) {
  const { store, pen } = createEngineStore();
  const asked: string[] = [];
  let known = begin;
  let now = DAY_START + 36_000_000;
  let feed: (batch: readonly JournalRecord[]) => void = () => undefined;
  let live: (frame: LiveFrame) => void = () => undefined;
  let refuse = false;
  const timers: { run: () => void; at: number }[] = [];
  let watch: () => void = () => undefined;
  const engine = () => records.slice(0, known).reduce(apply, emptyCockpit());
  const bridge = {
    send: async (name: string, request: { seq?: number; limit?: number }) => {
      asked.push(name);
      if (refuse) return { ok: false, error: { kind: 'engine-fault', code: 'down', detail: 'The engine is down.' } };
      if (name === 'cockpit.hello')
        return {
          ok: true,
          value: { state: packCockpit(engine()), live: frameFor(engine(), now, asked.length + 100), equity: [] },
        };
      const since = request.seq ?? 0;
      return {
        ok: true,
        value: records
          .slice(0, known)
          .filter(({ seq }) => seq > since)
          .slice(0, request.limit),
      };
    },
    onFeed: (listener: typeof feed) => ((feed = listener), () => undefined),
    onLive: (listener: typeof live) => ((live = listener), () => undefined),
  } as unknown as WindowBridge;
  startSession({
    bridge,
    store,
    pen,
    now: () => now,
    schedule: (run) => run(),
    folded: () => undefined,
    later: (run, ms) => timers.push({ run, at: now + ms }),
    every: (run) => {
      watch = run;
      return () => undefined;
    },
  });
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 40; i += 1) await Promise.resolve();
  };
  return {
    store,
    asked,
    settle,
    learn: (to: number) => (known = to),
    push: (from: number, to: number) => feed(records.slice(from, to)),
    beat: (beat: number, at = now) => live({ ...frameFor(engine(), at, beat) }),
    pass: (ms: number) => {
      now += ms;
      watch();
      for (const timer of timers.splice(0))
        if (timer.at <= now) timer.run();
        else timers.push(timer);
    },
    refuse: (yes: boolean) => (refuse = yes),
    same: () => JSON.stringify(packCockpit(store.getState().cockpit)) === JSON.stringify(packCockpit(engine())),
  };
}

const records = randomJournal(7, 120);

describe('session', () => {
  it('loads, then follows the feed', async () => {
    const { store, settle, push, learn, same } = session(records, 20);
    expect(store.getState().link).toBe('connecting');
    await settle();
    expect(store.getState().link).toBe('live');
    learn(30);
    push(20, 30);
    expect(same()).toBe(true);
  });

  it('fetches the missing records after a gap, and also what was pushed meanwhile', async () => {
    const { store, asked, settle, push, learn, same } = session(records, 20);
    await settle();
    learn(50);
    push(40, 45);
    expect(store.getState().link).toBe('gap');
    learn(52);
    push(50, 52);
    await settle();
    expect([store.getState().link, asked.at(-1), same()]).toEqual(['live', 'feed.since', true]);
  });

  it('says stale after three seconds without a new beat, and live again with the next', async () => {
    const { store, settle, beat, pass } = session(records, 20);
    await settle();
    pass(2_900);
    expect(store.getState().link).toBe('live');
    pass(400);
    expect(store.getState().link).toBe('stale');
    await settle();
    beat(900);
    expect(store.getState().link).toBe('live');
  });

  it('does not take a repeated beat for life', async () => {
    const { store, settle, beat, pass } = session(records, 20);
    await settle();
    beat(7, DAY_START + 35_000_000);
    for (let i = 0; i < 8; i += 1) {
      pass(500);
      beat(7, DAY_START + 35_000_000);
    }
    expect(store.getState().link).toBe('stale');
  });

  it('shows why there is no engine, keeps trying, and recovers', async () => {
    const { store, settle, pass, refuse } = session(records, 20);
    refuse(true);
    await settle();
    // The first hello was already on its way; the wire is refused from the next one on.
    pass(4_000);
    await settle();
    refuse(false);
    for (let i = 0; i < 10; i += 1) {
      pass(5_000);
      await settle();
    }
    expect(store.getState().link).toBe('live');
  });

  it('notices that the feed has fallen silent while the engine goes on', async () => {
    const { settle, beat, learn, same } = session(records, 20);
    await settle();
    learn(60);
    for (let i = 0; i < 12; i += 1) beat(300 + i);
    await settle();
    expect(same()).toBe(true);
  });
});
