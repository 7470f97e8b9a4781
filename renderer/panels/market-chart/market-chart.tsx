import { lazy, Suspense } from 'react';
import type { BarTimeframe } from '#shared/domain';
import type { MarketChart as Told } from '#shared/ipc';
import type { LevelHandle, Overlay } from '../../candles/index.ts';
import { Empty } from '../../controls/index.ts';
import { dateTimeText } from '../../format/index.ts';
import type { CandleBoxProps } from './candle-box.tsx';
import { useCandles } from './use-candles.ts';

/** Fetched when a chart is looked at: a start does not wait for it. */
const CandleBox = lazy(() => import('./candle-box.tsx').then((module) => ({ default: module.CandleBox })));

type MarketChartProps = {
  readonly symbol: string;
  readonly timeframe: BarTimeframe;
  /** What it is about: that moment has to be known, or it is told that it is not. Null: the newest candles. */
  readonly around: number | null;
  readonly overlay: Overlay;
  readonly sessions: readonly string[];
  readonly isSmall?: boolean;
  readonly handles?: readonly LevelHandle[];
};

/** Candles with what lies over them; where there are none, why. */
export function MarketChart({ symbol, timeframe, around, ...more }: MarketChartProps) {
  const { chart, why } = useCandles(symbol, timeframe);
  if (chart === null) return <Empty>{why ?? 'Loading the candles…'}</Empty>;
  const missing = missingOf(chart, around);
  if (missing !== null) return <Empty>{missing}</Empty>;
  const props: CandleBoxProps = { chart, around, ...more };
  return (
    <Suspense fallback={<Empty>Loading the chart…</Empty>}>
      <CandleBox {...props} />
      {why !== null && <p className="refusal">Not up to date: {why}</p>}
    </Suspense>
  );
}

/** Why nothing can be drawn; null when it can. */
function missingOf({ bars, known, timeframe }: Told, around: number | null): string | null {
  if (bars === null || bars.length === 0 || known === null)
    return `No ${timeframe} candle is known yet. They come with the first closed minutes, and with the terminal’s history.`;
  if (around === null || around >= known.from) return null;
  return (
    `The ${timeframe} candles of ${dateTimeText(around)} are not held any more: those from ${dateTimeText(known.from)} on are. ` +
    'A longer timeframe reaches further back.'
  );
}
