import { useMemo } from 'react';
import type { ApprovalCard } from '#shared/events';
import { useEngine } from '../../store/index.ts';
import { MarketChart } from './market-chart.tsx';
import { cardOverlay } from './overlays.ts';
import './card-chart.css';

const NO_SESSIONS: readonly string[] = [];

/** The last candles before the question, with what would be risked and aimed at. */
export function CardChart({ card }: { readonly card: ApprovalCard }) {
  const timeframe = useEngine(({ cockpit }) => cockpit.signals.get(card.signalId)?.signal.timeframe ?? 'M5');
  const overlay = useMemo(() => cardOverlay(card), [card]);
  return (
    <div className="card-chart">
      <MarketChart symbol={card.symbol} timeframe={timeframe} around={null} overlay={overlay} sessions={NO_SESSIONS} isSmall />
    </div>
  );
}
