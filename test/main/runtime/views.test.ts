import { describe, expect, test } from 'vitest';
import { certificatesView, metricsView, statusView } from '#main/runtime/views/index.ts';
import type { Certificate } from '#shared/events';
import type { LiveFrame } from '#shared/ipc';
import { emptyCockpit, NO_PERFORMANCE } from '#shared/projection';
import { sampleLive } from '../../contract/samples.ts';

/** A frame in which no two figures are the same, so that one in another's place shows. */
const LIVE: LiveFrame = {
  ...sampleLive,
  at: 9_000,
  uptimeMs: 11,
  terminal: {
    kind: 'mt5',
    source: 'Demo-Server',
    link: 'up',
    ageMs: 12,
    clockOffsetMs: 13,
    obstacle: 'press the button',
    bridge: '127.0.0.1:1',
    names: [],
  },
  account: {
    login: '14',
    server: 'Server',
    company: 'Company',
    currency: 'USD',
    leverage: 15,
    marginMode: 'hedging',
    algoTrading: true,
    balance: 16,
    equity: 17,
    margin: 18,
    freeMargin: 19,
    marginLevel: 20,
  },
  routedTotal: 21,
  failedTotal: 22,
  routing: { p50: 23, p95: 24, p99: 25, count: 26 },
  agents: [
    {
      id: 'model',
      role: 'signal scorer',
      health: 'degraded',
      lastSeenMs: 27,
      errorRate: 0.28,
      latency: { p50: 29, p95: 30, p99: 31, count: 32 },
      up: { minute: 0.33, quarter: 0.34, hour: 0.35 },
    },
    {
      id: 'u1',
      role: 'signal validator',
      health: 'healthy',
      lastSeenMs: 36,
      errorRate: 0,
      latency: { p50: 37, p95: 38, p99: 39, count: 40 },
      up: { minute: 1, quarter: 1, hour: 1 },
    },
  ],
  pipelines: { active: 41, completed: 42, rejected: 43, failed: 44, latency: { p50: 45, p95: 46, p99: 47, count: 48 } },
  loop: { p50: 49, p99: 50, max: 51 },
};
type Json = Readonly<Record<string, unknown>>;
const at = (live: LiveFrame = LIVE): Readonly<Record<string, Json>> => statusView(emptyCockpit(), live) as Record<string, Json>;

describe('every figure of the status stands under its own name', () => {
  test('of the terminal and its account', () => {
    expect(at()['terminal']).toMatchObject({
      kind: 'mt5',
      source: 'Demo-Server',
      link: 'up',
      ageMs: 12,
      login: '14',
      server: 'Server',
      company: 'Company',
      currency: 'USD',
      leverage: 15,
      marginMode: 'hedging',
      algoTrading: true,
      clockOffsetMs: 13,
      obstacle: 'press the button',
      bridge: '127.0.0.1:1',
      balance: 16,
      equity: 17,
      margin: 18,
      freeMargin: 19,
      marginLevel: 20,
      known: true,
      positions: [],
      orders: LIVE.orders,
      drift: emptyCockpit().drift,
    });
  });

  test('of an account that is not known: each is null, none is made up', () => {
    const terminal = at({ ...LIVE, account: null })['terminal']!;
    const names = ['login', 'server', 'company', 'currency', 'leverage', 'marginMode', 'algoTrading'];
    const money = ['balance', 'equity', 'margin', 'freeMargin', 'marginLevel'];
    expect([...names, ...money].map((name) => terminal[name])).toEqual(Array.from({ length: 12 }, () => null));
    // No position is then one that the journal knows of, and no order is not none.
    expect([terminal['known'], terminal['positions'], terminal['orders']]).toEqual([false, [], LIVE.orders]);
  });

  test('of the controller and its agents, with breakers that nobody has opened', () => {
    const { controller } = at();
    expect(controller).toMatchObject({
      lanes: LIVE.lanes,
      routedTotal: 21,
      failedTotal: 22,
      latencyMs: { p50: 23, p95: 24, p99: 25 },
      fullLanes: {},
      agents: [
        {
          id: 'model',
          role: 'signal scorer',
          health: 'degraded',
          lastSeenMs: 27,
          errorRate: 0.28,
          latencyMs: { p50: 29, p95: 30, p99: 31 },
          availability: { minute: 0.33, quarter: 0.34, hour: 0.35 },
          breakers: { read: { state: 'CLOSED', failures: 0, successes: 0 } },
        },
        { id: 'u1', health: 'healthy' },
      ],
    });
  });

  test('of the signals on their way, stage by stage', () => {
    const { pipelines } = at();
    expect(pipelines).toMatchObject({
      active: 41,
      completed: 42,
      rejected: 43,
      failed: 44,
      latencyMs: { p50: 45, p95: 46, p99: 47 },
      running: [],
    });
    expect((pipelines!['stages'] as Record<string, Json>)['intake']).toMatchObject({
      asked: 0,
      passed: 0,
      refused: 0,
      failed: 0,
    });
  });

  test('of the room under the rules; without it nothing is made up', () => {
    const room = {
      dayFloor: 52,
      dayRoom: 53,
      totalFloor: 54,
      totalRoom: 55,
      openRisk: 56,
      reserved: 57,
      resetsAt: 58,
    } as unknown as NonNullable<LiveFrame['room']>;
    expect([at({ ...LIVE, room })['risk'], at({ ...LIVE, room: null })['risk']]).toMatchObject([
      { day: { anchor: null, floor: 52, room: 53, resetsAt: 58 }, total: { floor: 54, room: 55 }, openRisk: 56, reserved: 57 },
      {
        day: { anchor: null, floor: null, room: null, resetsAt: null },
        total: { floor: null, room: null },
        openRisk: null,
        reserved: null,
      },
    ]);
  });
});

describe('a metric', () => {
  test('comes from what it is named after', () => {
    const cockpit = emptyCockpit();
    cockpit.stages.set('owner', { asked: 9, passed: 5, refused: 3, failed: 1 });
    expect(metricsView(cockpit, LIVE)).toMatchObject({
      'signals.approved': 5,
      'signals.rejected': 3,
      'pipeline.latency_ms': 46,
      'mcp.message_count': 21,
      'agent.health_status': 0.5,
      'loop.lag_p99_ms': 50,
    });
    expect(metricsView(cockpit, { ...LIVE, agents: [] })['agent.health_status']).toBeNull();
  });

  test('of trades counts entries by how they ended, and takes results from all strategies together', () => {
    const cockpit = emptyCockpit();
    const order = (id: string, op: string, state: string) => cockpit.orders.set(id, { request: { op }, state } as never);
    order('a', 'open', 'confirmed');
    order('b', 'open', 'confirmed');
    order('c', 'open', 'refused');
    order('d', 'close', 'confirmed');
    order('e', 'modify', 'refused');
    cockpit.performance.set('all', { ...NO_PERFORMANCE, trades: 4, wins: 3, losses: 1, pnl: 120.5, maxDrawdown: 80 });
    cockpit.intake = { ...cockpit.intake, received: 12 };
    expect(metricsView(cockpit, LIVE)).toMatchObject({
      'signals.received': 12,
      'signals.approved': 0,
      'signals.rejected': 0,
      'trades.executed': 2,
      'trades.successful': 3,
      'trades.failed': 1,
      'performance.win_rate': 0.75,
      'performance.pnl': 120.5,
      'performance.drawdown': 80,
    });
  });
});

test('certificates come newest first, with how many tickets they have and how many are left over', () => {
  const cockpit = emptyCockpit();
  const ticket = (result: string) => ({
    ticket: result,
    symbol: 'EURUSD',
    volume: 0.1,
    result,
    price: null,
    text: '',
    foreign: false,
  });
  const certificate = (id: string, results: readonly string[]) =>
    ({
      id,
      reason: `why ${id}`,
      actor: 'trader:window',
      flatten: true,
      state: 'flat',
      latchedAt: 1,
      endedAt: 2,
      steps: [],
      tickets: results.map(ticket),
    }) as unknown as Certificate;
  for (const one of [certificate('a', ['closed']), certificate('b', ['residual', 'closed', 'residual'])])
    cockpit.certificates.set(one.id, one);
  const seen = { actor: 'trader:window', flatten: true, state: 'flat', latchedAt: 1, endedAt: 2, scope: { kind: 'account' } };
  expect(certificatesView(cockpit)).toEqual([
    { ...seen, id: 'b', reason: 'why b', tickets: 3, residuals: 2 },
    { ...seen, id: 'a', reason: 'why a', tickets: 1, residuals: 0 },
  ]);
});
