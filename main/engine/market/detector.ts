import { directionOf, TIMEFRAME_MS, type Bar } from '#shared/domain';
import { assert } from '#shared/lib';
import { detectedStrategy } from '#shared/strategies';
import { atrValue, foldAtr } from './atr.ts';
import { armRetest, endRetest, foldRetest, type Retest } from './break-retest.ts';
import { pushCandle } from './candle-ring.ts';
import { addMinute, isLastMinute, isLeftBehind } from './five-minutes.ts';
import type { SymbolMarket } from './market-state.ts';
import { addToWindow } from './rank-window.ts';
import { bracket, setupId, type DetectorSpec, type Setup } from './setup.ts';
import { breakStop, retestStop } from './stop-distance.ts';
import { foldStructure, type StructureBreak } from './structure.ts';

const RETESTS_MAX = 16;
const NOTHING: readonly Setup[] = Object.freeze([]);
const OF_BREAKS = detectedStrategy('break');
const OF_RETESTS = detectedStrategy('retest');

/**
 * Takes one closed M1 bar and returns the setups it completed. Bars that are not M1, or not later than the last one, are
 * counted and left out. An M5 candle closes with its last minute, or when a later minute shows that the rest is missing.
 */
export function onBar(market: SymbolMarket, bar: Bar, spec: DetectorSpec): readonly Setup[] {
  assert(bar.symbol === market.symbol, 'a bar goes to the market of its own symbol');
  if (bar.timeframe !== 'M1' || bar.time <= market.lastTime) {
    market.ignoredBars += 1;
    return NOTHING;
  }
  noteGap(market, bar.time);
  market.lastTime = bar.time;
  const late = isLeftBehind(market.forming, bar.time) ? closeFiveMinutes(market, spec) : null;
  const triggered = closeMinute(market, bar, spec);
  // The M1 bar goes first: a break made by this very close must not count it as the M1 break that has to follow.
  const made = isLastMinute(bar.time) ? closeFiveMinutes(market, spec) : null;
  if (late === null && triggered === null && made === null) return NOTHING;
  return [late, triggered, made].filter((setup) => setup !== null);
}

function noteGap(market: SymbolMarket, time: number): void {
  const expected = market.lastTime + TIMEFRAME_MS.M1;
  if (market.lastTime < 0 || time <= expected) return;
  market.missingMinutes += Math.round((time - expected) / TIMEFRAME_MS.M1);
  market.lastGap = { from: expected, to: time };
}

function closeMinute(market: SymbolMarket, bar: Bar, spec: DetectorSpec): Setup | null {
  const { settings, retest } = market;
  pushCandle(market.m1, bar, 1);
  foldAtr(market.atrM1, bar.high, bar.low, bar.close);
  addMinute(market.forming, bar);
  const atrM1 = atrValue(market.atrM1);
  if (retest === null || atrM1 === null) return null;
  const spread = bar.spreadPoints * spec.point;
  foldRetest(retest, bar, { atrM1, atrM5: market.atrM5.value, spread, pip: spec.pip, slack: slackOf(spec) }, settings);
  if (retest.phase !== 'ended') return null;
  retire(market, retest);
  return retest.end === 'triggered' ? retestSetup(market, retest, bar, atrM1, spec) : null;
}

/** Closes the forming M5 candle, whose minutes are all known. */
function closeFiveMinutes(market: SymbolMarket, spec: DetectorSpec): Setup | null {
  const { forming, m5, settings, structure } = market;
  pushCandle(m5, forming, forming.minutes);
  forming.minutes = 0;
  foldAtr(market.atrM5, forming.high, forming.low, forming.close);
  const atr = atrValue(market.atrM5);
  if (atr === null) return null;
  addToWindow(market.atrWindow, atr);
  const spread = forming.spreadPoints * spec.point;
  const made = foldStructure(structure, m5, { atr, spread, slack: slackOf(spec) }, settings);
  if (made === null) return null;
  if (market.retest !== null) {
    endRetest(market.retest, market.retest.side === made.side ? 'newer-break' : 'opposite-break', made.at);
    retire(market, market.retest);
  }
  market.retest = armRetest(made);
  return breakSetup(market, made, spread, spec);
}

/** Decimal prices carry float noise of far less than a thousandth of a point; ties are decided on the grid, not by it. */
const slackOf = (spec: DetectorSpec): number => spec.point / 1000;

function retire(market: SymbolMarket, retest: Retest): void {
  market.retest = null;
  market.retests.push(retest);
  if (market.retests.length > RETESTS_MAX) market.retests.shift();
}

function breakSetup(market: SymbolMarket, made: StructureBreak, spread: number, spec: DetectorSpec): Setup | null {
  const stop = breakStop(made, market.structure, spread, spec, market.settings);
  const prices = bracket(made.side, made.close, stop, market.settings.rewardRiskBos, spec);
  if (OF_BREAKS === null || prices === null) return null;
  const { pattern, timeframe } = OF_BREAKS;
  return {
    id: setupId(market.symbol, pattern, made.side, made.level, spec.point, made.at),
    symbol: market.symbol,
    timeframe,
    pattern,
    kind: made.kind,
    side: made.side,
    ...prices,
    levels: {
      currentPrice: made.close,
      previousHigh: made.previousHigh,
      previousLow: made.previousLow,
      structureBreak: made.level,
      breakLevel: null,
      retestLevel: null,
    },
    trigger: null,
    atr: made.atr,
    madeAt: made.at,
    fromHistory: market.forming.fromHistory,
  };
}

function retestSetup(market: SymbolMarket, retest: Retest, bar: Bar, atrM1: number, spec: DetectorSpec): Setup | null {
  const { settings, structure, symbol } = market;
  const madeAt = bar.time + TIMEFRAME_MS.M1;
  const base = retest.triggerBase ?? retest.level;
  const stop = retestStop(retest, bar.close, atrM1, bar.spreadPoints * spec.point, spec, settings);
  const prices = bracket(retest.side, bar.close, stop, settings.rewardRiskRetest, spec);
  if (OF_RETESTS === null || prices === null) return null;
  const { pattern, timeframe } = OF_RETESTS;
  return {
    id: setupId(symbol, pattern, retest.side, retest.level, spec.point, madeAt),
    symbol,
    timeframe,
    pattern,
    kind: retest.kind,
    side: retest.side,
    ...prices,
    levels: {
      currentPrice: bar.close,
      previousHigh: structure.high?.price ?? null,
      previousLow: structure.low?.price ?? null,
      structureBreak: retest.level,
      breakLevel: retest.level,
      retestLevel: retest.retestExtreme,
    },
    trigger: {
      base,
      price: Number((base + directionOf(retest.side) * settings.triggerPips * spec.pip).toFixed(spec.digits + 2)),
    },
    atr: atrM1,
    madeAt,
    fromHistory: bar.source === 'history',
  };
}
