import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LANE_AGEING_MS, LANE_MAX, Lanes } from '#engine/controller';
import { LANES, type Lane } from '#shared/domain';

const filled = (lane: Lane, count: number, at = 0): Lanes<string> => {
  const lanes = new Lanes<string>();
  for (let i = 0; i < count; i += 1) lanes.offer(lane, `${lane}${i}`, at);
  return lanes;
};
const drained = (lanes: Lanes<string>, at: number): readonly (string | undefined)[] => {
  const out: (string | undefined)[] = [];
  while (lanes.size > 0) out.push(lanes.take(at)?.item);
  return out;
};

describe('order of service', () => {
  test('critical overtakes ten thousand low ones in one turn', () => {
    const lanes = filled('low', 10_000);
    lanes.offer('critical', 'stop', 5);
    expect(lanes.take(5)).toEqual({ item: 'stop', lane: 'critical', waitedMs: 0 });
  });

  test('critical overtakes also what is long overdue', () => {
    const lanes = filled('low', 10);
    lanes.offer('critical', 'stop', 1e9);
    expect(lanes.take(1e9)?.item).toBe('stop');
  });

  test('without age: critical, high, normal, low, and each in its own order', () => {
    const lanes = new Lanes<string>();
    for (const lane of ['low', 'normal', 'high', 'critical'] as const)
      for (const n of [1, 2]) lanes.offer(lane, `${lane}${n}`, 0);
    expect(drained(lanes, 0)).toEqual(['critical1', 'critical2', 'high1', 'high2', 'normal1', 'normal2', 'low1', 'low2']);
  });

  test.each([
    [LANE_AGEING_MS.low, 'high'],
    [LANE_AGEING_MS.low + 1, 'low'],
  ])('a low message that waited %i ms behind fresh high ones: %s is next', (waited, next) => {
    const lanes = filled('low', 1);
    lanes.offer('high', 'high', waited);
    expect(lanes.take(waited)?.lane).toBe(next);
  });
});

test('a message of each lane waits no longer than this for younger ones of busier lanes', () => {
  expect(LANE_AGEING_MS).toEqual({ critical: 0, high: 250, normal: 1_000, low: 4_000 });
});

describe('bounds', () => {
  test.each(LANES)('the %s lane refuses what is past its bound, and takes again once there is room', (lane) => {
    const lanes = filled(lane, LANE_MAX[lane]);
    const full = [lanes.offer(lane, 'one more', 0), lanes.size];
    lanes.take(0);
    expect([...full, lanes.offer(lane, 'one more', 0)]).toEqual([false, LANE_MAX[lane], true]);
  });

  test('a full lane takes nothing from the others', () => {
    const lanes = filled('low', LANE_MAX.low);
    expect([lanes.offer('low', 'x', 0), lanes.offer('high', 'y', 7), lanes.view(9)]).toEqual([
      false,
      true,
      {
        critical: { depth: 0, max: 1_000, oldestMs: 0, peak: 0, refused: 0 },
        high: { depth: 1, max: 2_000, oldestMs: 2, peak: 1, refused: 0 },
        normal: { depth: 0, max: 5_000, oldestMs: 0, peak: 0, refused: 0 },
        low: { depth: 20_000, max: 20_000, oldestMs: 9, peak: 20_000, refused: 1 },
      },
    ]);
  });
});

test('a low message waits its ageing bound and then only for what was overdue before it', () => {
  // A new high message comes in for each one that is served: without ageing the low one would never be.
  const lanes = filled('low', 1);
  for (let i = 0; i < 100; i += 1) lanes.offer('high', 'h', 0);
  let now = 0;
  for (let served = lanes.take(now); served?.lane !== 'low'; served = lanes.take(now)) {
    lanes.offer('high', 'h', now);
    now += 10;
    expect(now).toBeLessThan(LANE_AGEING_MS.low + 100 * 10 + 1_000);
  }
  expect(now).toBeGreaterThan(LANE_AGEING_MS.low);
});

test('ten thousand low messages all end within their bound, under a steady stream of high ones', () => {
  // One message is served a turn, and a high one arrives with every turn: the low lane gets what the ageing gives it.
  const count = 10_000;
  const turnMs = 1;
  const lanes = filled('low', count);
  let now = 0;
  let last = 0;
  let critical = 0;
  for (let left = count; left > 0; now += turnMs) {
    lanes.offer('high', 'h', now);
    if (now % 500 === 0) lanes.offer('critical', 'stop', now);
    const taken = lanes.take(now);
    if (now % 500 === 0) {
      expect(taken?.lane).toBe('critical');
      critical += 1;
    }
    if (taken?.lane !== 'low') continue;
    left -= 1;
    last = now;
  }
  // Once overdue, a low message yields only to what is more overdue: high ones that came more than the difference earlier.
  const bound = LANE_AGEING_MS.low + 2 * count * turnMs + critical * turnMs;
  expect(last).toBeGreaterThan(LANE_AGEING_MS.low);
  expect(last).toBeLessThanOrEqual(bound);
});

test('a full lane goes round two hundred thousand times without losing its order', () => {
  const lanes = filled('low', LANE_MAX.low);
  for (let round = 0; round < 200_000; round += 1) lanes.offer('low', lanes.take(round)?.item ?? '', round);
  expect([lanes.size, lanes.take(0)?.item, lanes.take(0)?.item]).toEqual([LANE_MAX.low, 'low0', 'low1']);
});

test('nothing is lost, doubled or reordered within its lane, whatever comes and goes', () => {
  const move = fc.oneof(fc.constantFrom(...LANES), fc.constant('take' as const));
  fc.assert(
    fc.property(fc.array(fc.tuple(move, fc.nat(3_000)), { maxLength: 300 }), (moves) => {
      const lanes = new Lanes<number>();
      const wanted: Record<Lane, number[]> = { critical: [], high: [], normal: [], low: [] };
      let now = 0;
      for (const [index, [what, after]] of moves.entries()) {
        now += after;
        if (what !== 'take') {
          lanes.offer(what, index, now);
          wanted[what].push(index);
          continue;
        }
        const taken = lanes.take(now);
        if (wanted.critical.length > 0) expect(taken?.lane).toBe('critical');
        if (taken !== null) expect(taken.item).toBe(wanted[taken.lane].shift());
      }
      expect(lanes.size).toBe(LANES.reduce((sum, lane) => sum + wanted[lane].length, 0));
    }),
  );
});
