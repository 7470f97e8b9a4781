import { orderPhase, type OrderLife, type SignalLife } from '#shared/projection';
import { Clock, DataTable, Empty, Panel, ProfitLoss, type Column } from '../../controls/index.ts';
import { countedText, msText, NOTHING, priceText, rText, signedMoneyText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { currencyOf, digitsOf } from '../reading/index.ts';

/** The orders a signal led to, and how its trade ended. */
export function OrdersPanel({ life }: { readonly life: SignalLife }) {
  const orders = useEngine(({ cockpit }) => cockpit.orders);
  const digits = useEngine(({ live }) => digitsOf(live, life.signal.symbol));
  const currency = useEngine(currencyOf);
  const own = life.orders.map((clientOrderId) => orders.get(clientOrderId)).filter((order) => order !== undefined);
  const columns: readonly Column<OrderLife>[] = [
    {
      title: 'Order',
      cell: ({ clientOrderId }) => (
        <span className="code" title={clientOrderId}>
          {clientOrderId.slice(0, 12)}
        </span>
      ),
    },
    { title: 'State', cell: orderPhase },
    {
      title: 'Resolved',
      cell: (order) => resolutionText(order),
      look: 'dim',
    },
    {
      title: 'Price',
      cell: ({ outcome }) => (outcome?.kind === 'confirmed' ? priceText(outcome.price, digits) : NOTHING),
      align: 'right',
    },
    { title: 'Answered', cell: ({ resolvedAt }) => <Clock at={resolvedAt} />, align: 'right', look: 'dim' },
  ];
  const { trade } = life;
  return (
    <Panel title="Orders" note={life.ticket === null ? undefined : `position ${life.ticket}`}>
      {own.length === 0 ? (
        <Empty>{life.orders.length === 0 ? 'No order was sent.' : droppedText(life.orders)}</Empty>
      ) : (
        <div className="panel-body" tabIndex={0} role="group" aria-label="Orders of this signal">
          <DataTable caption="Orders" columns={columns} rows={own} rowKey={({ clientOrderId }) => clientOrderId} />
        </div>
      )}
      {trade !== null && (
        <dl className="figures">
          <div>
            <dt>Closed at</dt>
            <dd>{priceText(trade.exit, digits)}</dd>
          </div>
          <div>
            <dt>Result</dt>
            <dd>
              <ProfitLoss value={trade.pnl} text={signedMoneyText(trade.pnl, currency)} />{' '}
              <span className="unit">
                {currency} · {rText(trade.r)} R
              </span>
            </dd>
          </div>
        </dl>
      )}
    </Panel>
  );
}

/** Orders of long ago leave the window's copy; their records stay. */
const droppedText = (ids: readonly string[]): string =>
  `${countedText(ids.length, 'order')} of it ${ids.length === 1 ? 'is' : 'are'} not kept here any more: look for ${ids[0] ?? ''} in the Journal.`;

/** How an order's outcome became known, and how long it was unknown. */
function resolutionText({ state, resolvedBy, unknownSince, resolvedAt }: OrderLife): string {
  if (state === 'unknown') return 'being looked for';
  if (resolvedBy === null) return NOTHING;
  if (unknownSince === null || resolvedAt === null) return `by ${resolvedBy}`;
  return `by ${resolvedBy} after ${msText(resolvedAt - unknownSince)}`;
}
