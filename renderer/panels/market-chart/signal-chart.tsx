import { useMemo, useState } from 'react';
import type { BarTimeframe } from '#shared/domain';
import type { OrderLife, SignalLife } from '#shared/projection';
import { Panel } from '../../controls/index.ts';
import { useEngine } from '../../store/index.ts';
import { MarketChart } from './market-chart.tsx';
import { signalOverlay } from './overlays.ts';
import { TimeframeChoice } from './timeframe-choice.tsx';
import './signal-chart.css';

/** The candles around a signal, with the detector's own swings and breaks, and what the signal asked for and came to. */
export function SignalChart({ life, orders }: { readonly life: SignalLife; readonly orders: readonly OrderLife[] }) {
  const { signal, receivedAt, strategyId } = life;
  const [timeframe, setTimeframe] = useState<BarTimeframe>(signal.timeframe);
  const sessions = useEngine(({ cockpit }) => cockpit.config.strategies[strategyId]?.sessions);
  const named = useMemo(() => (sessions ?? []).filter((session) => session !== 'any'), [sessions]);
  // The orders are another list each time; what they say changes with the signal's own life.
  const said = orders.map(({ clientOrderId, state }) => `${clientOrderId} ${state}`).join(' ');
  const overlay = useMemo(() => signalOverlay(life, orders), [life, said]);
  return (
    <Panel
      title={`${signal.symbol} candles`}
      note="bid, closed"
      end={<TimeframeChoice value={timeframe} onPick={setTimeframe} />}
      className="signal-chart"
    >
      <MarketChart symbol={signal.symbol} timeframe={timeframe} around={receivedAt} overlay={overlay} sessions={named} />
    </Panel>
  );
}
