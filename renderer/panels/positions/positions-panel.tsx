import { Empty, Panel } from '../../controls/index.ts';
import { SortTable } from '../../controls/index.ts';
import { clockText, countedText, countText, moneyText, signedMoneyText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { currencyOf, isHeldKnown, openProfit, useIsOld, useNoneHeld } from '../reading/index.ts';
import { deckColumns } from './position-columns.tsx';
import { useHeldPositions } from './held-positions.ts';
import './positions-panel.css';

/** The deck's list of positions, with the sum beside what all stops would cost. */
export function PositionsPanel() {
  const held = useHeldPositions();
  const live = useEngine((view) => view.live);
  const currency = useEngine(currencyOf);
  const old = useIsOld();
  const isKnown = useEngine(isHeldKnown);
  const none = useNoneHeld('open position');
  const atStops = live?.room?.openRisk ?? null;
  const working = live?.orders.length ?? 0;
  const sum = held.reduce((total, { position }) => total + openProfit(position), 0);
  const snapshot = isKnown
    ? `last snapshot ${clockText((live?.at ?? 0) - (live?.terminal.ageMs ?? 0))}`
    : 'from the journal, no snapshot yet';
  const rest = old ? `, ${snapshot}` : working === 0 ? '' : ` · ${countedText(working, 'working order')}`;
  const note = live === null || (!isKnown && held.length === 0) ? undefined : `${countText(held.length)} open${rest}`;
  const end =
    held.length === 0 ? undefined : (
      <>
        Open <b className={old ? '' : 'strong lit'}>{signedMoneyText(sum, currency)}</b> {currency}
        {atStops !== null && <span className="roomy"> · at stops {moneyText(-atStops, currency)}</span>}
      </>
    );
  return (
    <Panel title="Positions" note={note} end={end} className="tight">
      {held.length === 0 ? (
        <Empty>{none}</Empty>
      ) : (
        <div className="panel-body short" tabIndex={0} role="group" aria-label="Open positions">
          <SortTable
            list="positions"
            caption="Open positions"
            columns={deckColumns(live, currency)}
            rows={held}
            rowKey={({ position }) => position.ticket}
            old={old}
          />
        </div>
      )}
    </Panel>
  );
}
