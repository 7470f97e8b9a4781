import { afterEach, describe, expect, test, vi } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { replayHistory } from '#main/replay/index.ts';
import { QuietTime } from '#main/runtime/quiet-time.ts';
import { ALL_FAULTS, simulate } from '#main/simulation/index.ts';
import { parseConfig } from '#shared/config';
import { walkedBars } from '#test/bench/world/prices.ts';
import { patience } from '../../time/pace.ts';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const { holds } = QuietTime.prototype;

afterEach(() => void vi.restoreAllMocks());

/** The same twice: with the looks that are spared, and with every look taken. */
async function bothWays<T>(tell: () => Promise<T>): Promise<readonly [spared: T, taken: T, spared: number]> {
  let count = 0;
  const spy = vi.spyOn(QuietTime.prototype, 'holds');
  spy.mockImplementation(function (this: QuietTime, ...asked) {
    const isQuiet = holds.apply(this, asked);
    count += Number(isQuiet);
    return isQuiet;
  });
  const spared = await tell();
  spy.mockReturnValue(false);
  const taken = await tell();
  spy.mockRestore();
  return [spared, taken, count];
}

describe('looks at the clock that decide nothing are not taken, and nothing is decided otherwise', () => {
  test('a replay that trades has the same journal', { timeout: patience(120_000) }, async () => {
    const profile = { sessions: ['any'] };
    const cells = { u1: { minScore: 0.5 }, u2: { minProbability: 0.3, minConfidence: 0.3 } };
    const parsed = parseConfig({ strategies: { m5_bos: profile, m1_retest: profile }, cells });
    const bars = walkedBars(3_000, Date.UTC(2026, 0, 9, 12));
    const [spared, taken, count] = await bothWays(() =>
      replayHistory({
        ...{
          file: 'EURUSD_M1.csv',
          prices: { kind: 'bars', series: [{ symbol: 'EURUSD', rows: bars }] },
          history: [],
          specs: [],
          rearm: 'daily',
        },
        ...{ config: parsed.ok ? parsed.value : null!, journal: memoryJournal({}), log: { write: () => undefined } },
      }),
    );
    expect(spared).toEqual(taken);
    expect([spared.trades.length > 3, count > 500]).toEqual([true, true]);
  });

  test('stories of faults end the same', { timeout: patience(180_000) }, async () => {
    const faults = new Set(ALL_FAULTS);
    for (const seed of [2, 3, 4, 7]) {
      const [spared, taken, count] = await bothWays(() => simulate({ seed, steps: 60, faults }));
      expect([spared.hash, spared.records]).toEqual([taken.hash, taken.records]);
      expect(count).toBeGreaterThan(50);
    }
  });

  test('what happens in between is looked at with the next beat', async () => {
    const story = await CockpitInMemory.open();
    const { runtime } = story;
    const turns = (): number => {
      const before = runtime.meters.routedTotal;
      runtime.beat();
      story.clock.runSoon();
      return runtime.meters.routedTotal - before;
    };
    turns();
    expect([turns(), turns()]).toEqual([0, 0]);
    story.broker.operate('transfer', 500);
    expect([turns(), turns(), turns()]).toEqual([1, 1, 0]);
    runtime.act({ act: 'isolate-breaker', agent: 'u2', effect: 'read', reason: 'a test' }, 'trader:test');
    story.clock.runSoon();
    expect(turns()).toBe(1);
  });
});
