import { TIMEFRAME_MS, type Bar, type Position, type Quote } from '#shared/domain';
import type { Turns } from '#engine';
import type { PaperTerminal } from '../adapters/paper-broker/index.ts';

/** In which order the prices of a bar are taken to have come, where a bar is all that is known. */
export const INTRABAR = ['pessimistic', 'path'] as const;
export type Intrabar = (typeof INTRABAR)[number];

/** Shares of the bar's time at which its four prices come. The close comes a second before the end of a minute. */
export const SHARES = [0, 0.25, 0.5, 59 / 60] as const;
const [OPEN, FIRST, SECOND, CLOSE] = SHARES;
/** Of an extreme that comes twice. */
const THIRD = 0.75;

export type BarPlay = {
  readonly terminal: Pick<PaperTerminal, 'replay' | 'snapshot' | 'quote'>;
  readonly point: number;
  readonly intrabar: Intrabar;
  /** Where the rules of managed positions act next; absent: nothing is managed. */
  readonly turns?: () => readonly Turns[];
  /** Takes one price to the engine and lets it finish. */
  readonly price: (tick: Quote) => Promise<void>;
  /** Lets the engine finish with what was dealt without a price; absent: nothing hears of it. */
  readonly settled?: () => Promise<void>;
  /** Hears of a position that was stopped in a bar which held its target too. */
  readonly contested: (tickets: readonly string[]) => void;
};

/** The next price of a bar, on its way to the point with this number: open, extremes, close. */
export type Step = { readonly tick: Quote; readonly leg: number; readonly isClose: boolean };
/**
 * A bar price by price. Each is answered with true once it was shown, or with false: what is next has to be looked for once more.
 * Null: something was dealt, and the engine has to hear of it first.
 */
export type BarWay = Generator<Step | null, void, boolean>;

/** What comes next of a bar, once the engine is through with what was dealt without a price; null: it is over. */
export async function nextStep(way: BarWay, wasShown: boolean, { settled }: Pick<BarPlay, 'settled'>): Promise<Step | null> {
  let next = way.next(wasShown);
  while (next.done !== true && next.value === null) {
    await settled?.();
    next = way.next(true);
  }
  return next.done === true ? null : next.value;
}

/** One price of a bar. At its close everything may take its target. */
export async function showStep({ tick, isClose }: Step, { terminal, price }: Pick<BarPlay, 'terminal' | 'price'>): Promise<void> {
  if (isClose) terminal.replay.insideBar.last(tick.symbol);
  await price(tick);
}

/**
 * The prices of a closed bar, one at a time: open, both extremes, close, and on the way each price at which a stop, a target or a
 * waiting order lies, so that all of them are dealt at their level, or at the open where that is beyond it. `path` takes a rising bar
 * to have dipped first and a falling one to have risen first. `pessimistic` lets no order of prices end worse for the account: stops
 * in the bar come before everything else, also those that a rule has just moved; a rule that ends a position too far against it comes
 * next; what was opened in the bar takes no target before its close; and the extreme that hurts what may be opened comes last.
 */
export function* barWay(bar: Bar, play: BarPlay): BarWay {
  const { terminal } = play;
  const isPessimistic = play.intrabar === 'pessimistic';
  const { low, high, open, close } = bar;
  const range = { symbol: bar.symbol, low, high, spread: bar.spreadPoints * play.point };
  const judge: Judge = function* ([bid, share], leg) {
    if (!isPessimistic) return;
    yield* judgeStops(bar, play, share);
    yield* against(bar, play, [bid, share], leg);
  };
  while (!(yield stepOf(bar, play, [open, OPEN], 0)));
  if (isPessimistic) terminal.replay.insideBar.begin(bar.symbol);
  yield* judge([open, OPEN], 0);
  let [from, leg]: [Point, number] = [[open, OPEN], 0];
  for (const to of extremes(bar, play)) {
    leg += 1;
    yield* barLeg(bar, play, [from, to], { judge, leg });
    from = to;
  }
  yield* barLeg(bar, play, [from, [close, CLOSE]], { judge, leg: CLOSE_LEG });
  while (terminal.quote(bar.symbol)?.bid !== close) yield stepOf(bar, play, [close, CLOSE], CLOSE_LEG);
  if (!isPessimistic) return;
  terminal.replay.endBar({ ...range, at: momentOf(bar, CLOSE) });
  yield null;
}

/** The number of the way to the close. */
export const CLOSE_LEG = 9;
export type Point = readonly [bid: number, share: number];
/** Ends what the bar's own extremes, or a rule against it, would have ended from here. */
type Judge = (here: Point, leg: number) => BarWay;

const stepOf = (bar: Bar, play: BarPlay, [bid, share]: Point, leg: number): Step => ({
  tick: tickOf(bar, play, bid, share),
  leg,
  isClose: leg === CLOSE_LEG && share === CLOSE,
});

/** Closes what a stop in the bar would have ended. */
export function* judgeStops(bar: Bar, { terminal, contested, point }: BarPlay, share: number): BarWay {
  const { symbol, low, high } = bar;
  contested(terminal.replay.judgeBar({ symbol, low, high, spread: bar.spreadPoints * point, at: momentOf(bar, share) }));
  yield null;
}

/** From one price to another, over every price in between at which something is triggered. What one of them opens may trigger the next. */
export function* barLeg(
  bar: Bar,
  play: BarPlay,
  [[from, begins], [to, ends]]: readonly [Point, Point],
  { judge, leg }: { readonly judge: Judge; readonly leg: number },
): BarWay {
  const way = Math.sign(to - from);
  let bid = from;
  for (;;) {
    const at = bid;
    const ahead = way === 0 ? [] : turningBids(bar, play).filter((one) => (one - at) * way > 0 && (to - one) * way > 0);
    const next = ahead.length === 0 ? to : way > 0 ? Math.min(...ahead) : Math.max(...ahead);
    const share = ahead.length === 0 ? ends : begins + ((ends - begins) * (next - from)) / (to - from);
    if (!(yield stepOf(bar, play, [next, share], leg))) continue;
    yield* judge([next, share], leg);
    if (ahead.length === 0) return;
    bid = next;
  }
}

/** The bids at which the broker or a rule does something. */
function turningBids(bar: Bar, { terminal, point, turns }: BarPlay): readonly number[] {
  const spread = bar.spreadPoints * point;
  return [
    ...terminal.replay.insideBar.turningBids(bar.symbol, spread),
    ...(turns?.() ?? []).flatMap(({ position, ahead, against: out }) =>
      [...ahead, ...(out === null ? [] : [out])].map((price) => bidOf(position, price, spread)),
    ),
  ];
}

/** Shows positions that a rule ends when they are too far against the price at which it does, where that lies in the bar. */
function* against(bar: Bar, play: BarPlay, [here, share]: Point, leg: number): BarWay {
  const { terminal, turns } = play;
  const judge: Judge = ([, at]) => judgeStops(bar, play, at);
  for (const { position, against: out } of turns?.() ?? []) {
    if (out === null) continue;
    const bid = bidOf(position, out, bar.spreadPoints * play.point);
    if (bid < bar.low || bid > bar.high) continue;
    terminal.replay.insideBar.forHeldOnly(bar.symbol, true);
    const there = [[here, share], [bid, share]] as const; // prettier-ignore
    yield* barLeg(bar, play, there, { judge, leg });
    terminal.replay.insideBar.forHeldOnly(bar.symbol, false);
  }
}

const bidOf = ({ direction }: Pick<Position, 'direction'>, price: number, spread: number): number =>
  direction === 'BUY' ? price : Number((price - spread).toFixed(8));

/**
 * The bar's extremes in the order in which they come. Pessimistic: what is bought sees the high before the low, what is sold the low
 * before the high, and where both are there one of them comes twice. Else by the bar's own way.
 */
function extremes(bar: Bar, { terminal, intrabar }: BarPlay): readonly Point[] {
  const { low, high } = bar;
  const isRising = bar.close >= bar.open;
  const inTurn = (isLowFirst: boolean): readonly Point[] =>
    isLowFirst ? [[low, FIRST], [high, SECOND]] : [[high, FIRST], [low, SECOND]]; // prettier-ignore
  if (intrabar === 'path') return inTurn(isRising);
  const { positions = [], orders = [] } = terminal.snapshot() ?? {};
  const sides = new Set(
    [...positions, ...orders].filter(({ symbol }) => symbol === bar.symbol).map(({ direction }) => direction),
  );
  // An order that the second extreme fills would see a third one as its gain.
  if (sides.size === 2 && orders.every(({ symbol }) => symbol !== bar.symbol))
    return [...inTurn(isRising), [isRising ? low : high, THIRD]];
  return inTurn(sides.size === 1 ? sides.has('SELL') : isRising);
}

export const momentOf = ({ time, timeframe }: Bar, share: number): number => time + Math.floor(share * TIMEFRAME_MS[timeframe]);

export const tickOf = (bar: Bar, { point }: Pick<BarPlay, 'point'>, bid: number, share: number): Quote => ({
  symbol: bar.symbol,
  bid,
  ask: Number((bid + bar.spreadPoints * point).toFixed(8)),
  at: momentOf(bar, share),
});
