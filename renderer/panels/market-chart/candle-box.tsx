import { useCallback, useMemo } from 'react';
import type { MarketChart } from '#shared/ipc';
import { openSessions } from '#shared/results';
import { CandleChart, candlePicture, type LevelHandle, type Overlay } from '../../candles/index.ts';
import { sessionText } from '../../format/index.ts';
import { useCockpit, useEngine, useUi, type EngineView } from '../../store/index.ts';
import { digitsOf } from '../reading/index.ts';

export type CandleBoxProps = {
  readonly chart: MarketChart;
  readonly around: number | null;
  readonly overlay: Overlay;
  /** Sessions whose hours are shaded; none: nothing is. */
  readonly sessions: readonly string[];
  readonly isSmall?: boolean;
  readonly handles?: readonly LevelHandle[];
};

/** The loaded part of a chart: candles, what lies over them, the price of the moment. */
export function CandleBox({ chart, around, overlay, sessions, isSmall = false, handles = [] }: CandleBoxProps) {
  const { symbol, timeframe } = chart;
  const digits = useEngine(({ live }) => digitsOf(live, symbol));
  const look = useUi((view) => view.look);
  const picture = useMemo(() => candlePicture(chart, overlay), [chart, overlay]);
  const named = sessions.join(' ');
  const shaded = useMemo(
    () => shadedBy(picture?.slots.map(({ time }) => time) ?? [], picture?.spanMs ?? 0, named),
    [picture, named],
  );
  const follow = useFollow(symbol);
  if (picture === null) return null;
  return (
    <CandleChart
      name={`${symbol} ${timeframe}`}
      picture={picture}
      digits={digits}
      around={around}
      shaded={shaded}
      shadedBy={sessions.map(sessionText).join(', ')}
      follow={follow}
      look={look}
      isSmall={isSmall}
      handles={handles}
    />
  );
}

/** Stretches of the slots in which one of the sessions is open. */
function shadedBy(
  times: readonly number[],
  spanMs: number,
  named: string,
): readonly { readonly from: number; readonly to: number }[] {
  const wanted = named === '' ? [] : named.split(' ');
  const stretches: { from: number; to: number }[] = [];
  if (wanted.length === 0) return stretches;
  for (const time of times) {
    if (!openSessions(time).some((session) => wanted.includes(session))) continue;
    const last = stretches.at(-1);
    if (last?.to === time) last.to = time + spanMs;
    else stretches.push({ from: time, to: time + spanMs });
  }
  return stretches;
}

/** The bid of a symbol, while it is of this moment. */
const bidOf = ({ live, link }: EngineView, symbol: string): number | null =>
  link === 'live' && live?.terminal.link === 'up' ? (live.quotes.find((quote) => quote.symbol === symbol)?.bid ?? null) : null;

/** Tells the chart the price at each step of the window's clock, at most four a second, past React. */
function useFollow(symbol: string): (show: (price: number | null) => void) => () => void {
  const { engine, ticker } = useCockpit();
  return useCallback(
    (show) => {
      let shown: number | null = null;
      const look = (): void => {
        const price = bidOf(engine.getState(), symbol);
        if (price !== shown) show(price);
        shown = price;
      };
      look();
      return ticker.subscribe(look);
    },
    [engine, ticker, symbol],
  );
}
