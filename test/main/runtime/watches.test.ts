import { describe, expect, it } from 'vitest';
import { virtualClock } from '#main/adapters/system/index.ts';
import { AgentLine, Busy, TimedOut } from '#main/runtime/agent-line.ts';
import { CalendarWatch } from '#main/runtime/calendar-watch.ts';
import { StateKeeper } from '#main/runtime/keep-state.ts';
import { Meters } from '#main/runtime/meters.ts';
import { SharedSnapshot } from '#main/runtime/shared-snapshot.ts';
import { Startup } from '#main/runtime/startup.ts';
import { haltNow } from '#main/runtime/stop-road.ts';
import { submitAnswer } from '#main/runtime/submit-answer.ts';
import { soundTerminal } from '#main/runtime/sound-terminal.ts';
import { createEngine } from '#engine';
import { defaultConfig } from '#shared/config';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const NOON = Date.parse('2026-03-04T12:00:00Z');
const flush = async (): Promise<void> => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
};

describe('a line to an agent', () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  const line = () => {
    const clock = virtualClock(NOON);
    const meters = new Meters();
    return { clock, meters, line: new AgentLine('calendar', clock, meters) };
  };

  it('asks one question at a time; one that finds no place within its deadline is busy, and leaves the line', async () => {
    const { clock, line: agent, meters } = line();
    const errors: unknown[] = [];
    void agent.ask(1_000, never).catch((error: unknown) => errors.push(error));
    void agent.ask(500, never).catch((error: unknown) => errors.push(error));
    let asked = 0;
    const third = agent.ask(2_000, () => Promise.resolve((asked += 1)));
    clock.advanceBy(500);
    await flush();
    expect(errors).toEqual([expect.any(Busy)]);
    expect((errors[0] as Error).message).toBe('no free place within 500 ms');
    clock.advanceBy(500);
    await flush();
    expect([errors[1], asked]).toEqual([expect.any(TimedOut), 0]);
    // A hung call keeps its place until the agent is restarted; what waits then is asked next, and only what still waits.
    agent.reset();
    expect(await third).toBe(1);
    expect(meters.agent('calendar').errorRate()).toBeCloseTo(2 / 3, 10);
  });

  it('lets 64 wait and no more', async () => {
    const { line: agent } = line();
    for (let i = 0; i < 65; i += 1) void agent.ask(1_000, never).catch(() => undefined);
    await expect(agent.ask(1_000, never)).rejects.toThrow('64 questions wait already');
  });

  it('measures how long an answer took, and frees the place for the next', async () => {
    const { clock, line: agent, meters } = line();
    const order: string[] = [];
    let answer: (value: string) => void = () => undefined;
    const first = agent.ask(1_000, () => new Promise<string>((resolve) => (answer = resolve)));
    const second = agent.ask(1_000, () => Promise.resolve(order.push('second')));
    await flush();
    expect(order).toEqual([]);
    clock.advanceBy(200);
    answer('done');
    expect(await first).toBe('done');
    await second;
    expect(order).toEqual(['second']);
    expect(meters.agent('calendar').latency.view().p99).toBeGreaterThan(190);
    clock.advanceBy(5_000);
    await flush();
    expect(meters.agent('calendar').errorRate()).toBe(0);
  });
});

describe('the calendar', () => {
  const COPY = { source: 'file', coversUntil: NOON + 1, events: [], notes: [] };
  const watched = (read: () => Promise<unknown>) => {
    const clock = virtualClock(NOON);
    const engine = createEngine();
    const posted: { type: string; payload: Record<string, unknown> }[] = [];
    const news: ((item: unknown) => void)[] = [];
    let off = 0;
    const loop = { engine, post: (_lane: string, mail: { make(): never }) => posted.push(mail.make()) };
    const options = {
      clock,
      run: 'r',
      config: defaultConfig(),
      calendar: { read },
      terminal: { onNews: (heard: never) => (news.push(heard), () => (off += 1)) },
    };
    const watch = new CalendarWatch(
      loop as never,
      options as never,
      { ask: (_ms: number, question: () => unknown) => question() } as never,
    );
    return { clock, engine, posted, watch, link: (link: string) => news[0]?.({ kind: 'link', link }), offs: () => off };
  };

  it('is read at the start and again after each interval, and when a terminal comes, and not after the end', async () => {
    let reads = 0;
    const { watch, clock, link, offs } = watched(() => Promise.resolve(((reads += 1), { ...COPY, source: `file ${reads}` })));
    watch.start();
    await flush();
    expect(reads).toBe(1);
    link('up');
    link('down');
    await flush();
    expect(reads).toBe(2);
    clock.advanceBy(defaultConfig().calendar.refreshMs);
    await flush();
    expect(reads).toBe(3);
    watch.stop();
    clock.advanceBy(10 * defaultConfig().calendar.refreshMs);
    await flush();
    expect([reads, offs()]).toEqual([3, 1]);
  });

  it('that says the same is noted again after an hour, one that says something else at once', async () => {
    const { watch, engine, posted, link } = watched(() => Promise.resolve(COPY));
    const look = async (): Promise<number> => {
      link('up');
      await flush();
      return posted.length;
    };
    watch.start();
    await flush();
    expect(posted).toMatchObject([{ type: 'calendar.read', payload: { readAt: NOON, source: 'file', coversUntil: NOON + 1 } }]);
    const known = (part: object): void =>
      void Object.assign(engine.cockpit, { calendar: { ...COPY, readAt: NOON, ...part }, calendarFault: null });
    known({});
    expect(await look()).toBe(1);
    known({ readAt: NOON - 3_599_999 });
    expect(await look()).toBe(1);
    known({ readAt: NOON - 3_600_000 });
    expect(await look()).toBe(2);
    expect(posted.at(-1)).toEqual({ type: 'calendar.read', payload: { readAt: NOON, unchanged: true } });
    known({ source: 'another' });
    expect(await look()).toBe(3);
    expect(posted.at(-1)).toMatchObject({ payload: { readAt: NOON, source: 'file', events: COPY.events } });
    known({ coversUntil: NOON + 2 });
    expect(await look()).toBe(4);
    known({ notes: ['row 3'] });
    expect(await look()).toBe(5);
    known({});
    engine.cockpit.calendarFault = 'was unreadable';
    expect(await look()).toBe(6);
  });

  it('that cannot be read is a fault with its reason, and nothing is known of none', async () => {
    const failing = watched(() => Promise.reject(new Error('row 3: no such month')));
    failing.watch.start();
    await flush();
    expect(failing.posted).toEqual([
      { type: 'fault.seen', payload: { agent: 'calendar', effect: 'read', kind: 'failed', detail: 'row 3: no such month' } },
    ]);
    const none = watched(() => Promise.resolve(null));
    none.watch.start();
    await flush();
    expect(none.posted).toEqual([]);
  });

  it('that could not be read is tried again after 5 s, then after twice that and so on, until it is read', async () => {
    let reads = 0;
    let isFailing = true;
    const { watch, clock, posted } = watched(() =>
      (reads += 1) > 0 && isFailing ? Promise.reject(new Error('busy')) : Promise.resolve(COPY),
    );
    const after = async (ms: number): Promise<number> => {
      clock.advanceBy(ms);
      await flush();
      return reads;
    };
    watch.start();
    await flush();
    expect([await after(4_999), await after(1), await after(9_999), await after(1), await after(19_999)]).toEqual([
      1, 2, 2, 3, 3,
    ]);
    isFailing = false;
    expect([await after(1), posted.at(-1)?.type]).toEqual([4, 'calendar.read']);
    isFailing = true;
    // Read once, it is read at its interval again; and the next failure counts from one.
    const { refreshMs } = defaultConfig().calendar;
    expect([await after(refreshMs - 1), await after(1), await after(4_999), await after(1)]).toEqual([4, 5, 5, 6]);
    watch.stop();
    expect(await after(10 * refreshMs)).toBe(6);
  });

  it('that fails for long is tried no more seldom than it is read anyway, and not at all after the end', async () => {
    let reads = 0;
    let fail: (error: Error) => void = () => undefined;
    const { watch, clock } = watched(() => ((reads += 1), new Promise((_, reject) => (fail = reject))));
    const { refreshMs } = defaultConfig().calendar;
    watch.start();
    for (let round = 0; round < 15; round += 1) {
      fail(new Error('busy'));
      await flush();
      clock.advanceBy(refreshMs);
      await flush();
      expect(reads).toBeGreaterThanOrEqual(round + 2);
    }
    const before = reads;
    watch.stop();
    fail(new Error('too late'));
    await flush();
    clock.advanceBy(10 * refreshMs);
    await flush();
    expect(reads).toBe(before);
  });

  it('keeps each note to three hundred characters, and a fault to five hundred', async () => {
    const long = watched(() => Promise.resolve({ ...COPY, notes: ['n'.repeat(400), 'short'] }));
    long.watch.start();
    await flush();
    const failing = watched(() => Promise.reject(new Error('e'.repeat(600))));
    failing.watch.start();
    await flush();
    expect([long.posted[0]?.payload['notes'], failing.posted[0]?.payload['detail']]).toEqual([
      ['n'.repeat(300), 'short'],
      'e'.repeat(500),
    ]);
  });

  it('is not asked while its breaker is open', async () => {
    let reads = 0;
    const { watch, engine } = watched(() => Promise.resolve(((reads += 1), COPY)));
    engine.cockpit.breakers.set('calendar/read', {
      state: 'ISOLATED',
      failures: 0,
    });
    watch.start();
    await flush();
    expect(reads).toBe(0);
  });
});

describe('the state is kept in a moment', () => {
  const kept = (
    change: (parts: {
      cockpit: ReturnType<typeof createEngine>['cockpit'];
      isIdle: boolean;
      ready: boolean;
      fault: string | null;
    }) => void = () => undefined,
  ) => {
    const engine = createEngine();
    const parts = { cockpit: engine.cockpit, isIdle: true, ready: true, fault: null as string | null };
    change(parts);
    const offers: unknown[] = [];
    const runtime = {
      loop: { engine, fault: parts.fault, isIdle: parts.isIdle },
      options: { journal: { keepState: (_state: unknown, freshMin: unknown) => offers.push(freshMin) } },
      cockpit: engine.cockpit,
      isIdle: parts.isIdle,
      ready: parts.ready,
    };
    const keeper = new StateKeeper(runtime as never);
    keeper.pulse();
    return { offers, keeper, engine };
  };

  it('in which nothing is open, asked, waiting or being stopped, after 20,000 records', () => {
    expect(kept().offers).toEqual([20_000]);
    expect(kept(({ cockpit }) => void cockpit.certificates.set('c', { endedAt: 1 } as never)).offers).toEqual([20_000]);
  });

  it.each<[string, Parameters<typeof kept>[0]]>([
    ['an order is out', ({ cockpit }) => void cockpit.openOrders.add('o')],
    ['a card waits', ({ cockpit }) => void cockpit.pending.set('s', {} as never)],
    ['a fault is under recovery', ({ cockpit }) => void cockpit.recoveries.set('r', {} as never)],
    ['an exit is under way', ({ cockpit }) => void cockpit.exits.add('x')],
    ['a stop is under way', ({ cockpit }) => void cockpit.certificates.set('c', { endedAt: null } as never)],
    ['work waits', (parts) => void (parts.isIdle = false)],
    ['the run has not started', (parts) => void (parts.ready = false)],
    ['the journal fails', (parts) => void (parts.fault = 'disk full')],
    ['a position is open', ({ cockpit }) => void cockpit.positions.set('1', {} as never)],
  ])('not while %s', (_what, change) => expect(kept(change).offers).toEqual([]));

  it('with a position open after 50,000 records, and then after 50,000 more', () => {
    const { offers, keeper, engine } = kept(({ cockpit }) => void cockpit.positions.set('1', {} as never));
    const at = (lastSeq: number): number => {
      engine.cockpit.lastSeq = lastSeq;
      keeper.pulse();
      return offers.length;
    };
    expect([at(49_999), at(50_000), at(99_999), at(100_000)]).toEqual([0, 1, 1, 2]);
    expect(offers).toEqual([50_000, 50_000]);
  });
});

describe('a look at the terminal', () => {
  it('is one at a time: those asked for meanwhile share the next, a quarter of a second later', () => {
    const clock = virtualClock(NOON);
    const ends: (() => void)[] = [];
    const looks = new SharedSnapshot(clock, (ended) => void ends.push(ended));
    looks.ask();
    looks.ask();
    looks.ask();
    expect(ends.length).toBe(1);
    ends[0]!();
    clock.advanceBy(259);
    expect(ends.length).toBe(1);
    clock.advanceBy(1);
    expect(ends.length).toBe(2);
    ends[1]!();
    clock.advanceBy(10_000);
    expect(ends.length).toBe(2);
    looks.ask(1_000);
    clock.advanceBy(1_009);
    expect(ends.length).toBe(2);
    clock.advanceBy(1);
    expect(ends.length).toBe(3);
  });
});

describe('the start', () => {
  it('shows each step with how long it took, and the one that failed', async () => {
    const clock = virtualClock(NOON);
    const start = new Startup(clock);
    expect(start.view()).toEqual({
      phase: 'starting',
      steps: ['journal', 'run', 'terminal', 'candles', 'reconcile', 'resume'].map((name) => ({
        name,
        state: 'waiting',
        ms: null,
      })),
    });
    const step = start.step('journal', () => {
      expect(start.view().steps[0]).toEqual({ name: 'journal', state: 'running', ms: null });
      clock.advanceBy(12.4);
    });
    await step;
    expect(start.view().steps[0]).toEqual({ name: 'journal', state: 'done', ms: 12 });
    await expect(
      start.step('terminal', () => {
        clock.advanceBy(30);
        throw new Error('no terminal');
      }),
    ).rejects.toThrow('no terminal');
    expect([start.view().phase, start.view().steps[2]]).toEqual(['failed', { name: 'terminal', state: 'failed', ms: 30 }]);
    start.finish();
    expect(start.view().phase).toBe('ready');
  });
});

describe('what a sender is told', () => {
  const raw = { traceId: 't', receivedAt: 7 } as never;
  const done = (answer: unknown) => submitAnswer({ kind: 'done', answer, seq: 1 } as never, raw);
  it('is the engine’s answer, or that the signal was not taken', () => {
    expect(done({ kind: 'accepted', signalId: 's1' })).toEqual({ kind: 'accepted', signalId: 's1', traceId: 't', receivedAt: 7 });
    for (const kind of ['duplicate', 'malformed', 'invalid', 'rate_limited'])
      expect(done({ kind, x: 1 })).toEqual({ kind, x: 1 });
    expect(done({ kind: 'refused', code: 'breaker_open', detail: 'open' })).toEqual({
      kind: 'unavailable',
      code: 'not_ready',
      detail: 'open',
    });
    expect(done(null)).toEqual({ kind: 'unavailable', code: 'not_ready', detail: 'The signal was not answered' });
    const lost = (code: string) => submitAnswer({ kind: 'lost', code, detail: 'd' } as never, raw);
    expect([lost('lane_full'), lost('journal_unavailable')]).toEqual([
      { kind: 'unavailable', code: 'not_ready', detail: 'd' },
      { kind: 'unavailable', code: 'journal_unavailable', detail: 'd' },
    ]);
  });
});

describe('a fill', () => {
  it.each([
    [1.1, 1.1],
    [0, null],
    [-1, null],
    [Number.NaN, null],
    [Infinity, null],
    [null, null],
  ])('is a fill whatever price is told with it: %j', async (price, known) => {
    const outcome = { kind: 'confirmed', retcode: 10009, ticket: '1', deal: 'd', price, volume: price, at: 1 };
    const terminal = soundTerminal({ send: () => Promise.resolve(outcome) } as never, { write: () => undefined });
    expect(await terminal.send({} as never, () => undefined)).toEqual({ ...outcome, price: known, volume: known });
  });
});

describe('the road of a stop', () => {
  it('tells which stop it was and when it latched: the account’s, or that of its scope', async () => {
    const story = await CockpitInMemory.open({ config: { approvals: { mode: 'auto' } } });
    const scope = { kind: 'symbol', symbol: 'EURUSD' } as const;
    const stop = (asked: object) =>
      haltNow(story.runtime.loop, story.runtime.options, { reason: 'why', flatten: false, ...asked }, 'me');
    const one = stop({ scope });
    await story.advance(2_000);
    const account = stop({});
    await story.advance(2_000);
    const again = stop({ scope });
    const [scoped, whole] = [story.cockpit.stops.get('symbol:EURUSD')!, story.cockpit.trading];
    expect([one.certificateId, account.certificateId, again.certificateId]).toEqual([
      scoped.certificateId,
      whole.certificateId,
      scoped.certificateId,
    ]);
    expect([one.latchedAt, account.latchedAt, again.latchedAt]).toEqual([scoped.since, whole.since, scoped.since]);
    expect([one.result.kind, scoped.certificateId === whole.certificateId, scoped.since < whole.since]).toEqual([
      'done',
      false,
      true,
    ]);
  });
});
