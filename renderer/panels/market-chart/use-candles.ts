import { useEffect, useState } from 'react';
import type { BarTimeframe } from '#shared/domain';
import type { MarketChart } from '#shared/ipc';
import { useAct, useNow } from '../../store/index.ts';

/** A bar is closed once a minute at most; it is looked for a little more often, so that it is seen soon after. */
const LOOK_MS = 20_000;

/** Candles as they were told last, and why none were; both null: not told yet. */
export type Candles = { readonly chart: MarketChart | null; readonly why: string | null };
const NOT_YET: Candles = { chart: null, why: null };

/** The newest moment that is known, and what is marked: what a drawing differs by. */
const stampOf = ({ known, marks }: MarketChart): string =>
  [known?.to, marks.swings.length, marks.breaks.length, marks.retests.at(-1)?.end].join(' ');

/** The candles of a symbol, asked for again while they are looked at. What did not change keeps its identity. */
export function useCandles(symbol: string, timeframe: BarTimeframe): Candles {
  const act = useAct();
  const look = useNow(LOOK_MS);
  const [found, setFound] = useState<Candles>(NOT_YET);
  useEffect(() => {
    let isHere = true;
    void act.chart({ symbol, timeframe, from: null, to: null }).then((answer) => {
      if (!isHere) return;
      setFound((before) => {
        if (!answer.ok) return { chart: before.chart, why: answer.error.detail };
        const { value } = answer;
        const isSame =
          before.chart?.symbol === symbol && before.chart.timeframe === timeframe && stampOf(before.chart) === stampOf(value);
        return isSame && before.why === null ? before : { chart: value, why: null };
      });
    });
    return () => {
      isHere = false;
    };
  }, [act, symbol, timeframe, look]);
  // Of the timeframe before nothing is shown under the name of this one.
  return found.chart !== null && (found.chart.symbol !== symbol || found.chart.timeframe !== timeframe)
    ? { ...found, chart: null }
    : found;
}
