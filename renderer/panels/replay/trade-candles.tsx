import { useMemo } from 'react';
import { BAR_TIMEFRAMES } from '#shared/domain';
import type { ReplayTradeDetail } from '#shared/ipc';
import { CandleChart, candlePicture, SPAN_MS, type Overlay } from '../../candles/index.ts';
import { useUi } from '../../store/index.ts';
import { mostDecimals } from './most-decimals.ts';

/** There is no price of the moment in a replay. */
const still = (): (() => void) => () => undefined;

/** The bars around a trade, with its levels, its entry and its exit. */
export function TradeCandles({ trade }: { readonly trade: ReplayTradeDetail }) {
  const look = useUi((view) => view.look);
  const { row, bars, everyMs } = trade;
  const timeframe = BAR_TIMEFRAMES.find((name) => SPAN_MS[name] === everyMs) ?? 'H1';
  const picture = useMemo(() => {
    const last = bars.at(-1)?.time ?? 0;
    return candlePicture(
      {
        ...{ symbol: row.symbol, timeframe, source: 'replay', complete: true, bars: [...bars] },
        known: { from: bars[0]?.time ?? 0, to: last + everyMs },
        marks: { swings: [], breaks: [], retests: [] },
      },
      overlayOf(trade),
    );
  }, [bars, everyMs, row, timeframe, trade]);
  if (picture === null) return null;
  return (
    <CandleChart
      {...{
        picture,
        look,
        follow: still,
        digits: mostDecimals(bars.slice(0, 50).map(({ close }) => close)),
        around: row.openedAt,
        shaded: [],
        shadedBy: '',
      }}
      name={`${row.symbol} ${timeframe}`}
    />
  );
}

function overlayOf({ row, stopLoss, takeProfit }: ReplayTradeDetail): Overlay {
  const isBuy = row.side === 'BUY';
  const box = (price: number, kind: 'won' | 'lost') => ({
    ...{ from: row.openedAt, to: row.closedAt, kind },
    ...{ low: Math.min(row.entry, price), high: Math.max(row.entry, price) },
  });
  return {
    levels: [
      { name: 'Entry', price: row.entry, kind: 'entry' },
      ...(stopLoss === null ? [] : [{ name: 'Stop', price: stopLoss, kind: 'stop' } as const]),
      ...(takeProfit === null ? [] : [{ name: 'Target', price: takeProfit, kind: 'target' } as const]),
    ],
    marks: [
      { at: row.openedAt, price: row.entry, text: 'in', side: isBuy ? 'below' : 'above', kind: 'event' },
      { at: row.closedAt, price: row.exit, text: 'out', side: isBuy ? 'above' : 'below', kind: 'event' },
    ],
    boxes: [...(stopLoss === null ? [] : [box(stopLoss, 'lost')]), ...(takeProfit === null ? [] : [box(takeProfit, 'won')])],
  };
}
