import { useMemo, useState } from 'react';
import type { BarTimeframe } from '#shared/domain';
import type { AskedLevels } from '#shared/events';
import type { LedgerPosition } from '#shared/projection';
import type { LevelHandle } from '../../candles/index.ts';
import { priceText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { digitsOf, useOldReason } from '../reading/index.ts';
import { MarketChart } from './market-chart.tsx';
import { positionOverlay } from './overlays.ts';
import { TimeframeChoice } from './timeframe-choice.tsx';
import './position-chart.css';

type PositionChartProps = {
  readonly held: LedgerPosition;
  /** The change whose effect is shown and which is not applied yet; null: none. */
  readonly asked: AskedLevels | null;
  /** Why nothing can be moved, whatever it is; null: it can. */
  readonly unavailable: string | null;
  readonly onAsk: (levels: AskedLevels) => void;
  readonly onDiscard: () => void;
};

const NO_SESSIONS: readonly string[] = [];

/** A position on its candles. Its stop and target are dragged to where they should be; what that comes to is shown before it is done. */
export function PositionChart({ held, asked, unavailable, onAsk, onDiscard }: PositionChartProps) {
  const { symbol, entry, stopLoss, takeProfit, openedAt, direction } = held.position;
  const [timeframe, setTimeframe] = useState<BarTimeframe>('M5');
  const digits = useEngine(({ live }) => digitsOf(live, symbol));
  const old = useOldReason();
  // The position is another one with each price; what lies over the candles is not.
  const overlay = useMemo(
    () => positionOverlay({ entry, stopLoss, takeProfit, openedAt, direction }),
    [entry, stopLoss, takeProfit, openedAt, direction],
  );
  const handle = (kind: LevelHandle['kind'], name: string, price: number | null, wished: unknown): readonly LevelHandle[] =>
    price === null
      ? []
      : [
          {
            ...{ kind, name, price, digits, unavailable: unavailable ?? old, onDiscard },
            asked: typeof wished === 'number' ? wished : null,
            text: (at) => priceText(at, digits),
            onAsk: (at) => onAsk(kind === 'stop' ? { stopLoss: at } : { takeProfit: at }),
          },
        ];
  const handles = [
    ...handle('stop', 'Stop', stopLoss, asked?.stopLoss),
    ...handle('target', 'Target', takeProfit, asked?.takeProfit),
  ];
  return (
    <div className="position-chart">
      <TimeframeChoice value={timeframe} onPick={setTimeframe} />
      <MarketChart
        symbol={symbol}
        timeframe={timeframe}
        around={null}
        overlay={overlay}
        sessions={NO_SESSIONS}
        handles={handles}
      />
    </div>
  );
}
