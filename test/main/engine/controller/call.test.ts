import { describe, expect, test } from 'vitest';
import { answeredCall, callAgent, NO_OBSERVER, outgoing } from '#engine/controller';
import { InvariantError } from '#shared/lib';
import type { Breaker } from '#shared/domain';
import { emptyCockpit, type BreakerKey, type CockpitState } from '#shared/projection';

const NOW = 50_000;
const failing = (failures: number): Breaker => ({ state: 'CLOSED', failures });
const withBreaker = (key: BreakerKey, breaker: Breaker): CockpitState => {
  const cockpit = emptyCockpit();
  cockpit.breakers.set(key, breaker);
  return cockpit;
};
const boom = (): never => {
  throw new Error('no levels');
};

describe('asking an agent', () => {
  test('a good answer moves nothing', () =>
    expect(callAgent(emptyCockpit(), 'u1', 'read', NOW, NO_OBSERVER, () => 7)).toEqual({
      kind: 'answered',
      value: 7,
      moves: [],
    }));

  test('a logic error counts; the fifth opens the breaker', () =>
    expect(callAgent(withBreaker('u1/read', failing(4)), 'u1', 'read', NOW, NO_OBSERVER, boom)).toEqual({
      kind: 'failed',
      reason: 'no levels',
      moves: [
        {
          type: 'breaker.moved',
          payload: {
            agent: 'u1',
            effect: 'read',
            why: 'no levels',
            breaker: { state: 'OPEN', failures: 5, reopensAt: 80_000, cause: 'count' },
          },
        },
      ],
    }));

  test('an open breaker: the agent is not asked', () => {
    const open: Breaker = { state: 'OPEN', failures: 5, reopensAt: NOW + 1 };
    let asked = 0;
    const result = callAgent(withBreaker('u1/read', open), 'u1', 'read', NOW, NO_OBSERVER, () => (asked += 1));
    expect([result, asked]).toEqual([{ kind: 'blocked', reason: 'The read breaker of u1 is open', moves: [] }, 0]);
  });

  test('a broken invariant is no failure of the agent: it goes on up', () =>
    expect(() =>
      callAgent(emptyCockpit(), 'u1', 'read', NOW, NO_OBSERVER, () => {
        throw new InvariantError('broken');
      }),
    ).toThrow('broken'));

  test('the watch is told of every call and cannot change it', () => {
    const seen: string[] = [];
    const watch = {
      enter: (agent: string) => void seen.push(`> ${agent}`),
      leave: (agent: string, failed: boolean) => void seen.push(`< ${agent} ${failed}`),
    };
    callAgent(emptyCockpit(), 'u1', 'read', NOW, watch, () => 1);
    callAgent(emptyCockpit(), 'u2', 'read', NOW, watch, boom);
    expect(seen).toEqual(['> u1', '< u1 false', '> u2', '< u2 true']);
  });
});

describe('a call that is answered in a later turn', () => {
  const half: Breaker = { state: 'HALF_OPEN', failures: 5, successes: 0, probing: false };
  test('leaves as the probe, and its answer frees the place', () => {
    const cockpit = withBreaker('terminal/write', half);
    const out = outgoing(cockpit, 'terminal', 'write', NOW);
    cockpit.breakers.set('terminal/write', { ...half, probing: true });
    expect([out, answeredCall(cockpit, 'terminal', 'write', 'succeeded', NOW, 'confirmed')]).toEqual([
      [
        {
          type: 'breaker.moved',
          payload: { agent: 'terminal', effect: 'write', why: 'probe sent', breaker: { ...half, probing: true } },
        },
      ],
      [
        {
          type: 'breaker.moved',
          payload: { agent: 'terminal', effect: 'write', why: 'confirmed', breaker: { ...half, successes: 1 } },
        },
      ],
    ]);
  });

  test('through a closed breaker nothing is written down', () =>
    expect(outgoing(emptyCockpit(), 'terminal', 'write', NOW)).toEqual([]));
});
