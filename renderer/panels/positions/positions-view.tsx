import { isTheirs, type LedgerPosition } from '#shared/projection';
import { Button, ColumnsMenu, SortTable, Empty, Money, Panel, useColumns, View, type Column } from '../../controls/index.ts';
import { countText, signedMoneyText } from '../../format/index.ts';
import { useAct, useAsk, useEngine, useIsThen } from '../../store/index.ts';
import { OrderTicket } from '../order/index.ts';
import { currencyOf, openProfit, useIsOld, useNoneHeld } from '../reading/index.ts';
import { useState } from 'react';
import { useHeldPositions } from './held-positions.ts';
import { moreColumns, positionColumns } from './position-columns.tsx';
import { ReversalNotes } from './reversal-notes.tsx';
import { PositionPanel } from './position-panel.tsx';
import { WorkingOrders } from './working-orders.tsx';

export function PositionsView() {
  const held = useHeldPositions();
  const live = useEngine((view) => view.live);
  const currency = useEngine(currencyOf);
  const old = useIsOld();
  const none = useNoneHeld('open position');
  const isThen = useIsThen();
  const sum = held.reduce((total, { position }) => total + openProfit(position), 0);
  const [picked, setPicked] = useState<string | null>(null);
  const chosen = held.find(({ position }) => position.ticket === picked) ?? held[0] ?? null;
  const { shown, ...choice } = useColumns('positions', [
    ...positionColumns(live, currency),
    ...moreColumns,
    actColumn(chosen, setPicked),
  ]);
  return (
    <View
      title="Positions"
      summary={
        held.length === 0 ? undefined : `${countText(held.length)} open, ${signedMoneyText(sum, currency)} ${currency} floating`
      }
    >
      <div className="stacked">
        <Panel
          title="Open positions"
          note={old ? 'last known' : undefined}
          end={
            <>
              <AtStops />
              {held.length > 0 && <ColumnsMenu choice={choice} of="Open positions" />}
            </>
          }
        >
          {held.length === 0 ? (
            <Empty>
              {none} <b>A filled order appears here with its way from stop to target.</b>
            </Empty>
          ) : (
            <div className="panel-body" tabIndex={0} role="group" aria-label="Open positions">
              <SortTable
                list="positions"
                caption="Open positions"
                columns={shown}
                rows={held}
                rowKey={({ position }) => position.ticket}
                old={old}
              />
            </div>
          )}
        </Panel>
        <ReversalNotes />
        {chosen !== null && <PositionPanel key={chosen.position.ticket} held={chosen} />}
        <WorkingOrders />
        {!isThen && <OrderTicket />}
      </div>
    </View>
  );
}

/** What all stops together would cost. */
function AtStops() {
  const atStops = useEngine(({ live }) => live?.room?.openRisk ?? null);
  const currency = useEngine(currencyOf);
  if (atStops === null) return null;
  return (
    <>
      at all stops <Money value={-atStops} currency={currency} />
    </>
  );
}

const actColumn = (chosen: LedgerPosition | null, onPick: (ticket: string) => void): Column<LedgerPosition> => ({
  title: 'Act',
  stays: true,
  cell: (row) => (
    <span className="row-acts">
      <Manage held={row} isChosen={row === chosen} onPick={() => onPick(row.position.ticket)} />
      <CloseAct held={row} />
    </span>
  ),
});

type ManageProps = { readonly held: LedgerPosition; readonly isChosen: boolean; readonly onPick: () => void };

/** Puts a position into the panel below, where it is managed. */
function Manage({ held: { position }, isChosen, onPick }: ManageProps) {
  return (
    <button type="button" className="btn small" aria-pressed={isChosen} onClick={onPick}>
      Manage<span className="unseen"> {`${position.symbol} ${position.ticket}`}</span>
    </button>
  );
}

/** Closing takes risk away: it is never blocked, only confirmed. What others opened is theirs. */
function CloseAct({ held }: { readonly held: LedgerPosition }) {
  const { position } = held;
  const act = useAct();
  const { asked, refusal } = useAsk(`close:${position.ticket}`);
  if (isTheirs(held)) return <span className="dim">not ours</span>;
  return (
    <>
      <Button
        needs="position.close"
        size="small"
        about={`${position.symbol} ${position.ticket}`}
        unavailable={asked ? 'Asked; waiting for the terminal' : null}
        onClick={() => act.openDialog({ kind: 'close', ticket: position.ticket })}
      >
        {asked ? 'Asked…' : 'Close…'}
      </Button>
      {refusal !== null && <span className="refusal">{refusal}</span>}
    </>
  );
}
