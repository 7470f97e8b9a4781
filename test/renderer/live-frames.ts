import { AGENT_ROLES, LANES, type AgentId, type Stage } from '#shared/domain';
import { liveFrame, type EquityPoint, type LiveFrame } from '#shared/ipc';
import type { ReadonlyCockpit } from '#shared/projection';
import { DAY_START, PRESENT, roomView, SYMBOLS } from './fixtures.ts';

const latency = (p50: number, p95: number, p99: number) => ({ p50, p95, p99, count: 38 });
const STAGES: Readonly<Record<Stage, readonly [number, number, number]>> = {
  intake: [1, 3, 6],
  controller: [0.4, 1, 2],
  owner: [1, 2, 4],
  approval: [6_200, 8_400, 21_000],
  u1: [9, 14, 22],
  u2: [2, 4, 7],
  u3: [2, 3, 6],
  u4: [61, 87, 140],
  u5: [4, 6, 11],
};

export type FrameWish = {
  readonly equity?: number;
  readonly openRisk?: number;
  readonly link?: LiveFrame['terminal']['link'];
  readonly mt5?: boolean;
  readonly orders?: number;
  readonly depths?: readonly [number, number, number, number];
};

/** A frame that agrees with the state it goes with. */
export function frameFor(state: ReadonlyCockpit, at: number, beat: number, wish: FrameWish = {}): LiveFrame {
  const { equity = 97_913.76, openRisk = 1_368.66, link = 'up', mt5 = false, orders = 1, depths = [0, 0, 1, 0] } = wish;
  const positions = [...state.positions.values()].map(({ position }) => position);
  const silent = link === 'down' ? 42_000 : 400;
  return liveFrame.parse({
    at,
    beat,
    uptimeMs: at - DAY_START,
    fault: null,
    terminal: {
      kind: mt5 ? 'mt5' : 'paper',
      source: mt5 ? 'MT5 quotes' : 'demo prices',
      link,
      ageMs: silent,
      clockOffsetMs: 3,
      obstacle: null,
      bridge: mt5 ? '127.0.0.1:8765' : null,
      names: [],
    },
    account: {
      login: mt5 ? '5104417' : 'paper-100k',
      server: mt5 ? 'FTMO-Demo2' : 'built-in',
      company: mt5 ? 'FTMO' : 'Mikrobot',
      currency: 'USD',
      leverage: 100,
      marginMode: 'hedging',
      algoTrading: true,
      balance: 97_620,
      equity,
      margin: 4_320.4,
      freeMargin: equity - 4_320.4,
      marginLevel: (equity / 4_320.4) * 100,
    },
    positions,
    orders: Array.from({ length: orders }, (_, i) => ({
      ticket: `6041772${2 + i}`,
      symbol: 'GBPUSD',
      direction: 'SELL',
      volume: 1.2,
      price: 1.3466,
      stopLoss: 1.3486,
      takeProfit: 1.3406,
      placedAt: at - 3_600_000,
      clientOrderId: `p-${i}`,
      magic: 770,
    })),
    quotes: Object.entries(SYMBOLS).map(([symbol, { bid, spread, digits }]) => ({
      symbol,
      bid,
      ask: bid + spread / 10 ** digits,
      at: at - silent,
      ageMs: silent,
      spreadPoints: spread,
      digits,
    })),
    room: roomView(equity, openRisk),
    progress: null,
    sessions: ['london', 'new_york'],
    nextSession: { session: 'tokyo', at: PRESENT + 10 * 3_600_000 },
    lanes: Object.fromEntries(
      LANES.map((name, i) => [
        name,
        {
          depth: depths[i] ?? 0,
          max: [50, 100, 200, 500][i] ?? 1,
          oldestMs: (depths[i] ?? 0) > 0 ? 4 * (depths[i] ?? 0) : 0,
          peak: depths[i] ?? 0,
          refused: 0,
        },
      ]),
    ),
    routedTotal: 18_402,
    failedTotal: 11,
    routing: latency(0.4, 1, 2.2),
    agents: (Object.keys(AGENT_ROLES) as AgentId[]).map((id, i) => ({
      id,
      role: AGENT_ROLES[id],
      health: id === 'terminal' && link !== 'up' ? 'down' : 'healthy',
      lastSeenMs: id === 'terminal' ? silent : 100 + i * 30,
      errorRate: id === 'terminal' ? 0.029 : 0,
      latency: id === 'terminal' ? latency(12, 31, 96) : latency(1 + i * 0.7, 3 + i, 6 + i * 1.5),
      up: { minute: 1, quarter: 1, hour: 1 },
    })),
    stages: Object.fromEntries(Object.entries(STAGES).map(([stage, [p50, p95, p99]]) => [stage, latency(p50, p95, p99)])),
    pipelines: { active: 1, completed: 6, rejected: 31, failed: 0, latency: latency(118, 164, 231) },
    journal: {
      lastSeq: state.lastSeq,
      records: state.lastSeq,
      bytes: 4_812_331,
      chainHead: '9f2c61d0b7e3a4558812',
      lastCheckpointSeq: Math.floor(state.lastSeq / 1_000) * 1_000,
      verifiedTo: state.lastSeq,
      verifiedAt: state.lastAt,
      anchor: { seq: state.lastSeq, at: state.lastAt, problem: null },
      lagMs: 2,
    },
    loop: { p50: 0.6, p99: 3.1, max: 11 },
    startup: {
      phase: 'ready',
      steps: [
        { name: 'journal verified', state: 'done', ms: 412 },
        { name: 'paper terminal ready', state: 'done', ms: 96 },
        { name: 'candles warmed up', state: 'done', ms: 1_380 },
        { name: 'waiting for a first signal', state: 'running', ms: null },
      ],
    },
  });
}

/** Equity from the firm's midnight to the present: quiet, a gain, two losses. */
export function equityLine(until = PRESENT, end = 97_914): EquityPoint[] {
  const shape: readonly (readonly [number, number])[] = [
    [0, 98_640],
    [8, 98_640],
    [8.9, 98_300],
    [9.6, 98_700],
    [10.3, 99_120],
    [11.2, 98_560],
    [12.3, 97_610],
    [13.1, 98_560],
    [13.7, 97_640],
    [14.35, 98_020],
    [14.53, end],
  ];
  const points: EquityPoint[] = [];
  for (let at = DAY_START; at <= until; at += 60_000) {
    const hour = (at - DAY_START) / 3_600_000;
    const found = shape.findIndex(([time]) => time >= hour);
    const next = found < 1 ? (found === 0 ? 1 : shape.length - 1) : found;
    const [t0 = 0, e0 = 98_640] = shape[next - 1] ?? [];
    const [t1 = 24, e1 = 97_914] = shape[next] ?? [];
    const share = t1 === t0 ? 0 : Math.min(1, (hour - t0) / (t1 - t0));
    const noise = hour < 8 ? 0 : Math.sin(at / 173_000) * 38 + Math.sin(at / 71_000) * 21;
    points.push({ at, equity: Math.round((e0 + (e1 - e0) * share + noise) * 100) / 100, balance: 98_640 });
  }
  return points;
}
