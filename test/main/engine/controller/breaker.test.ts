import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admits, admitted, afterCall, breakerAt, BREAKER_LIMITS, CLOSED_BREAKER, isolated } from '#engine/controller';
import type { Breaker } from '#shared/domain';

const OPENED_AT = 1_000;
const failedTimes = (times: number, at = OPENED_AT): Breaker => {
  let breaker: Breaker = CLOSED_BREAKER;
  for (let i = 0; i < times; i += 1) breaker = afterCall(breaker, 'failed', at);
  return breaker;
};
const OPEN: Breaker = { state: 'OPEN', failures: 5, reopensAt: 31_000, cause: 'count' };
const HALF_OPEN: Breaker = { state: 'HALF_OPEN', failures: 5, successes: 0, probing: false };
const probe = (breaker: Breaker, succeeded: boolean, at: number): Breaker =>
  afterCall(admitted(breaker, at), succeeded ? 'succeeded' : 'failed', at);

describe('closed', () => {
  test.each([
    ['four failures leave it closed', failedTimes(4), { ...CLOSED_BREAKER, failures: 4, failingSince: OPENED_AT }],
    ['the fifth failure opens it for thirty seconds', failedTimes(5), OPEN],
    ['a success forgets the failures', afterCall(failedTimes(4), 'succeeded', OPENED_AT), CLOSED_BREAKER],
  ])('%s', (_what, breaker, wanted) => expect(breaker).toEqual(wanted));
});

describe('what five failures would be too late for', () => {
  const after = (...ends: readonly (readonly [Parameters<typeof afterCall>[1], number])[]): Breaker =>
    ends.reduce<Breaker>((breaker, [ended, at]) => afterCall(breaker, ended, at), CLOSED_BREAKER);

  test.each([
    ['one unknown outcome', after(['unknown', 0]), 'CLOSED', undefined],
    ['two in a row', after(['unknown', 0], ['unknown', 9]), 'OPEN', 'unknown'],
    ['two with a success between', after(['unknown', 0], ['succeeded', 1], ['unknown', 9]), 'CLOSED', undefined],
    ['two with a failure between', after(['unknown', 0], ['failed', 1], ['unknown', 9]), 'CLOSED', undefined],
    ['four slow calls', after(...([0, 1, 2, 3] as const).map((at) => ['slow', at] as const)), 'CLOSED', undefined],
    ['five slow calls', after(...([0, 1, 2, 3, 4] as const).map((at) => ['slow', at] as const)), 'OPEN', 'slow'],
    [
      'slow calls with a quick one between',
      after(['slow', 0], ['slow', 1], ['slow', 2], ['succeeded', 3], ['slow', 4], ['slow', 5]),
      'CLOSED',
      undefined,
    ],
    ['two failures nearly ten minutes apart', after(['failed', 0], ['failed', 599_999]), 'CLOSED', undefined],
    ['two failures ten minutes apart', after(['failed', 0], ['failed', 600_000]), 'OPEN', 'age'],
    ['with a success between', after(['failed', 0], ['succeeded', 9], ['failed', 600_000]), 'CLOSED', undefined],
  ] as const)('%s', (_what, breaker, state, cause) =>
    expect(breaker).toMatchObject({ state, ...(cause === undefined ? {} : { cause }) }),
  );
});

describe('open', () => {
  test.each([
    [30_999, 'OPEN', false],
    [31_000, 'HALF_OPEN', true],
    [31_001, 'HALF_OPEN', true],
  ] as const)('opened at 1,000 ms it is at %i ms %s, lets pass: %s', (at, state, passes) => {
    expect([breakerAt(OPEN, at).state, admits(OPEN, at)]).toEqual([state, passes]);
  });

  test.each(['succeeded', 'slow', 'failed', 'unknown'] as const)('a late answer (%s) changes nothing', (ended) => {
    expect(afterCall(OPEN, ended, 20_000)).toEqual(OPEN);
  });

  test('a call that was let through anyway is a bug', () => expect(() => admitted(OPEN, 30_999)).toThrow(/free to probe/));
});

describe('half-open', () => {
  test('one probe at a time: others are rejected until it is answered', () => {
    const out = admitted(OPEN, 31_000);
    expect([out, admits(out, 31_000), admits(out, 99_000), admits(afterCall(out, 'succeeded', 31_500), 31_500)]).toEqual([
      { ...HALF_OPEN, probing: true },
      false,
      false,
      true,
    ]);
  });

  test('three good probes close it, two do not', () => {
    const two = probe(probe(OPEN, true, 31_000), true, 31_001);
    expect([two, probe(two, true, 31_002)]).toEqual([{ ...HALF_OPEN, successes: 2 }, CLOSED_BREAKER]);
  });

  test('a bad probe opens it for another thirty seconds, from then on', () => {
    const again = probe(probe(OPEN, true, 31_000), false, 40_000);
    expect([again, admits(again, 69_999), admits(again, 70_000)]).toEqual([
      { state: 'OPEN', failures: 6, reopensAt: 70_000, cause: 'probe' },
      false,
      true,
    ]);
  });
});

describe('isolated by hand', () => {
  const held = isolated(HALF_OPEN);
  test('it stays until it is reset, whatever time or answers say', () => {
    expect([held.state, admits(held, 9e12), afterCall(held, 'succeeded', 0), afterCall(held, 'unknown', 0)]).toEqual([
      'ISOLATED',
      false,
      held,
      held,
    ]);
  });
});

test('whatever happens: it opens only after failures, closes only after three good probes, and never parks two probes', () => {
  type Happening = { readonly after: number; readonly kind: 'call' | 'good' | 'bad' };
  const happening = fc.record({ after: fc.nat(20_000), kind: fc.constantFrom('call', 'good', 'bad') });
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 120 }), (happenings: readonly Happening[]) => {
      let breaker: Breaker = CLOSED_BREAKER;
      let now = 0;
      let out = 0;
      let badRow = 0;
      for (const { after, kind } of happenings) {
        now += after;
        const before = breakerAt(breaker, now);
        if (kind === 'call') {
          if (!admits(breaker, now)) continue;
          breaker = admitted(breaker, now);
          out = before.state === 'HALF_OPEN' ? out + 1 : out;
          expect(out).toBeLessThanOrEqual(1);
          continue;
        }
        if (before.state === 'HALF_OPEN' && !before.probing) continue; // Nothing is out, so nothing answers.
        breaker = afterCall(breaker, kind === 'good' ? 'succeeded' : 'failed', now);
        if (before.state === 'HALF_OPEN') out = 0;
        badRow = kind === 'bad' ? badRow + 1 : 0;
        if (before.state === 'CLOSED' && breaker.state === 'OPEN')
          expect(badRow).toBeGreaterThanOrEqual(
            breaker.cause === 'age' ? BREAKER_LIMITS.agedFailures : BREAKER_LIMITS.failuresToOpen,
          );
        if (before.state !== 'CLOSED' && breaker.state === 'CLOSED')
          expect(before).toMatchObject({ successes: BREAKER_LIMITS.successesToClose - 1 });
        if (breaker.state === 'OPEN' && before.state !== 'OPEN') expect(breaker.reopensAt).toBe(now + BREAKER_LIMITS.openForMs);
      }
    }),
  );
});
