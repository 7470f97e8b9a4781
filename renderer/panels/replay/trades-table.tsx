import { useMemo, useState } from 'react';
import type { ReplayOverview, ReplayTradeRow } from '#shared/ipc';
import { Empty, Grid, Panel, ProfitLoss, SearchField, useSorting, useSortText, type GridColumn } from '../../controls/index.ts';
import {
  countText,
  durationText,
  hasWords,
  lotsText,
  priceText,
  rText,
  scoreText,
  searchWords,
  signedMoneyText,
  strategyText,
} from '../../format/index.ts';
import { useAct } from '../../store/index.ts';
import { historyTime } from './history-time.ts';
import { mostDecimals } from './most-decimals.ts';
import { usePages } from './use-pages.ts';
import './trades-table.css';

const EXITS: Readonly<Record<string, string>> = {
  sl: 'stop',
  tp: 'target',
  so: 'stopped out',
  client: 'by the cockpit',
  expert: 'by the EA',
};
const TRACKS = 'minmax(134px, 1.4fr) 44px minmax(82px, 1fr) 44px 70px 70px minmax(80px, 1fr) 60px 64px 64px 90px';

type TradesTableProps = {
  readonly id: string;
  readonly report: ReplayOverview;
  readonly open: number | null;
  readonly onOpen: (place: number) => void;
};

/** The name under which the sorting of a replay's trades is kept, whichever replay it is. */
const TRADE_LIST = 'replay-trades';

/** Every trade of a replay; Enter or a click opens one with its reasons. */
export function TradesTable({ id, report, open, onOpen }: TradesTableProps) {
  const act = useAct();
  const { counts, rowsPerPage, run } = report;
  const { rows, why } = usePages(id, Math.ceil(counts.trades / rowsPerPage), (page) => act.replayTrades(id, page));
  const decimals = mostDecimals(rows.flatMap(({ entry, exit }) => [entry, exit]));
  const columns = useMemo(() => columnsOf(run.currency, decimals), [run.currency, decimals]);
  const { sortRows, ...sorting } = useSorting(TRADE_LIST, columns);
  const order = useSortText(TRADE_LIST, 'oldest first', columns);
  const [search, setSearch] = useState('');
  const shown = useMemo(() => {
    const words = searchWords(search);
    return sortRows(words.length === 0 ? rows : rows.filter((row) => hasWords(textOf(row), words)));
  }, [rows, sortRows, search]);
  const note =
    shown.length === counts.trades ? countText(counts.trades) : `${countText(shown.length)} of ${countText(counts.trades)}`;
  return (
    <Panel
      title="Trades"
      note={counts.trades === 0 ? undefined : note}
      end={counts.trades === 0 ? undefined : order}
      className="replay-trades"
    >
      {counts.trades === 0 ? (
        <Empty>
          No trade was made. <b>What was refused, and for what, is below.</b>
        </Empty>
      ) : (
        <>
          <div className="pad row low">
            <SearchField label="Find trades" placeholder="BUY, stop, a strategy…" text={search} onText={setSearch} />
          </div>
          {why !== null && <p className="refusal pad">{why}</p>}
          <Grid
            label="Trades of the replay"
            tracks={TRACKS}
            sorting={sorting}
            columns={columns}
            rows={shown}
            rowKey={({ place }) => `trade-${String(place)}`}
            selected={open === null ? null : `trade-${String(open)}`}
            onOpen={({ place }) => onOpen(place)}
          />
        </>
      )}
    </Panel>
  );
}

const textOf = (row: ReplayTradeRow): string =>
  [row.symbol, row.side, strategyText(row.strategy), exitText(row), historyTime(row.openedAt)].join(' ');

const exitText = ({ reason }: ReplayTradeRow): string => EXITS[reason] ?? reason;
const heldMs = ({ openedAt, closedAt }: ReplayTradeRow): number => closedAt - openedAt;

const columnsOf = (currency: string, decimals: number): readonly GridColumn<ReplayTradeRow>[] => [
  { title: 'Opened, UTC', cell: ({ openedAt }) => historyTime(openedAt), by: ({ place }) => place },
  { title: 'Side', cell: ({ side }) => side, by: ({ side }) => side },
  { title: 'Strategy', cell: ({ strategy }) => strategyText(strategy), by: ({ strategy }) => strategyText(strategy) },
  { title: 'Lots', cell: ({ volume }) => lotsText(volume), align: 'right', by: ({ volume }) => volume },
  { title: 'Entry', cell: ({ entry }) => priceText(entry, decimals), align: 'right', by: ({ entry }) => entry },
  { title: 'Exit', cell: ({ exit }) => priceText(exit, decimals), align: 'right', by: ({ exit }) => exit },
  { title: 'Ended by', cell: exitText, by: exitText },
  { title: 'Held', cell: (row) => durationText(heldMs(row)), align: 'right', by: heldMs },
  { title: 'U1 score', cell: ({ score }) => scoreText(score), align: 'right', by: ({ score }) => score },
  { title: 'R', cell: ({ r }) => <ProfitLoss value={r} text={rText(r)} />, align: 'right', by: ({ r }) => r },
  {
    title: currency,
    cell: ({ pnl }) => <ProfitLoss value={pnl} text={signedMoneyText(pnl, currency)} />,
    align: 'right',
    by: ({ pnl }) => pnl,
  },
];
