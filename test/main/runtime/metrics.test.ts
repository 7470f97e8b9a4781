import { describe, expect, test } from 'vitest';
import { METRICS, metricsText } from '#main/runtime/metrics/index.ts';
import type { LiveFrame } from '#shared/ipc';
import { breakerKey, emptyCockpit, NO_PERFORMANCE } from '#shared/projection';
import { sampleLive } from '../../contract/samples.ts';
import { ACCOUNT } from '../engine/engine-in-hand.ts';

const ROOM: NonNullable<LiveFrame['room']> = {
  dayFloor: 96_000,
  dayRoom: 4_000,
  dayLimit: 5_000,
  totalFloor: 90_000,
  totalRoom: 10_000,
  totalLimit: 10_000,
  openRisk: 0,
  reserved: 0,
  resetsAt: 1,
};

/** The samples of our own metrics by their text before the value. */
const told = async (cockpit = emptyCockpit(), live: LiveFrame = sampleLive): Promise<ReadonlyMap<string, number>> =>
  new Map(
    (await metricsText({ cockpit, live, notifications: null }))
      .split('\n')
      .filter((line) => line.startsWith('mikrobot_'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );

describe('what Prometheus is told', () => {
  test('names are unique and follow its rules: base units, _total on counters only, a help text', () => {
    const names = METRICS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, kind, help } of METRICS) {
      expect(name).toMatch(/^mikrobot_[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      expect(name).not.toMatch(/_(ms|msec|milliseconds|percent|pct|count|sum|bucket|gauge|counter|kb|mb)(_|$)/);
      expect([name, name.endsWith('_total')]).toEqual([name, kind === 'counter']);
      expect(help.length).toBeGreaterThan(8);
    }
  });

  test('times are seconds, shares are ratios, and each state has its own 1', async () => {
    const cockpit = emptyCockpit();
    cockpit.trading = { ...cockpit.trading, state: 'halted' };
    cockpit.stages.set('u3', { asked: 9, passed: 5, refused: 3, failed: 1 });
    cockpit.performance.set('all', { ...NO_PERFORMANCE, trades: 4, wins: 3, losses: 1, pnl: 120.5 });
    cockpit.performance.set('m5_bos', { ...NO_PERFORMANCE, trades: 4, wins: 2, losses: 1, pnl: 120.5, losingStreak: 1 });
    cockpit.breakers.set(breakerKey('u4', 'write'), { state: 'OPEN', failures: 5, reopensAt: 1, openedAt: 1, trips: 1 } as never);
    const values = await told(cockpit, {
      ...sampleLive,
      uptimeMs: 61_500,
      loop: { p50: 1, p99: 12, max: 40 },
      pipelines: { ...sampleLive.pipelines, rejected: 7, latency: { p50: 10, p95: 46, p99: 90, count: 3 } },
    });
    expect(
      [
        'mikrobot_uptime_seconds',
        'mikrobot_loop_lag_seconds{percentile="99"}',
        'mikrobot_pipeline_latency_seconds{percentile="95"}',
        'mikrobot_pipelines_total{outcome="rejected"}',
        'mikrobot_trading_state{state="halted"}',
        'mikrobot_trading_state{state="active"}',
        'mikrobot_decisions_total{stage="u3",outcome="refused"}',
        'mikrobot_performance_win_ratio{strategy="all"}',
        'mikrobot_performance_pnl{strategy="m5_bos"}',
        'mikrobot_performance_losing_streak{strategy="m5_bos"}',
        'mikrobot_trades_total{strategy="m5_bos",outcome="even"}',
        'mikrobot_breaker_state{state="OPEN",agent="u4",effect="write"}',
        'mikrobot_breaker_state{state="CLOSED",agent="u4",effect="write"}',
      ].map((name) => values.get(name) ?? values.get(reordered(name))),
    ).toEqual([61.5, 0.012, 0.046, 7, 1, 0, 3, 0.75, 120.5, 1, 1, 1, 0]);
    // The sum over strategies is not counted a second time.
    expect([...values.keys()].filter((name) => name.startsWith('mikrobot_trades_total') && name.includes('"all"'))).toEqual([]);
  });

  test('what is not known is absent: it is never told as 0', async () => {
    const names = (values: ReadonlyMap<string, number>): ReadonlySet<string> =>
      new Set([...values.keys()].map((name) => name.replace(/\{.*/, '')));
    const blind = await told(emptyCockpit(), {
      ...sampleLive,
      account: null,
      room: null,
      positions: [],
      progress: null,
      terminal: { ...sampleLive.terminal, ageMs: null, clockOffsetMs: null },
      journal: { ...sampleLive.journal, verifiedTo: null, anchor: null },
    });
    const unknown = [
      'equity',
      'balance',
      'margin_used',
      'margin_free',
      'day_room',
      'day_limit',
      'day_floor',
      'total_room',
      'total_floor',
      'open_risk',
      'reserved_risk',
      'day_reset_timestamp_seconds',
      'phase_profit_ratio',
      'positions',
      'positions_lots',
      'terminal_age_seconds',
      'terminal_clock_offset_seconds',
      'journal_verified_seq',
      'journal_anchor_problem',
      'entry_slippage_pips',
    ].map((name) => `mikrobot_${name}`);
    expect(unknown.filter((name) => names(blind).has(name))).toEqual([]);
    expect(unknown.filter((name) => !METRICS.some((metric) => metric.name === name))).toEqual([]);
    // A book that is known to be flat is 0.
    expect(
      (await told(emptyCockpit(), { ...sampleLive, account: ACCOUNT, positions: [] })).get('mikrobot_positions{symbol=""}'),
    ).toBe(0);
  });

  test('alarms are counted by their own level while their cause stands, and until they are acknowledged', async () => {
    const cockpit = emptyCockpit();
    const life = (id: string, level: string, state: string, acknowledged: number | null) =>
      cockpit.alarms.set(id, { alarm: { level }, state, acknowledged } as never);
    life('a', 'critical', 'active', null);
    life('b', 'critical', 'active', 5);
    life('c', 'advisory', 'active', null);
    life('d', 'high', 'returned', null);
    const values = await told(cockpit);
    expect(['critical', 'high', 'advisory'].map((level) => values.get(`mikrobot_alarms_active{level="${level}"}`))).toEqual([
      2, 0, 1,
    ]);
    expect(values.get('mikrobot_alarms_unacknowledged')).toBe(3);
  });

  test('an obstacle of the terminal is 1 while it stands, and reserved risk stands under its own name', async () => {
    const of = async (obstacle: string | null, name: string): Promise<unknown> =>
      (
        await told(emptyCockpit(), {
          ...sampleLive,
          room: { ...ROOM, reserved: 250 },
          terminal: { ...sampleLive.terminal, obstacle },
        })
      ).get(`mikrobot_${name}`);
    expect([
      await of(null, 'terminal_obstacle'),
      await of('MetaTrader is not connected', 'terminal_obstacle'),
      await of(null, 'reserved_risk'),
    ]).toEqual([0, 1, 250]);
  });

  test('lots are summed by symbol, and what keeps entries away stands by its name', async () => {
    const cockpit = emptyCockpit();
    cockpit.blocks.set('news', {} as never);
    const held = (symbol: string, volume: number) => ({ symbol, volume }) as never;
    const values = await told(cockpit, {
      ...sampleLive,
      account: ACCOUNT,
      positions: [held('EURUSD', 0.25), held('XAUUSD', 1), held('EURUSD', 0.5)],
    });
    const of = (name: string): unknown => values.get(`mikrobot_${name}`);
    expect([
      of('positions{symbol="EURUSD"}'),
      of('positions_lots{symbol="EURUSD"}'),
      of('positions{symbol="XAUUSD"}'),
      of('blocks{block="news"}'),
    ]).toEqual([2, 0.75, 1, 1]);
  });

  test('without a daily limit there is no room of the day, and numbers that are none are left out', async () => {
    const room = { ...ROOM, hasNoDayLimit: true as const, totalRoom: Number.NaN };
    const values = await told(emptyCockpit(), { ...sampleLive, room });
    expect(['day_room', 'day_floor', 'day_limit', 'total_room'].filter((name) => values.has(`mikrobot_${name}`))).toEqual([]);
    expect(values.get('mikrobot_total_floor')).toBe(90_000);
    expect((await told(emptyCockpit(), { ...sampleLive, room: ROOM })).get('mikrobot_day_room')).toBe(4_000);
  });
});

/** The same sample with its labels in the other order. */
const reordered = (name: string): string =>
  name.replace(/\{(.*)\}/, (_whole, labels: string) => {
    const [first = '', ...rest] = labels.split(',');
    return `{${[...rest, first].join(',')}}`;
  });
