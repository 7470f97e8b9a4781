import { useMemo, useState } from 'react';
import type { ReplayOverview, ReplayTradeRow } from '#shared/ipc';
import { Choice, Empty, Grid, Panel, ProfitLoss, SearchField, type GridColumn } from '../../controls/index.ts';
import {
  countText,
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

const SORTS = {
  opened: ['oldest first', (a: ReplayTradeRow, b: ReplayTradeRow) => a.place - b.place],
  newest: ['newest first', (a: ReplayTradeRow, b: ReplayTradeRow) => b.place - a.place],
  worst: ['largest loss first', (a: ReplayTradeRow, b: ReplayTradeRow) => a.pnl - b.pnl],
  best: ['largest win first', (a: ReplayTradeRow, b: ReplayTradeRow) => b.pnl - a.pnl],
  longest: ['longest held first', (a: ReplayTradeRow, b: ReplayTradeRow) => b.closedAt - b.openedAt - (a.closedAt - a.openedAt)],
} as const;
type Sort = keyof typeof SORTS;

const EXITS: Readonly<Record<string, string>> = {
  sl: 'stop',
  tp: 'target',
  so: 'stopped out',
  client: 'by the cockpit',
  expert: 'by the EA',
};
const TRACKS = 'minmax(132px, 1.4fr) 44px minmax(90px, 1fr) 48px 78px 78px minmax(74px, 1fr) 68px 76px 92px';

type TradesTableProps = {
  readonly id: string;
  readonly report: ReplayOverview;
  readonly open: number | null;
  readonly onOpen: (place: number) => void;
};

/** Every trade of a replay; Enter or a click opens one with its reasons. */
export function TradesTable({ id, report, open, onOpen }: TradesTableProps) {
  const act = useAct();
  const { counts, rowsPerPage, run } = report;
  const { rows, why } = usePages(id, Math.ceil(counts.trades / rowsPerPage), (page) => act.replayTrades(id, page));
  const [sort, setSort] = useState<Sort>('opened');
  const [search, setSearch] = useState('');
  const shown = useMemo(() => {
    const words = searchWords(search);
    const fits = words.length === 0 ? rows : rows.filter((row) => hasWords(textOf(row), words));
    return [...fits].sort(SORTS[sort][1]);
  }, [rows, sort, search]);
  const note =
    shown.length === counts.trades ? countText(counts.trades) : `${countText(shown.length)} of ${countText(counts.trades)}`;
  return (
    <Panel title="Trades" note={counts.trades === 0 ? undefined : note} className="replay-trades">
      {counts.trades === 0 ? (
        <Empty>
          No trade was made. <b>What was refused, and for what, is below.</b>
        </Empty>
      ) : (
        <>
          <div className="pad row low">
            <SearchField label="Find trades" placeholder="BUY, stop, a strategy…" text={search} onText={setSearch} />
            <Choice
              label="Order"
              value={sort}
              options={Object.entries(SORTS).map(([name, [text]]) => [name, text])}
              onPick={(name) => setSort(name as Sort)}
            />
          </div>
          {why !== null && <p className="refusal pad">{why}</p>}
          <Grid
            label="Trades of the replay"
            tracks={TRACKS}
            columns={columnsOf(run.currency, mostDecimals(rows.flatMap(({ entry, exit }) => [entry, exit])))}
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

const textOf = ({ symbol, side, strategy, reason, openedAt }: ReplayTradeRow): string =>
  [symbol, side, strategyText(strategy), EXITS[reason] ?? reason, historyTime(openedAt)].join(' ');

const columnsOf = (currency: string, decimals: number): readonly GridColumn<ReplayTradeRow>[] => [
  { title: 'Opened, UTC', cell: ({ openedAt }) => historyTime(openedAt) },
  { title: 'Side', cell: ({ side }) => side },
  { title: 'Strategy', cell: ({ strategy }) => strategyText(strategy) },
  { title: 'Lots', cell: ({ volume }) => lotsText(volume), align: 'right' },
  { title: 'Entry', cell: ({ entry }) => priceText(entry, decimals), align: 'right' },
  { title: 'Exit', cell: ({ exit }) => priceText(exit, decimals), align: 'right' },
  { title: 'Ended by', cell: ({ reason }) => EXITS[reason] ?? reason },
  { title: 'U1 score', cell: ({ score }) => scoreText(score), align: 'right' },
  { title: 'R', cell: ({ r }) => <ProfitLoss value={r} text={rText(r)} />, align: 'right' },
  { title: currency, cell: ({ pnl }) => <ProfitLoss value={pnl} text={signedMoneyText(pnl, currency)} />, align: 'right' },
];
