import { TIMEFRAME_MS, type Bar, type Quote } from '#shared/domain';
import type { PaperTerminal } from '../adapters/paper-broker/index.ts';

/** In which order the prices of a bar are taken to have come, where a bar is all that is known. */
export const INTRABAR = ['pessimistic', 'path'] as const;
export type Intrabar = (typeof INTRABAR)[number];

/** Shares of the bar's time at which its four prices come. The close comes a second before the end of a minute. */
export const SHARES = [0, 0.25, 0.5, 59 / 60] as const;
const [OPEN, FIRST, SECOND, CLOSE] = SHARES;

export type BarPlay = {
  readonly terminal: Pick<PaperTerminal, 'replay' | 'snapshot'>;
  readonly point: number;
  readonly intrabar: Intrabar;
  /** Takes one price to the engine and lets it finish. */
  readonly price: (tick: Quote) => Promise<void>;
  /** Hears of a position that was stopped in a bar which held its target too. */
  readonly contested: (tickets: readonly string[]) => void;
};

/**
 * Plays a closed bar as prices: open, both extremes, close, and on the way each price at which a stop, a target or a waiting order
 * lies, so that all of them are dealt at their level, or at the open where that is beyond it. `path` takes a rising bar to have
 * dipped first and a falling one to have risen first. `pessimistic` lets no order of prices be worse for the account: stops in the
 * bar come before everything else, what was opened in the bar takes no target before its close, and the extreme that hurts what
 * may be opened comes last.
 */
export async function playBar(bar: Bar, play: BarPlay): Promise<void> {
  const { terminal, contested } = play;
  const isPessimistic = play.intrabar === 'pessimistic';
  const { low, high, open, close } = bar;
  const range = { symbol: bar.symbol, low, high, spread: bar.spreadPoints * play.point };
  const judge = (share: number): void => {
    if (isPessimistic) contested(terminal.replay.judgeBar({ ...range, at: momentOf(bar, share) }));
  };
  await play.price(tickOf(bar, play, open, OPEN));
  if (isPessimistic) terminal.replay.insideBar.begin();
  judge(OPEN);
  const [first, second] = isLowFirst(bar, play) ? [low, high] : [high, low];
  await leg(bar, play, [open, OPEN], [first, FIRST]);
  judge(FIRST);
  await leg(bar, play, [first, FIRST], [second, SECOND]);
  judge(SECOND);
  terminal.replay.insideBar.end();
  await leg(bar, play, [second, SECOND], [close, CLOSE]);
}

type Point = readonly [bid: number, share: number];

/** From one price to another, over every price in between at which something is triggered. What one of them opens may trigger the next. */
async function leg(bar: Bar, play: BarPlay, [from, begins]: Point, [to, ends]: Point): Promise<void> {
  const way = Math.sign(to - from);
  const spread = bar.spreadPoints * play.point;
  let bid = from;
  while (way !== 0) {
    const ahead = play.terminal.replay.insideBar
      .turningBids(bar.symbol, spread)
      .filter((at) => (at - bid) * way > 0 && (to - at) * way > 0);
    if (ahead.length === 0) break;
    bid = way > 0 ? Math.min(...ahead) : Math.max(...ahead);
    await play.price(tickOf(bar, play, bid, begins + ((ends - begins) * (bid - from)) / (to - from)));
  }
  await play.price(tickOf(bar, play, to, ends));
}

/** Pessimistic: what may be bought is filled on the way and then sees the low; what may be sold, the high. Else by the bar's own way. */
function isLowFirst(bar: Bar, { terminal, intrabar }: BarPlay): boolean {
  const isRising = bar.close >= bar.open;
  if (intrabar === 'path') return isRising;
  const { positions = [], orders = [] } = terminal.snapshot() ?? {};
  const sides = new Set(
    [...positions, ...orders].filter(({ symbol }) => symbol === bar.symbol).map(({ direction }) => direction),
  );
  return sides.size === 1 ? sides.has('SELL') : isRising;
}

export const momentOf = ({ time, timeframe }: Bar, share: number): number => time + Math.floor(share * TIMEFRAME_MS[timeframe]);

export const tickOf = (bar: Bar, { point }: Pick<BarPlay, 'point'>, bid: number, share: number): Quote => ({
  symbol: bar.symbol,
  bid,
  ask: Number((bid + bar.spreadPoints * point).toFixed(8)),
  at: momentOf(bar, share),
});
