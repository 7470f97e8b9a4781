import { describe, expect, it } from 'vitest';
import { emptyCockpit, sourceGap, type CockpitState } from '#shared/projection';
import { sourceOf } from '#shared/domain';
import { timeWentBack } from '#shared/projection/time-went-back.ts';
import { forwardBy, timeWentForward } from '#shared/projection/time-went-forward.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const NOW = Date.UTC(2026, 2, 4, 12);

/** A moment before the clock went wrong, and one that it left an hour ahead of the right time. */
const [PAST, AHEAD] = [NOW - 5 * MINUTE, NOW + HOUR + 5 * MINUTE];
const BACK = AHEAD - 2 * HOUR;

describe('a time that was two hours ahead', () => {
  const state = emptyCockpit() as CockpitState & Record<string, unknown>;
  state.lastAt = NOW + 2 * HOUR;
  const both = <T extends object>(of: (at: number) => T): readonly [T, T] => [of(PAST), of(AHEAD)];
  const put = (map: unknown, of: (at: number) => object): void => {
    const target = map as Map<string, object>;
    const [past, ahead] = both(of);
    target.set('past', past);
    target.set('ahead', ahead);
  };
  Object.assign(state, {
    trading: { ...state.trading, since: AHEAD },
    asked: { requests: 0, lots: {}, entries: both((at) => ({ at, symbol: 'EURUSD', side: 'BUY' })) },
    drift: { items: [], since: AHEAD },
    journalFault: { since: AHEAD },
    escalation: { at: AHEAD },
    calendar: { readAt: AHEAD },
    highFaults: both((at) => ({ at })),
  });
  put(state.pending, (at) => ({ askedAt: at, expiresAt: at + 1 }));
  put(state.signals, (at) => ({ receivedAt: at }));
  put(state.orders, (at) => ({
    request: { deadlineAt: at },
    requestedAt: at,
    sentAt: at,
    resolvedAt: at,
    unknownSince: at,
    opensAt: at,
  }));
  put(state.breakers, (at) => ({ state: 'OPEN', reopensAt: at }));
  state.breakers.set('closed' as never, { state: 'CLOSED', failingSince: AHEAD } as never);
  put(state.recoveries, (at) => ({ startedAt: at, dueAt: at }));
  put(state.recoveryActs, (at) => [at, at + 1]);
  put(state.restarts, (at) => [at]);
  put(state.alarms, (at) => ({ shelvedUntil: at, returnedAt: at, alarm: { raisedAt: at } }));
  for (const map of [state.blocks, state.stops, state.health, state.fullLanes]) put(map, (at) => ({ since: at }));
  put(state.positions, (at) => ({
    bare: { since: at },
    plan: { since: at, moves: [{ at }], refused: { until: at, count: 1 }, exits: [{ at }] },
  }));
  put(state.certificates, (at) => ({ endedAt: null, latchedAt: at, lastCleanAt: at }));
  (state.certificates as Map<string, object>).set('ended', { endedAt: AHEAD, latchedAt: AHEAD, lastCleanAt: AHEAD });
  timeWentBack(state, NOW);

  it('leaves no moment behind that is to come: each keeps its distance, and those before stay', () => {
    const of = (map: unknown) => Object.fromEntries(map as Map<string, unknown>);
    expect([state.trading.since, state.drift, state.journalFault, state.escalation, state.calendar]).toMatchObject([
      BACK,
      { since: BACK },
      { since: BACK },
      { at: BACK },
      { readAt: BACK },
    ]);
    expect([state.asked.entries.map(({ at }) => at), state.highFaults.map(({ at }) => at)]).toEqual([[PAST, BACK], [PAST, BACK]]); // prettier-ignore
    expect(of(state.pending)).toEqual({
      past: { askedAt: PAST, expiresAt: PAST + 1 },
      ahead: { askedAt: BACK, expiresAt: BACK + 1 },
    });
    expect(of(state.signals)).toEqual({ past: { receivedAt: PAST }, ahead: { receivedAt: BACK } });
    const order = (at: number) => ({ requestedAt: at, sentAt: at, resolvedAt: at, unknownSince: at, opensAt: at });
    expect(of(state.orders)).toMatchObject({ past: order(PAST), ahead: order(BACK) });
    expect(of(state.breakers)).toMatchObject({
      past: { reopensAt: PAST },
      ahead: { reopensAt: BACK },
      closed: { failingSince: BACK },
    });
    expect(of(state.recoveries)).toMatchObject({
      past: { startedAt: PAST, dueAt: PAST },
      ahead: { startedAt: BACK, dueAt: BACK },
    });
    expect(of(state.recoveryActs)).toEqual({ past: [PAST, PAST + 1], ahead: [BACK, BACK + 1] });
    expect(of(state.restarts)).toEqual({ past: [PAST], ahead: [BACK] });
    const alarm = (at: number) => ({ shelvedUntil: at, returnedAt: at, alarm: { raisedAt: at } });
    expect(of(state.alarms)).toEqual({ past: alarm(PAST), ahead: alarm(BACK) });
    for (const map of [state.blocks, state.stops, state.health, state.fullLanes])
      expect(of(map)).toEqual({ past: { since: PAST }, ahead: { since: BACK } });
  });

  it('moves what a plan counts from, not when its clock closes a position', () => {
    const { plan, bare } = state.positions.get('ahead') as unknown as Record<'plan' | 'bare', Record<string, unknown>>;
    expect([bare, plan]).toEqual([
      { since: BACK },
      { since: BACK, moves: [{ at: BACK }], refused: { until: BACK, count: 1 }, exits: [{ at: AHEAD }] },
    ]);
  });

  it('lets an unfinished stop look again, and leaves a finished one as it is', () => {
    expect([...state.certificates.values()]).toMatchObject([
      { latchedAt: PAST, lastCleanAt: null },
      { latchedAt: BACK, lastCleanAt: null },
      { latchedAt: AHEAD, lastCleanAt: AHEAD },
    ]);
  });
});

describe('a time that was behind', () => {
  it.each([
    [2_000, 10_000, 0],
    [2_001, 2_001, 2_001],
    [5_000, 3_000, 5_000],
    [5_000, 2_999, 0],
  ])('by %i ms is put right with a record %i ms later: by %i', (movedMs, later, by) =>
    expect(forwardBy({ type: 'clock.observed', at: NOW + later, payload: { movedMs } as never }, NOW)).toBe(by),
  );
  it('is put right by no other record', () =>
    expect(forwardBy({ type: 'run.started', at: NOW + HOUR, payload: { movedMs: HOUR } as never }, NOW)).toBe(0));

  it('moves what still waits, and leaves what was over', () => {
    const state = { ...emptyCockpit(), lastAt: NOW };
    const put = (map: unknown, values: Record<string, object>): void => {
      for (const [key, value] of Object.entries(values)) (map as Map<string, object>).set(key, value);
    };
    const order = (part: object) => ({ request: { op: 'open', deadlineAt: NOW }, requestedAt: NOW, resolvedAt: NOW, ...part });
    put(state.orders, {
      waits: order({ state: 'working', unknownSince: NOW, opensAt: NOW + 1 }),
      over: order({ state: 'refused', opensAt: NOW }),
    });
    put(state.alarms, { shelved: { shelvedUntil: NOW + 1 }, not: { shelvedUntil: NOW }, never: { shelvedUntil: null } });
    put(state.positions, {
      a: { plan: { moves: [{ at: NOW - 59_999 }, { at: NOW - 60_000 }], refused: { until: NOW + 1 } } },
      b: { plan: { moves: [], refused: { until: NOW } } },
      c: {},
    });
    put(state.certificates, { open: { endedAt: null, latchedAt: NOW }, over: { endedAt: NOW, latchedAt: NOW } });
    timeWentForward(state, HOUR);
    expect([...state.orders.values()]).toMatchObject([
      { requestedAt: NOW + HOUR, unknownSince: NOW + HOUR, opensAt: NOW + HOUR + 1, request: { deadlineAt: NOW + HOUR } },
      { requestedAt: NOW, resolvedAt: NOW, opensAt: NOW, request: { deadlineAt: NOW } },
    ]);
    expect([...state.alarms.values()].map((one) => (one as { shelvedUntil: number | null }).shelvedUntil)).toEqual([NOW + HOUR + 1, NOW, null]); // prettier-ignore
    expect([...state.positions.values()]).toEqual([
      { plan: { moves: [{ at: NOW - 59_999 + HOUR }, { at: NOW - 60_000 }], refused: { until: NOW + 1 + HOUR } } },
      { plan: { moves: [], refused: { until: NOW } } },
      {},
    ]);
    expect([...state.certificates.values()]).toEqual([{ endedAt: null, latchedAt: NOW + HOUR }, { endedAt: NOW, latchedAt: NOW }]); // prettier-ignore
  });
});

describe('a source that should be heard every hour', () => {
  /** Wednesday 4 March 2026. */
  const day = (text: string): number => Date.parse(`2026-03-${text}Z`);
  const gap = (nowMs: number, part: object = {}, heardAt?: number, sinceMs?: number) =>
    sourceGap(
      {
        intake: { bySource: heardAt === undefined ? {} : { tv: { lastAt: heardAt } } } as never,
        sourceSince: new Map(sinceMs === undefined ? [] : [['tv', sinceMs]]),
      },
      sourceOf({ id: 'tv', kind: 'webhook', name: 'T', rhythm: { everyMinutes: 60 }, ...part }),
      nowMs,
    );
  const between = (from: string, to: string) => ({ rhythm: { everyMinutes: 60, hours: { from, to } } });

  it('is silent once the hour is over, since it was heard, was set, or the week began, whichever was last', () => {
    const text = 'Nothing came for 60 min; it should come every 60 min';
    expect([gap(day('04T12:00'), {}, day('04T11:00')), gap(day('04T11:59:59'), {}, day('04T11:00'))]).toEqual([text, null]);
    expect([gap(day('04T12:00'), {}, day('04T09:00'), day('04T11:00')), gap(day('02T01:00')), gap(day('02T00:59'))]).toEqual([text, text, null]); // prettier-ignore
    expect(gap(day('04T12:00'))).toBe('Nothing came for 3600 min; it should come every 60 min');
  });
  it('is silent for nobody at the weekend, without a rhythm, or switched off', () => {
    expect([gap(day('07T12:00')), gap(day('08T12:00')), gap(day('06T23:59')) === null]).toEqual([null, null, false]);
    expect([gap(day('04T12:00'), { rhythm: null }), gap(day('04T12:00'), { enabled: false })]).toEqual([null, null]);
  });
  it('is expected only within its hours', () => {
    const at = (text: string) => gap(day(text), between('08:00', '10:30'));
    expect([at('04T07:59'), at('04T08:59'), at('04T10:30'), at('07T09:30')]).toEqual([null, null, null, null]);
    expect([at('04T09:00'), at('04T10:29')]).toEqual([expect.stringContaining('60 min;'), expect.stringContaining('149 min;')]);
  });
  it('is expected over midnight too, and then since the evening before', () => {
    const at = (text: string) => gap(day(text), between('22:00', '02:00'));
    expect([at('04T21:59'), at('04T22:59'), at('04T02:00'), at('02T01:00'), at('07T22:30')]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect([at('04T23:00'), at('05T01:59'), at('07T01:00')]).toEqual([
      expect.stringContaining('for 60 min;'),
      expect.stringContaining('for 239 min;'),
      expect.stringContaining('for 180 min;'),
    ]);
  });
});
