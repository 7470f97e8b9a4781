import { rule } from '#shared/domain';
import { defaultConfig } from '#shared/config';
import type { Certificate, JournalRecord } from '#shared/events';
import type { EquityPoint, LiveFrame } from '#shared/ipc';
import { packCockpit } from '#shared/projection';
import { ALARMS, DAY_END, DAY_START, morning, PRESENT, refusedSignal, roomView, RULES, waitingSignal } from './fixtures.ts';
import { createJournal, type JournalBuilder } from './journal-builder.ts';
import { pastSeason } from './past-season.ts';
import { equityLine, frameFor, type FrameWish } from './live-frames.ts';

/** What a fake engine answers with; `frame` is repeated with a growing beat. */
export type Scenario = {
  readonly state: unknown;
  readonly frame: LiveFrame;
  readonly equity: readonly EquityPoint[];
  readonly records: readonly JournalRecord[];
  /** Milliseconds after which no beat comes any more. */
  readonly silentAfterMs?: number;
  /** `hello` is refused with this sentence. */
  readonly refused?: string;
  /** Commands are not answered. */
  readonly mute?: boolean;
};

const scenario = (journal: JournalBuilder, wish: FrameWish, more: Partial<Scenario> = {}): Scenario => ({
  state: packCockpit(journal.state),
  frame: frameFor(journal.state, PRESENT, 1, wish),
  equity: equityLine(PRESENT, wish.equity ?? 97_914),
  records: journal.records,
  ...more,
});

const reach = (journal: JournalBuilder): void => journal.wait(Math.max(1, PRESENT - 400 - journal.now()));
const gbp = { id: 'dt-20260804-0040', symbol: 'GBPUSD', side: 'SELL', pattern: 'M1_BREAK_RETEST' } as const;
const ROOM = roomView(97_913.76, 1_368.66);

export function normal(): Scenario {
  const journal = morning();
  journal.wait(PRESENT - 9_000 - journal.now());
  waitingSignal(journal, gbp, ROOM, 7.17, 0);
  return scenario(journal, {});
}

export function busy(): Scenario {
  const journal = morning();
  journal.write('alarm.raised', { alarm: { ...ALARMS.news, raisedAt: PRESENT - 360_000 } });
  journal.write('alarm.acknowledged', { alarmId: 'a-news', by: 'trader:window' });
  for (let i = 0; i < 180; i += 1) {
    journal.wait(Math.max(1, PRESENT - 200_000 + i * 900 - journal.now()));
    refusedSignal(
      journal,
      {
        id: `tv-busy-${i}`,
        symbol: i % 2 === 0 ? 'XAUUSD' : 'USDJPY',
        side: i % 3 === 0 ? 'SELL' : 'BUY',
        pattern: 'M1_BREAK_RETEST',
      },
      'owner',
      i % 4 === 0 ? RULES.winRate : RULES.spread,
    );
  }
  reach(journal);
  const room = roomView(97_080, 960);
  waitingSignal(journal, gbp, room, 7.17, 20_000);
  waitingSignal(journal, { id: 'dt-20260804-0041', symbol: 'USDJPY', side: 'BUY', pattern: 'M5_BOS' }, room, 5.9, 12_000);
  waitingSignal(
    journal,
    { id: 'tv-20260804-0042', symbol: 'EURUSD', side: 'SELL', pattern: 'M1_BREAK_RETEST' },
    room,
    3.12,
    3_000,
  );
  journal.write('alarm.raised', { alarm: { ...ALARMS.softStop, raisedAt: PRESENT - 48_000 } });
  journal.write('alarm.acknowledged', { alarmId: 'a-soft', by: 'trader:window' });
  journal.write('block.raised', {
    block: 'three_losses_m1_retest',
    reason: { code: 'losing_streak', text: 'M1 retest lost three times in a row: new entries wait until it is re-armed.' },
  });
  return scenario(journal, { equity: 97_080, openRisk: 960, orders: 3, depths: [0, 1, 41, 12] });
}

export function alarm(): Scenario {
  const journal = morning('demo');
  reach(journal);
  journal.write('alarm.raised', { alarm: { ...ALARMS.balance, raisedAt: PRESENT - 31 * 60_000 } });
  journal.write('alarm.acknowledged', { alarmId: 'a-balance', by: 'trader:window' });
  journal.write('alarm.raised', { alarm: { ...ALARMS.news, raisedAt: PRESENT - 11 * 60_000 } });
  journal.write('alarm.acknowledged', { alarmId: 'a-news', by: 'trader:window' });
  for (const effect of ['read', 'write'] as const) {
    journal.write('fault.seen', { agent: 'terminal', effect, kind: 'timeout', detail: 'no answer for 2,000 ms' });
    journal.write('breaker.moved', {
      agent: 'terminal',
      effect,
      why: '5 failures',
      breaker: { state: 'OPEN', failures: 5, reopensAt: PRESENT + 17_000 },
    });
  }
  journal.write('breaker.moved', {
    agent: 'u4',
    effect: 'write',
    why: 'probe',
    breaker: { state: 'HALF_OPEN', failures: 5, successes: 2, probing: true },
  });
  journal.write('trading.changed', { to: 'reducing', reason: 'until reconciled', actor: 'engine', certificateId: null });
  journal.write('alarm.raised', { alarm: { ...ALARMS.link, raisedAt: PRESENT - 42_000 } });
  return scenario(journal, { link: 'down', mt5: true, depths: [0, 0, 0, 6] });
}

export function certificateOf(latchedAt: number): Certificate {
  const steps = [
    ['latched', 2, 'Latch written and journaled'],
    ['refusing', 3, 'New orders refused'],
    ['cancelled', 92, 'Working order 60417722 cancelled'],
    ['verified', 2_078, 'Verified against the terminal’s snapshot'],
  ] as const;
  return {
    id: 'SC-0042',
    reason: 'Stop pressed',
    actor: 'trader:window',
    flatten: false,
    state: 'halted',
    latchedAt,
    endedAt: latchedAt + 2_090,
    steps: steps.map(([step, after, text]) => ({ step, at: latchedAt + after, text })),
    tickets: [
      { ticket: '60417702', symbol: 'EURUSD', volume: 4.35, result: 'open', price: null, text: 'left open with its stop' },
      { ticket: '60417715', symbol: 'XAUUSD', volume: 1.19, result: 'open', price: null, text: 'left open with its stop' },
      {
        ticket: '60417722',
        symbol: 'GBPUSD',
        volume: 1.2,
        result: 'cancelled',
        price: null,
        text: 'cancelled, terminal confirmed',
      },
    ],
  };
}

export function halted(): Scenario {
  const journal = morning();
  reach(journal);
  const latchedAt = journal.now();
  const certificate = certificateOf(latchedAt);
  journal.write('halt.asked', { reason: 'Stop pressed', flatten: false, snapshot: null }, { actor: 'trader:window' });
  journal.write(
    'trading.changed',
    { to: 'halted', reason: 'Stop pressed', actor: 'trader:window', certificateId: certificate.id },
    { actor: 'trader:window' },
  );
  journal.write('stop.progressed', { certificate });
  refusedSignal(
    journal,
    { id: 'tv-20260804-0050', symbol: 'EURUSD', side: 'BUY', pattern: 'M5_BOS' },
    'controller',
    rule({
      code: 'trading_active',
      ok: false,
      observed: 'halted',
      limit: 'active',
      hard: true,
      text: 'Trading is halted.',
    }),
  );
  return scenario(journal, { equity: 97_900.71, orders: 0, depths: [0, 0, 0, 0] });
}

export const stale = (): Scenario => ({ ...normal(), silentAfterMs: 600 });

export function empty(): Scenario {
  const journal = createJournal(PRESENT - 4_000);
  journal.write('run.started', { version: '0.1.0', mode: 'paper', terminal: 'paper', market: 'demo', config: defaultConfig() });
  journal.write('day.anchored', { anchorAt: DAY_START, resetsAt: DAY_END, balance: 98_640 });
  return scenario(
    journal,
    { equity: 98_640, openRisk: 0, orders: 0, depths: [0, 0, 0, 0] },
    { equity: equityLine(DAY_START + 8 * 3_600_000) },
  );
}

export const error = (): Scenario => ({
  ...empty(),
  refused: 'The journal folder is in use by another Mikrobot Cockpit, so the engine did not start.',
  silentAfterMs: 0,
});

/** The stop is pressed and nobody answers. */
export const mute = (): Scenario => ({ ...normal(), mute: true });

/** Two months of closed trades: results worth a chart. */
export const season = (): Scenario => scenario(pastSeason(118), { equity: 102_310, openRisk: 0, orders: 0 });

export const SCENARIOS = { normal, busy, alarm, halted, stale, empty, error, mute, season } as const;
export type ScenarioName = keyof typeof SCENARIOS;
