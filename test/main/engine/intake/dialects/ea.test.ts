import { describe, expect, it } from 'vitest';
import { issuesOf, signalOf } from './samples.ts';

const FOUR_PHASE = {
  timestamp: '2025.09.01 10:15',
  symbol: 'GBPUSD',
  strategy: 'MIKROBOT_FASTVERSION_4PHASE',
  phase_1_m5_bos: { time: '2025.09.01 10:05', price: 1.327, direction: 'BEAR' },
  phase_2_m1_break: { time: '2025.09.01 10:08', price: 1.3269 },
  phase_3_m1_retest: { time: '2025.09.01 10:12', price: 1.32692 },
  phase_4_ylipip: { target: 1.32684, current: 1.32681, triggered: true },
  trade_direction: 'BEAR',
  current_price: 1.32681,
  ylipip_trigger: 0.6,
};
const EA_V2 = {
  ea_name: 'MikroBot_BOS_M5M1',
  ea_version: '2.00',
  signal_type: 'M5_M1_BOS_RETEST',
  symbol: 'EURUSD',
  direction: 'BUY',
  trigger_price: 1.0855,
  m5_bos_level: 1.085,
  m5_bos_direction: 'BULLISH',
  m1_break_high: 1.0857,
  m1_break_low: 1.0852,
  pip_trigger: 0.2,
  timestamp: '2025-08-04T21:33:32Z',
  account: 900000002,
};

describe('the EA, four phases', () => {
  it('needs a price, at the top or in its last phase', () => {
    const { current_price: _price, phase_4_ylipip: _phase, ...rest } = FOUR_PHASE;
    expect(issuesOf(rest)).toContain('current_price: is missing: must be a positive number');
  });

  it('is a break and retest without stop and target, in server time at UTC+0', () => {
    const signal = signalOf(FOUR_PHASE, 'ea');
    expect(signal).toMatchObject({
      dialect: 'ea-four-phase',
      pattern: 'M1_BREAK_RETEST',
      timeframe: 'M1',
      side: 'SELL',
      entry: 1.32681,
      stopLoss: null,
      takeProfit: null,
      madeAt: Date.UTC(2025, 8, 1, 10, 15),
    });
    expect(signal.levels).toMatchObject({ structureBreak: 1.327, breakLevel: 1.3269, retestLevel: 1.32692 });
    expect(signal.signalId).toMatch(/^sha-[0-9a-f]{24}$/);
  });

  it('reads the other spelling of the phases and the trigger price in its phase', () => {
    const {
      phase_1_m5_bos: phase_1_bos,
      phase_2_m1_break: phase_2_break,
      phase_3_m1_retest: phase_3_retest,
      current_price,
      ...rest
    } = FOUR_PHASE;
    expect(current_price).toBe(signalOf({ ...rest, phase_1_bos, phase_2_break, phase_3_retest }).entry);
  });

  it.each<[string, object, string]>([
    ['a missing phase', { phase_2_m1_break: undefined }, 'phase_2_m1_break: is missing: phase 2 of 4 has not happened'],
    ['a phase without a price', { phase_3_m1_retest: { time: '07:45' } }, 'phase_3_m1_retest.price: is missing'],
    ['an untriggered setup', { phase_4_ylipip: { current: 1, triggered: false } }, 'phase_4_ylipip.triggered: must be true'],
    [
      'phases that disagree',
      { trade_direction: 'BULL' },
      'phase_1_m5_bos.direction: must agree with trade_direction (BUY), not SELL',
    ],
    ['another trigger', { ylipip_trigger: 0.7 }, 'ylipip_trigger: must be 0.6'],
    ['a time of day only', { timestamp: '07:45' }, 'timestamp: must be a date and time'],
    ['no time', { timestamp: undefined }, 'timestamp: is missing'],
  ])('refuses %s', (_name, change, issue) => {
    expect(issuesOf({ ...FOUR_PHASE, ...change }).some((found) => found.startsWith(issue))).toBe(true);
  });
});

describe('the EA, M5/M1 webhook', () => {
  it('is a break and retest without stop and target', () => {
    expect(signalOf(EA_V2)).toMatchObject({
      dialect: 'ea-webhook',
      pattern: 'M1_BREAK_RETEST',
      side: 'BUY',
      entry: 1.0855,
      stopLoss: null,
      levels: { structureBreak: 1.085, breakLevel: 1.0857 },
      metadata: { ea_name: 'MikroBot_BOS_M5M1', account: 900000002 },
    });
  });

  it.each<[string, object, string]>([
    ['a structure the other way', { m5_bos_direction: 'BEARISH' }, 'm5_bos_direction: must agree with direction (BUY)'],
    ['a trigger of more than ten pips', { pip_trigger: 10.1 }, 'pip_trigger: must be above 0 and at most 10'],
    ['a trigger of none', { pip_trigger: 0 }, 'pip_trigger: must be above 0 and at most 10'],
    ['a trigger in words', { pip_trigger: '2' }, 'pip_trigger: must be above 0 and at most 10'],
    ['a trigger of eleven pips', { pip_trigger: 11 }, 'pip_trigger: must be above 0 and at most 10'],
    ['a time without a zone', { timestamp: '2025-08-04T21:33:32.128866' }, 'timestamp: must be a time with a zone'],
    ['a break upside down', { m1_break_high: 1.08 }, 'm1_break_high: must not be below m1_break_low'],
    ['H1/M15', { h1_bos_level: 1.08 }, 'h1_bos_level: must be absent: only M5 structure with M1 confirmation'],
    ['a connection test', { signal_type: 'CONNECTION_TEST' }, 'signal_type: connection test, never traded'],
    ['a good-bye', { signal_type: 'DISCONNECT' }, 'signal_type: DISCONNECT is no signal'],
  ])('refuses %s', (_name, change, issue) => {
    expect(issuesOf({ ...EA_V2, ...change }).some((found) => found.startsWith(issue))).toBe(true);
  });
});

it.each([0.1, 10])('the EA with a webhook may wait for %d pips', (pip_trigger) =>
  expect(signalOf({ ...EA_V2, pip_trigger }, 'ea-webhook').metadata).toMatchObject({ pip_trigger }),
);
