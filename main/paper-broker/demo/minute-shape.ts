import { TIMEFRAME_MS, type Bar, type Quote } from '#shared/domain';
import { tidy, type PaperSymbol } from '../account/index.ts';
import { createChance, gaussian, hash32, type Chance } from '../chance/index.ts';
import type { Character } from './character.ts';
import { activityAt, spreadAt } from './session-shape.ts';
import type { WalkMinute } from './walk.ts';

/** What a minute of one symbol is made from. */
export type Moulding = {
  readonly seed: number;
  readonly character: Character;
  readonly spec: PaperSymbol;
  readonly number: number;
  /** Spreads widen around the turn of the trading day. */
  readonly hasTurn: boolean;
};

/** One minute of one symbol before its ticks are known: they are made to fit it, so a bar can be had without them. */
export type MinuteShape = {
  readonly bar: Bar;
  /** The close before rounding to ticks: rounding must not add up over days. */
  readonly exactClose: number;
};

/** Volatility inside a minute, in units: what the extremes reach beyond open and close. */
const INSIDE = 1.05;
/** Ticks a minute: one to four a second, by activity. */
const TICKS_MIN = 60;
const TICKS_MAX = 220;

/** The walk's step at a moment as a change of the logarithm of the price: the hour and the mood stretch it. */
export const logStep = (character: Character, walk: WalkMinute, time: number): number =>
  (walk.steps.get(character.symbol) ?? 0) * stretch(character, walk, time);

const stretch = (character: Character, walk: WalkMinute, time: number): number => activityAt(time) * walk.level * character.unit;

/** Shapes a minute: the close from the walk's step, the extremes as a Brownian bridge between open and close would have them. */
export function shapeMinute(moulding: Moulding, walk: WalkMinute, time: number, exactOpen: number): MinuteShape {
  const { seed, character, spec, number } = moulding;
  const chance = createChance(hash32(seed, walk.index, number));
  const exactClose = exactOpen * Math.exp(logStep(character, walk, time));
  const inside = INSIDE * stretch(character, walk, time) * exactOpen;
  const reach = (): number => Math.sqrt((exactClose - exactOpen) ** 2 - 2 * inside * inside * Math.log(1 - chance()));
  const middle = (exactOpen + exactClose) / 2;
  const toTick = (price: number): number => tidy(Math.round(price / spec.tickSize) * spec.tickSize);
  const pace = Math.round(90 * activityAt(time) * walk.level * (0.7 + 0.6 * chance()));
  const bar: Bar = {
    symbol: character.symbol,
    timeframe: 'M1',
    time,
    open: toTick(exactOpen),
    high: toTick(middle + reach() / 2),
    low: toTick(middle - reach() / 2),
    close: toTick(exactClose),
    volume: Math.min(TICKS_MAX, Math.max(TICKS_MIN, pace)),
    spreadPoints: spreadPoints(moulding, time, walk.level, chance),
    source: 'live',
  };
  return { bar, exactClose };
}

/** Wider in thin hours and in busy moods, never below one point. */
function spreadPoints({ character, hasTurn }: Moulding, time: number, level: number, chance: Chance): number {
  return Math.max(
    1,
    Math.round(character.spreadPoints * spreadAt(time, hasTurn) * Math.max(1, level) * Math.exp(0.15 * gaussian(chance))),
  );
}

/**
 * The ticks of a shaped minute: they open, reach both extremes (a rising bar its low first), close, and stay between, so
 * that putting them together again gives exactly the shape. They depend on nothing but the shape and the seed.
 */
export function ticksOfShape(moulding: Moulding, walk: WalkMinute, { bar }: MinuteShape): readonly Quote[] {
  const { seed, spec, number } = moulding;
  const chance = createChance(hash32(seed, walk.index, number, 7));
  const count = bar.volume;
  const [first, second] = bar.close >= bar.open ? [bar.low, bar.high] : [bar.high, bar.low];
  const turns = [
    { at: 0, price: bar.open },
    { at: 1 + Math.floor((0.1 + 0.3 * chance()) * count), price: first },
    { at: 1 + Math.floor((0.5 + 0.35 * chance()) * count), price: second },
    { at: count - 1, price: bar.close },
  ] as const;
  const noise = (bar.high - bar.low) * 0.08;
  const slot = TIMEFRAME_MS.M1 / count;
  const ticks: Quote[] = [];
  for (let i = 0, turn = 0; i < count; i += 1) {
    while (turn < 2 && i > (turns[turn + 1]?.at ?? 0)) turn += 1;
    const from = turns[turn as 0 | 1 | 2];
    const to = turns[(turn + 1) as 1 | 2 | 3];
    const straight = from.price + ((to.price - from.price) * (i - from.at)) / (to.at - from.at);
    const fixed = i === from.at || i === to.at;
    const loose = Math.min(bar.high, Math.max(bar.low, straight + (chance() - 0.5) * 2 * noise));
    const bid = fixed ? straight : Math.round(loose / spec.tickSize) * spec.tickSize;
    const spread = i === count - 1 ? bar.spreadPoints : spreadPoints(moulding, bar.time, walk.level, chance);
    const at = bar.time + Math.floor((i + chance()) * slot);
    ticks.push({ symbol: bar.symbol, bid: tidy(bid), ask: tidy(bid + spread * spec.point), at });
  }
  return ticks;
}
