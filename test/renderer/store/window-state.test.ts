import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngineStore } from '#renderer/store/index.ts';
import { apply, emptyCockpit, packCockpit } from '#shared/projection';
import { PRESENT } from '../fixtures.ts';
import { frameFor } from '../live-frames.ts';
import { randomJournal } from '../random-journal.ts';
import { busy } from '../scenarios.ts';

describe('window state', () => {
  it('equals the engine’s state for any valid records in any batches', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 5, max: 120 }),
        fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1 }),
        (seed, steps, sizes) => {
          const records = randomJournal(seed, steps);
          const { store, pen } = createEngineStore();
          let at = 0;
          for (let turn = 0; at < records.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            // A batch may repeat what was already seen.
            expect(pen.feed(records.slice(Math.max(0, at - (turn % 3)), at + size))).toBe(true);
            at += size;
          }
          const engine = records.reduce(apply, emptyCockpit());
          expect(packCockpit(store.getState().cockpit)).toEqual(packCockpit(engine));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('equals it when the window opens in the middle', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 10, max: 80 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, steps, share) => {
          const records = randomJournal(seed, steps);
          const cut = Math.floor(records.length * share);
          const middle = records.slice(0, cut).reduce(apply, emptyCockpit());
          const { store, pen } = createEngineStore();
          const state: unknown = JSON.parse(JSON.stringify(packCockpit(middle)));
          pen.load({ state, live: frameFor(middle, PRESENT, 1), equity: [] }, 1_000);
          pen.feed(records.slice(cut));
          expect(packCockpit(store.getState().cockpit)).toEqual(packCockpit(records.reduce(apply, emptyCockpit())));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps the identity of collections that a batch did not change', () => {
    const { records } = busy();
    const { store, pen } = createEngineStore();
    pen.feed(records.slice(0, -1));
    const before = store.getState().cockpit;
    pen.feed(records.slice(-1)); // A block is raised: nothing else moves, except the tail.
    const after = store.getState().cockpit;
    expect(after.signals).toBe(before.signals);
    expect(after.pending).toBe(before.pending);
    expect(after.alarms).toBe(before.alarms);
    expect(after.blocks).not.toBe(before.blocks);
  });

  it('reports a gap and changes nothing', () => {
    const { records } = busy();
    const { store, pen } = createEngineStore();
    pen.feed(records.slice(0, 10));
    expect(pen.feed(records.slice(11, 20))).toBe(false);
    expect(store.getState().cockpit.lastSeq).toBe(10);
  });
});
