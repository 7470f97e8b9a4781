import { expect, test } from 'vitest';
import { ticksOfBar, type Faults } from '#main/paper-broker/index.ts';
import { parseConfig, type Config } from '#shared/config';
import type { JournalRecord } from '#shared/events';
import { walkedBars } from '#test/bench/world/prices.ts';
import { live, replayed, round, type Act } from './both-ways.ts';

const POINT = 0.00001;
const PIP = 0.0001;

function configured(): Config {
  const profile = { sessions: ['any'], maxConcurrent: 9, maxDailyRiskPercent: 50, riskPercent: 0.2 };
  const parsed = parseConfig({
    approvals: { mode: 'auto' },
    strategies: { m5_bos: profile, m1_retest: profile },
    detector: { enabled: false },
    paper: { symbols: ['EURUSD'], alwaysOpen: true },
    cells: {
      u1: { minScore: 0.5 },
      u2: { minProbability: 0.3, minConfidence: 0.3 },
      u3: { maxOpenPositions: 9, onePositionPerSymbol: false, opposite: 'allow' },
    },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const waiting =
  (id: string, type: string, isBuy: boolean, pips: number, more: Record<string, unknown> = {}) =>
  (ask: number, at: number): Record<string, unknown> => {
    const up = isBuy ? 1 : -1;
    const price = round(ask + (type === 'limit' ? -up : up) * pips * PIP);
    const entry = type === 'stop_limit' ? round(price - up * 1.5 * PIP) : price;
    return {
      ...{ signal_id: id, symbol: 'EURUSD', timeframe: 'M5', pattern_type: 'M5_BOS', direction: isBuy ? 'BUY' : 'SELL' },
      ...{ timestamp: new Date(at).toISOString(), order_type: type, valid_for: 1_800 },
      ...(type === 'stop_limit' ? { price } : {}),
      price_levels: { entry, stop_loss: round(entry - up * 10 * PIP), take_profit: round(entry + up * 30 * PIP) },
      ...more,
    };
  };

/** Each kind of waiting order, on both sides, again and again: alone, with a short end, in groups, and with other terms later. */
const ACTS: readonly Act[] = Array.from({ length: 9 }, (_, at) => at * 160 + 9).flatMap((tick, turn): Act[] => {
  const isBuy = turn % 2 === 0;
  return [
    { tick, signal: waiting(`limit-${turn}`, 'limit', isBuy, 4) },
    { tick: tick + 12, signal: waiting(`stop-${turn}`, 'stop', !isBuy, 5) },
    { tick: tick + 24, signal: waiting(`both-${turn}`, 'stop_limit', isBuy, 5) },
    { tick: tick + 36, signal: waiting(`short-${turn}`, 'limit', isBuy, 40, { valid_for: 300 }) },
    { tick: tick + 48, signal: waiting(`up-${turn}`, 'stop', true, 6, { oco: `g${turn}` }) },
    { tick: tick + 48, signal: waiting(`down-${turn}`, 'stop', false, 6, { oco: `g${turn}` }) },
    { tick: tick + 60, signal: waiting(`moved-${turn}`, 'limit', !isBuy, 25) },
    { tick: tick + 64, replace: `moved-${turn}`, by: 20 },
  ];
});

/** Every third order that is reached is dealt in parts. */
function inParts(): Faults {
  let count = 0;
  return { strike: () => null, reached: () => ((count += 1) % 3 === 1 ? 0.4 : null) };
}

/** What was decided about each signal's waiting order, in order; the ends of time are learned with the next look. */
function storiesIn(records: readonly JournalRecord[]): ReadonlyMap<string, readonly unknown[]> {
  const stories = new Map<string, unknown[]>();
  const signalOf = new Map<string, string>();
  const add = (signalId: string | null | undefined, ...what: unknown[]): void => {
    if (signalId !== null && signalId !== undefined) stories.set(signalId, [...(stories.get(signalId) ?? []), what]);
  };
  for (const record of records) {
    if (record.type === 'order.intended') {
      const { clientOrderId, signalId, request, reserve } = record.payload;
      if (signalId !== null) signalOf.set(clientOrderId, signalId);
      const terms = 'pending' in request ? [request.pending, request.stopLoss, reserve] : [];
      if (request.op === 'open' || request.op === 'replace') add(signalId, record.at, request.op, ...terms);
    } else if (record.type === 'order.moved')
      add(signalOf.get(record.payload.clientOrderId), record.payload.pending.type, record.payload.reserve);
    else if (record.type === 'order.ended') add(signalOf.get(record.payload.clientOrderId), record.payload.how);
    else if (record.type === 'order.left') add(signalOf.get(record.payload.clientOrderId), 'left', record.payload.volume);
    else if (record.type === 'position.opened') {
      const { position, signalId } = record.payload;
      add(signalId, position.openedAt, position.entry, position.volume, position.stopLoss);
    } else if (record.type === 'position.closed') {
      const { signalId, closedAt, pnl, reason, volume } = record.payload.trade;
      add(signalId, closedAt, pnl, reason, volume);
    }
  }
  return stories;
}

test(
  'the same prices and the same waiting orders give the same decisions in a replay and live on paper',
  { timeout: 240_000 },
  async () => {
    const bars = walkedBars(1_000, Date.UTC(2026, 0, 7, 20));
    const [history, played] = [bars.slice(0, 600), bars.slice(600)];
    // None at the very moment a candle closes, at which live and replay may take the one or the other first.
    const ticks = played.flatMap((bar) => ticksOfBar(bar, POINT).map((tick) => ({ ...tick, at: tick.at + 500 })));
    const story = { config: configured(), ticks, history, acts: ACTS, faults: inParts };
    const past = storiesIn(await replayed(story));
    const now = storiesIn(await live(story));
    expect([...now]).toEqual([...past]);
    const told = JSON.stringify([...past]);
    for (const part of ['"left"', '"expired"', '"cancelled"', '"replace"', '"stop_limit"', '"limit"', '"sl"'])
      expect([part, told.includes(part)]).toEqual([part, true]);
  },
);
