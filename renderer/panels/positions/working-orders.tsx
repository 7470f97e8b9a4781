import { distanceTo, pendingName, type PendingOrder } from '#shared/domain';
import { isResting, type OrderLife } from '#shared/projection';
import { Button, SortTable, Empty, Panel, Tag, type Column } from '../../controls/index.ts';
import { countText, dateTimeText, lotsText, moneyText, NOTHING, priceText } from '../../format/index.ts';
import { useAct, useAsk, useEngine, type EngineView } from '../../store/index.ts';
import { currencyOf, digitsOf, useIsOld, useNoneHeld } from '../reading/index.ts';

const NO_ORDERS: readonly never[] = [];

/** A working order at the terminal, and the entry of ours that it is; null for what others placed. */
type Row = { readonly order: PendingOrder; readonly entry: OrderLife | null };

/** Orders that wait at the broker: how far the market is from them, when they end, what they reserve. Ours can be cancelled. */
export function WorkingOrders() {
  const orders = useEngine(({ live }) => live?.orders ?? NO_ORDERS);
  const entries = useEngine(({ cockpit }) => cockpit.orders);
  const none = useNoneHeld('working order');
  const live = useEngine((view) => view.live);
  const currency = useEngine(currencyOf);
  const old = useIsOld();
  const rows = orders.map((order): Row => ({ order, entry: entryOf(entries, order) }));
  return (
    <Panel
      title="Working orders"
      note={orders.length === 0 ? undefined : `${countText(orders.length)}, ${old ? 'last known' : 'the stop cancels ours'}`}
    >
      {orders.length === 0 ? (
        <Empty>{none}</Empty>
      ) : (
        <div className="panel-body" tabIndex={0} role="group" aria-label="Working orders">
          <SortTable
            list="orders"
            caption="Working orders"
            columns={columnsOf(live, currency)}
            rows={rows}
            rowKey={({ order }) => order.ticket}
            old={old}
          />
        </div>
      )}
    </Panel>
  );
}

function entryOf(entries: EngineView['cockpit']['orders'], { ticket, clientOrderId }: PendingOrder): OrderLife | null {
  const named = clientOrderId === null ? undefined : entries.get(clientOrderId);
  return named ?? [...entries.values()].find((entry) => entry.state === 'working' && entry.ticket === ticket) ?? null;
}

function columnsOf(live: EngineView['live'], currency: string): readonly Column<Row>[] {
  const price = (title: string, of: (order: PendingOrder) => number | null): Column<Row> => ({
    title,
    cell: ({ order }) => priceText(of(order), digitsOf(live, order.symbol)),
    align: 'right',
    by: ({ order }) => of(order),
  });
  return [
    {
      title: 'Symbol',
      by: ({ order }) => order.symbol,
      cell: ({ order, entry }) => (
        <>
          {order.symbol}
          {entry === null && (
            <>
              {' '}
              <Tag>foreign</Tag>
            </>
          )}
        </>
      ),
    },
    {
      title: 'Order',
      cell: ({ order }) => nameOf(order),
      look: 'side',
      by: ({ order }) => nameOf(order),
    },
    { title: 'Lots', cell: ({ order }) => lotsText(order.volume), align: 'right', by: ({ order }) => order.volume },
    price('Price', (order) => order.price),
    { title: 'Away', cell: ({ order }) => awayText(live, order), align: 'right', by: ({ order }) => awayPoints(live, order) },
    price('Stop', (order) => order.stopLoss),
    price('Target', (order) => order.takeProfit),
    {
      title: `Reserved ${currency}`,
      cell: ({ entry }) => (entry === null ? NOTHING : moneyText(entry.reserve, currency)),
      align: 'right',
      by: ({ entry }) => entry?.reserve ?? null,
    },
    { title: 'Ends', cell: (row) => <Ends row={row} />, align: 'right', look: 'dim', by: endOf },
    { title: 'Ticket', cell: ({ order }) => order.ticket, look: 'dim', by: ({ order }) => order.ticket },
    { title: 'Act', cell: (row) => <CancelAct row={row} /> },
  ];
}

const nameOf = ({ type, direction }: PendingOrder): string => (type === undefined ? direction : pendingName({ type }, direction));

/** How far the market still has to go, in points of the last digit shown; null: no price of it is known. */
function awayPoints(live: EngineView['live'], order: PendingOrder): number | null {
  const quote = live?.quotes.find(({ symbol }) => symbol === order.symbol);
  if (quote === undefined || order.type === undefined) return null;
  return Math.round(distanceTo({ type: order.type, price: order.price }, order.direction, quote) * 10 ** quote.digits);
}

function awayText(live: EngineView['live'], order: PendingOrder): string {
  const points = awayPoints(live, order);
  return points === null ? NOTHING : `${countText(points)} pt`;
}

function endOf({ order, entry }: Row): number | null {
  const asked = entry?.request.op === 'open' ? (entry.request.pending?.expiresAt ?? null) : null;
  return order.expiresAt ?? asked;
}

function Ends({ row }: { readonly row: Row }) {
  const at = endOf(row);
  return at === null ? <>{NOTHING}</> : <>{dateTimeText(at)}</>;
}

/** Cancelling takes risk away: it is never blocked. What others placed is theirs. */
function CancelAct({ row: { order, entry } }: { readonly row: Row }) {
  const act = useAct();
  const { asked, refusal } = useAsk(`cancel:${order.ticket}`);
  if (entry === null) return <span className="dim">not ours</span>;
  if (!isResting(entry)) return <>{NOTHING}</>;
  return (
    <>
      <Button
        needs="order.cancel"
        size="small"
        about={`${order.symbol} order ${order.ticket}`}
        unavailable={asked ? 'Asked; waiting for the terminal' : null}
        onClick={() => void act.cancelOrder(order.ticket)}
      >
        {asked ? 'Asked…' : 'Cancel'}
      </Button>
      {refusal !== null && <span className="refusal">{refusal}</span>}
    </>
  );
}
