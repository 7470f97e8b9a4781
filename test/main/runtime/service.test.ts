import { describe, expect, it, test } from 'vitest';
import type { ProblemCode } from '#shared/domain';
import type { LiveFrame } from '#shared/ipc';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const AUTO = { approvals: { mode: 'auto' } };
type Status = {
  readonly terminal: {
    readonly positions: readonly { readonly profit: number }[];
    readonly balance: number;
    readonly login: string;
  };
  readonly approvals: { readonly mode: string; readonly pending: readonly unknown[] };
  readonly alarms: Readonly<Record<string, number>>;
  readonly risk: {
    readonly day: { readonly anchor: number; readonly floor: number; readonly room: number };
    readonly total: { readonly floor: number };
    readonly openRisk: number;
    readonly blocks: readonly unknown[];
  };
  readonly productOwner: {
    readonly strategies: readonly { readonly id: string; readonly riskPercent: number; readonly trades: number }[];
    readonly performance: Readonly<Record<string, number | null>>;
  };
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly pipelines: {
    readonly active: number;
    readonly running: readonly { readonly ageMs: number; readonly stage: string }[];
  };
  readonly haltReason?: { readonly code: string; readonly text: string };
  readonly certificateId?: string;
};
const statusOf = (story: CockpitInMemory): Status => story.desk.status() as unknown as Status;
const frameOf = async (story: CockpitInMemory): Promise<LiveFrame> => {
  const hello = await story.act('cockpit.hello', {});
  if (!hello.ok) throw new Error('no frame');
  return hello.value.live;
};

describe('the status', () => {
  test('of a fresh account: nothing traded, all room, no reason to halt', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.advance(2_000);
    const status = statusOf(story);
    expect(status.risk.day).toMatchObject({ anchor: 100_000, floor: 95_000, room: 5_000 });
    expect([status.risk.total.floor, status.risk.openRisk, status.risk.blocks]).toEqual([90_000, 0, []]);
    expect(status.productOwner.performance).toEqual({
      trades: 0,
      wins: 0,
      losses: 0,
      winRate: null,
      pnl: 0,
      avgRr: null,
      profitFactor: null,
      maxDrawdown: 0,
      accountCosts: 0,
      expectancy: null,
    });
    expect(status.productOwner.strategies).toMatchObject([
      { id: 'm5_bos', riskPercent: 0.55, trades: 0, enabled: true, riskOn: true, proposal: null },
      { id: 'm1_retest', riskPercent: 0.5, trades: 0 },
      { id: 'by_hand', riskPercent: 0.5, trades: 0 },
    ]);
    expect([status.haltReason, status.certificateId]).toEqual([undefined, undefined]);
  });

  test('values open positions at the newest prices, and counts what was received, approved and executed', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.opened('one');
    const before = statusOf(story).terminal.positions[0]?.profit ?? 0;
    await story.price('EURUSD', (story.broker.quote('EURUSD')?.bid ?? 0) + 0.001);
    const status = statusOf(story);
    expect(status.terminal.positions[0]!.profit).toBeGreaterThan(before);
    expect(status.risk.openRisk).toBeGreaterThan(400);
    expect(status.metrics).toMatchObject({
      'signals.received': 1,
      'signals.approved': 1,
      'signals.rejected': 0,
      'trades.executed': 1,
      'trades.failed': 0,
    });
  });

  test('of a halted account says why, and by which certificate', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const halted = await story.act('trading.halt', { reason: 'the news', flatten: false });
    const id = halted.ok ? halted.value.certificateId : '';
    await story.advance(2_000);
    expect(statusOf(story)).toMatchObject({
      trading: 'halted',
      haltReason: { code: 'stopped', text: 'the news' },
      certificateId: id,
    });
    expect(story.desk.certificates()).toEqual([
      {
        id,
        state: 'halted',
        scope: { kind: 'account' },
        reason: 'the news',
        actor: 'trader:test',
        flatten: false,
        latchedAt: expect.any(Number) as number,
        endedAt: expect.any(Number) as number,
        tickets: 0,
        residuals: 0,
      },
    ]);
  });

  test('shows a signal that waits with its age, and counts its alarms by level', async () => {
    const story = await CockpitInMemory.open();
    await story.submit('waits');
    await story.advance(3_000);
    const { pipelines, approvals } = statusOf(story);
    expect([pipelines.active, pipelines.running.length, pipelines.running[0]!.ageMs >= 3_000, approvals.pending.length]).toEqual([
      1,
      1,
      true,
      1,
    ]);
    story.life.cut = true;
    await story.advance(60_000);
    const active = [...story.cockpit.alarms.values()].filter(({ state }) => state === 'active');
    const { alarms } = statusOf(story);
    expect(active.length).toBeGreaterThan(0);
    expect(alarms).toEqual({
      critical: active.filter(({ alarm }) => alarm.level === 'critical').length,
      high: active.filter(({ alarm }) => alarm.level === 'high').length,
      advisory: active.filter(({ alarm }) => alarm.level === 'advisory').length,
      unacknowledged: [...story.cockpit.alarms.values()].filter(({ acknowledged }) => acknowledged === null).length,
    });
  });
});

describe('signals', () => {
  async function three() {
    const story = await CockpitInMemory.open();
    for (const id of ['a', 'b', 'c']) await story.submit(id);
    return story;
  }
  const ids = (story: CockpitInMemory, query: { state?: string; limit?: number; after?: string }): unknown[] =>
    story.desk
      .signals({ state: query.state ?? null, limit: query.limit ?? 10, after: query.after ?? null })
      .map((one) => (one as { signalId: string }).signalId);

  test('come newest first, page by page, and by their state', async () => {
    const story = await three();
    expect([ids(story, {}), ids(story, { limit: 2 }), ids(story, { after: 'b' }), ids(story, { after: 'a' })]).toEqual([
      ['c', 'b', 'a'],
      ['c', 'b'],
      ['a'],
      [],
    ]);
    const digest = story.digest('b');
    await story.act('signal.reject', { signalId: 'b', digest, reason: 'not today' });
    expect([ids(story, { state: 'rejected' }), ids(story, { state: 'awaiting_approval' }), story.desk.signal('no-such')]).toEqual(
      [['b'], ['c', 'a'], null],
    );
  });

  test('one that traded shows its order, its position and then its trade', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const ticket = await story.opened('traded');
    const open = story.desk.signal('traded') as {
      orders: {
        retcode: number;
        filled: number;
        price: number;
        unknownMs: number | null;
        mode: string;
        volume: number;
        sentAt: number;
      }[];
      position: { ticket: string; foreign: boolean; signalId: string };
    };
    const [order] = open.orders;
    expect([open.position, order]).toMatchObject([
      { ticket, foreign: false, signalId: 'traded' },
      { retcode: 10_009, mode: 'open', unknownMs: null, filled: order!.volume },
    ]);
    expect([order!.price > 1, open.position]).toEqual([
      true,
      expect.not.objectContaining({ magic: expect.anything() as unknown }),
    ]);
    await story.act('position.close', { ticket });
    await story.advance(5_000);
    expect(story.desk.signal('traded')).toMatchObject({ state: 'closed', trade: { exit: expect.any(Number) as number } });
  });
});

describe('a price', () => {
  test('is shown with its age and what the symbol is; one that the terminal does not have is not there', async () => {
    const story = await CockpitInMemory.open();
    await story.advance(1_000);
    const quote = story.broker.quote('EURUSD')!;
    const spec = story.broker.spec('EURUSD')!;
    expect(story.desk.market('EURUSD')).toEqual({
      symbol: 'EURUSD',
      bid: quote.bid,
      ask: quote.ask,
      at: quote.at,
      ageMs: Math.max(0, Math.round(story.clock.nowMs() - quote.at)),
      source: story.broker.source,
      opensAt: null,
      spec: {
        digits: spec.digits,
        point: spec.point,
        tickSize: spec.tickSize,
        tickValue: spec.tickValueLoss,
        contractSize: spec.contractSize,
        volumeMin: spec.volumeMin,
        volumeMax: spec.volumeMax,
        volumeStep: spec.volumeStep,
        stopsLevel: spec.stopsLevel,
        pip: spec.pip,
        currencies: { base: 'EUR', profit: 'USD', margin: 'EUR' },
        swap: { mode: 'points', long: -7, short: 3, triple: 3 },
      },
    });
    expect(story.desk.market('DAX')).toBeNull();
  });
});

describe('health', () => {
  test('is good when journal, start and link are', async () => {
    const story = await CockpitInMemory.open();
    const well = story.desk.health();
    story.life.cut = true;
    const cut = story.desk.health();
    story.life.cut = false;
    story.runtime.ready = false;
    const early = story.desk.health();
    story.runtime.ready = true;
    story.runtime.loop.fault = 'the disk is full';
    expect([well, cut, early, story.desk.health()]).toEqual([
      { healthy: true, ready: true, reasons: [] },
      { healthy: true, ready: false, reasons: ['The terminal link is down'] },
      { healthy: true, ready: false, reasons: ['The cockpit is still starting'] },
      { healthy: false, ready: false, reasons: ['the disk is full'] },
    ]);
  });

  test('is good but not ready while the machine cannot serve, with the reason', async () => {
    const story = await CockpitInMemory.open();
    story.strain = 'no more files';
    expect(story.desk.health()).toEqual({ healthy: true, ready: false, reasons: ['no more files'] });
    story.strain = null;
    expect(story.desk.health()).toEqual({ healthy: true, ready: true, reasons: [] });
  });

  test('decides whether a signal is taken at all', async () => {
    const story = await CockpitInMemory.open();
    story.runtime.ready = false;
    const early = await story.submit('early');
    story.runtime.ready = true;
    story.runtime.loop.fault = 'the disk is full';
    expect([early, await story.submit('late')]).toMatchObject([
      { kind: 'unavailable', code: 'not_ready' },
      { kind: 'unavailable', code: 'journal_unavailable', detail: 'the disk is full' },
    ]);
  });
});

describe('more entries than can be decided', () => {
  test('are turned away at once, and exits and cancels never are', async () => {
    const story = await CockpitInMemory.open({ config: { ...AUTO, intake: { rateLimitPerMinute: 10_000 } } });
    const send = (signalId: string, changes: Record<string, unknown> = {}) =>
      story.desk.submit({
        source: 'webhook',
        body: JSON.stringify(story.signalBody(signalId, changes)),
        receivedAt: Math.floor(story.clock.nowMs()),
        traceId: `t-${signalId}`,
        nonce: null,
      });
    const entries = Array.from({ length: 300 }, (_, at) => send(`e${at}`));
    const exit = send('x1', { kind: 'exit' });
    const cancel = send('c1', { kind: 'cancel' });
    await story.settle();
    const kinds = (await Promise.all(entries)).map((answer) => (answer.kind === 'unavailable' ? answer.code : answer.kind));
    expect([kinds.slice(0, 256).includes('overloaded'), new Set(kinds.slice(256))]).toEqual([false, new Set(['overloaded'])]);
    expect([(await exit).kind, (await cancel).kind]).toEqual(['accepted', 'accepted']);
    await story.advance(5_000);
    expect((await story.submit('later')).kind).toBe('accepted');
  });

  test('of one source keep out none of another, and are told so, exits not counted', async () => {
    const story = await CockpitInMemory.open({ config: { ...AUTO, intake: { rateLimitPerMinute: 10_000 } } });
    const send = (source: string, signalId: string, changes: Record<string, unknown> = {}) =>
      story.desk.submit({
        ...{ source, body: JSON.stringify(story.signalBody(signalId, changes)), traceId: `t-${signalId}`, nonce: null },
        receivedAt: Math.floor(story.clock.nowMs()),
      });
    const loud = Array.from({ length: 300 }, (_, at) => send('webhook', `l${at}`));
    const quiet = Array.from({ length: 10 }, (_, at) => send('tradingview', `q${at}`));
    const late = [send('webhook', 'late'), send('webhook', 'out', { kind: 'exit' })];
    await story.settle();
    const kinds = async (all: readonly ReturnType<typeof send>[]) => new Set((await Promise.all(all)).map(({ kind }) => kind));
    expect([await kinds(loud.slice(0, 256)), await kinds(quiet)]).toEqual([new Set(['accepted']), new Set(['accepted'])]);
    expect((await Promise.all(late)).map(({ kind }) => kind)).toEqual(['share_used', 'accepted']);
    const metrics = await story.desk.metrics();
    expect(metrics).toMatch(/^mikrobot_source_shed_total\{source="webhook"\} 45$/m);
    expect(metrics).toMatch(/^mikrobot_source_waiting\{source="webhook"\} 0$/m);
  });
});

describe('the figures of the moment', () => {
  test('go out four times a second, while anybody listens', async () => {
    const story = await CockpitInMemory.open();
    const beats: number[] = [];
    const off = story.desk.onLive(({ beat }) => void beats.push(beat));
    await story.advance(1_000);
    const heard = beats.length;
    off();
    await story.advance(1_000);
    expect([heard, beats.length, beats.every((beat, at) => at === 0 || beat === beats[at - 1]! + 1)]).toEqual([4, 4, true]);
  });

  test('hold prices with their age and spread, and how signals ended', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.opened('open');
    await story.submit('refused', { stopPips: 1_000 });
    const frame = await frameOf(story);
    const quote = frame.quotes.find(({ symbol }) => symbol === 'EURUSD')!;
    const spec = story.broker.spec('EURUSD')!;
    expect([quote.spreadPoints, quote.digits, quote.ageMs >= 0]).toEqual([
      Math.round((quote.ask - quote.bid) / spec.point),
      5,
      true,
    ]);
    expect(frame.quotes.length).toBe(4);
    expect(frame.pipelines).toMatchObject({ active: 0, completed: 1, rejected: 1, failed: 0 });
    expect(frame.journal.lastSeq).toBe(story.cockpit.lastSeq);
    expect([frame.terminal.link, frame.terminal.ageMs! >= 0, frame.terminal.clockOffsetMs, frame.terminal.names]).toEqual([
      'up',
      true,
      null,
      [],
    ]);
    expect(frame.agents.find(({ id }) => id === 'u1')).toMatchObject({ health: 'healthy', errorRate: 0 });
  });

  test('the equity line has a point every half minute, and no more than three thousand', async () => {
    const story = await CockpitInMemory.open();
    const points = async () => {
      const hello = await story.act('cockpit.hello', {});
      return hello.ok ? hello.value.equity : [];
    };
    await story.advance(29_000);
    const one = (await points()).length;
    await story.advance(2_000);
    const two = await points();
    expect([one, two.length, two[1]!.at - two[0]!.at]).toEqual([1, 2, 30_000]);
  });
});

describe('metrics', () => {
  it.each([
    ['mikrobot_trading_state{state="active"} 1'],
    ['mikrobot_equity 100000'],
    ['mikrobot_lane_depth{lane="critical"} 0'],
    ['mikrobot_signals_received_total 1'],
  ])('say %s', async (line) => {
    const story = await CockpitInMemory.open();
    await story.submit('one');
    expect((await story.desk.metrics()).split('\n')).toContain(line);
  });

  test('leave out what is not known, and say that trading is halted', async () => {
    const story = await CockpitInMemory.open();
    await story.act('trading.halt', { reason: 'the news', flatten: false });
    const text = await story.desk.metrics();
    expect([text.includes('mikrobot_trading_state{state="halted"} 1'), text.includes('mikrobot_performance_win_ratio')]).toEqual([
      true,
      false,
    ]);
  });
});

describe('refusals at the door', () => {
  const refuse = (story: CockpitInMemory, code: ProblemCode = 'bad_signature') =>
    story.desk.refuseAtDoor({ code, source: 'webhook', detail: 'x'.repeat(600), nonce: null });
  const counts = (story: CockpitInMemory, code = 'bad_signature'): number[] =>
    story.recordsOf('intake.refused').flatMap((one) => (one.code === code ? [one.count] : []));

  test('are recorded one by one up to twenty of a kind a minute, the rest as a number when the minute is over', async () => {
    const story = await CockpitInMemory.open();
    for (let at = 0; at < 25; at += 1) refuse(story);
    refuse(story, 'stale_timestamp');
    await story.advance(59_000);
    const within = counts(story);
    await story.advance(2_000);
    expect([within.length, counts(story).slice(20), counts(story, 'stale_timestamp')]).toEqual([20, [5], [1]]);
    expect(story.recordsOf('intake.refused')[0]?.detail.length).toBe(500);
    for (let at = 0; at < 22; at += 1) refuse(story);
    await story.advance(1_000);
    expect(counts(story).length, 'a new minute begins again').toBe(41);
    story.desk.close();
    await story.settle();
    expect(counts(story).at(-1), 'what was counted is written at the end').toBe(2);
  });

  test('are not written before the start is done', async () => {
    const story = await CockpitInMemory.open();
    story.runtime.ready = false;
    refuse(story);
    await story.settle();
    expect(counts(story)).toEqual([]);
  });
});
