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
  /** Hears of a position that was stopped in a bar which held its target too. */
  readonly contested: (tickets: readonly string[]) => void;
};

/**
 * Plays a closed bar as prices: open, both extremes, close, and on the way each price at which a stop, a target or a waiting order
 * lies, so that all of them are dealt at their level, or at the open where that is beyond it. `path` takes a rising bar to have
 * dipped first and a falling one to have risen first. `pessimistic` lets no order of prices be worse for the account: stops in the
 * bar come before everything else, also those that a rule has just moved; a rule that ends a position too far against it comes next;
 * what was opened in the bar takes no target before its close; and the extreme that hurts what may be opened comes last.
 */
export async function playBar(bar: Bar, play: BarPlay): Promise<void> {
  const { terminal, contested } = play;
  const isPessimistic = play.intrabar === 'pessimistic';
  const { low, high, open, close } = bar;
  const range = { symbol: bar.symbol, low, high, spread: bar.spreadPoints * play.point };
  const stops = (share: number): void => contested(terminal.replay.judgeBar({ ...range, at: momentOf(bar, share) }));
  const judge: Judge = async ([bid, share]) => {
    if (!isPessimistic) return;
    stops(share);
    await against(bar, play, [bid, share], stops);
  };
  await play.price(tickOf(bar, play, open, OPEN));
  if (isPessimistic) terminal.replay.insideBar.begin();
  await judge([open, OPEN]);
  let from: Point = [open, OPEN];
  for (const to of extremes(bar, play)) {
    await leg(bar, play, [from, to], { judge });
    from = to;
  }
  await leg(bar, play, [from, [close, CLOSE]], { judge, last: () => terminal.replay.insideBar.last() });
  if (terminal.quote(bar.symbol)?.bid !== close) await play.price(tickOf(bar, play, close, CLOSE));
  if (isPessimistic) terminal.replay.endBar({ ...range, at: momentOf(bar, CLOSE) });
}

type Point = readonly [bid: number, share: number];
/** Ends what the bar's own extremes, or a rule against it, would have ended from here. */
type Judge = (here: Point) => Promise<void> | void;

/** From one price to another, over every price in between at which something is triggered. What one of them opens may trigger the next. */
async function leg(
  bar: Bar,
  play: BarPlay,
  [[from, begins], [to, ends]]: readonly [Point, Point],
  { judge, last }: { readonly judge: Judge; readonly last?: () => void },
): Promise<void> {
  const way = Math.sign(to - from);
  const show = async (bid: number, share: number): Promise<void> => {
    await play.price(tickOf(bar, play, bid, share));
    await judge([bid, share]);
  };
  let bid = from;
  while (way !== 0) {
    const ahead = turningBids(bar, play).filter((at) => (at - bid) * way > 0 && (to - at) * way > 0);
    if (ahead.length === 0) break;
    bid = way > 0 ? Math.min(...ahead) : Math.max(...ahead);
    await show(bid, begins + ((ends - begins) * (bid - from)) / (to - from));
  }
  last?.();
  await show(to, ends);
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
async function against(bar: Bar, play: BarPlay, [here, share]: Point, stops: (share: number) => void): Promise<void> {
  const { terminal, turns } = play;
  for (const { position, against: out } of turns?.() ?? []) {
    if (out === null) continue;
    const bid = bidOf(position, out, bar.spreadPoints * play.point);
    if (bid < bar.low || bid > bar.high) continue;
    terminal.replay.insideBar.forHeldOnly(true);
    await leg(
      bar,
      play,
      [
        [here, share],
        [bid, share],
      ],
      { judge: ([, at]) => stops(at) },
    );
    terminal.replay.insideBar.forHeldOnly(false);
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
