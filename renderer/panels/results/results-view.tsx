import type { ClosedTrade, StrategyId } from '#shared/domain';
import { NO_PERFORMANCE, type Performance } from '#shared/projection';
import { DataTable, Panel, ProfitLoss, View, type Column } from '../../controls/index.ts';
import {
  countText,
  dateTimeText,
  durationText,
  grouped,
  lotsText,
  moneyText,
  NOTHING,
  priceText,
  ratioText,
  rText,
  signedMoneyText,
  strategyText,
  utcText,
} from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { currencyOf, digitsOf, isBegun, None, useKnownStrategies } from '../reading/index.ts';
import './results-view.css';

const SHOWN = 200;

export function ResultsView() {
  const trades = useEngine(({ cockpit }) => cockpit.trades);
  return (
    <View title="Results" fixed summary="Closed trades only; net of commission and swap">
      <div className="results">
        <PerformancePanel />
        <Panel
          title="Closed trades"
          note={trades.length === 0 ? undefined : `${countText(trades.length)} kept`}
          end={trades.length > SHOWN ? `newest ${countText(SHOWN)}` : 'newest first'}
        >
          {trades.length === 0 ? (
            <None said="No closed trade is in this journal.">
              <b>The first one appears here with its result in money and in R.</b>
            </None>
          ) : (
            <Trades trades={trades} />
          )}
        </Panel>
      </div>
    </View>
  );
}

function PerformancePanel() {
  const performance = useEngine(({ cockpit }) => cockpit.performance);
  const currency = useEngine(currencyOf);
  const costs = useEngine(({ cockpit }) => cockpit.accountCosts);
  const begun = useEngine(isBegun);
  const keys: readonly StrategyId[] = ['all', ...useKnownStrategies()];
  const rows = keys.map((key) => ({ key, past: performance.get(key) ?? NO_PERFORMANCE }));
  type Row = (typeof rows)[number];
  const counted = (count: number): string => (begun ? countText(count) : NOTHING);
  const unless = (past: Performance, text: string): string => (past.trades === 0 ? NOTHING : text);
  const columns: readonly Column<Row>[] = [
    { title: 'Strategy', cell: ({ key }) => strategyText(key) },
    { title: 'Trades', cell: ({ past }) => counted(past.trades), align: 'right' },
    { title: 'Won', cell: ({ past }) => counted(past.wins), align: 'right' },
    { title: 'Lost', cell: ({ past }) => counted(past.losses), align: 'right' },
    { title: 'Win rate', cell: ({ past }) => unless(past, ratioText(past.wins / past.trades)), align: 'right' },
    {
      title: `Result ${currency}`,
      cell: ({ past }) => <ProfitLoss value={past.trades === 0 ? null : past.pnl} text={signedMoneyText(past.pnl, currency)} />,
      align: 'right',
    },
    { title: 'R a trade', cell: ({ past }) => (past.rCount === 0 ? NOTHING : rText(past.rSum / past.rCount)), align: 'right' },
    {
      title: 'Profit factor',
      cell: ({ past }) => (past.grossLoss === 0 ? NOTHING : grouped(past.grossWin / past.grossLoss, 2)),
      align: 'right',
    },
    {
      title: `Largest drop ${currency}`,
      cell: ({ past }) => unless(past, moneyText(past.maxDrawdown, currency)),
      align: 'right',
    },
    { title: 'Losses in a row', cell: ({ past }) => unless(past, countText(past.losingStreak)), align: 'right' },
  ];
  return (
    <Panel
      title="Performance"
      end={costs === 0 ? undefined : `charges in no trade: ${signedMoneyText(costs, currency)} ${currency}`}
    >
      <DataTable caption="Performance per strategy" columns={columns} rows={rows} rowKey={({ key }) => key} />
    </Panel>
  );
}

const EXITS = { sl: 'stop', tp: 'target', so: 'stopped out', client: 'by hand', expert: 'by us' } as const;

function Trades({ trades }: { readonly trades: readonly ClosedTrade[] }) {
  const act = useAct();
  const live = useEngine((view) => view.live);
  const currency = useEngine(currencyOf);
  const columns: readonly Column<ClosedTrade>[] = [
    {
      title: 'Symbol',
      cell: ({ symbol, signalId }) =>
        signalId === null ? (
          symbol
        ) : (
          <button type="button" className="link" onClick={() => act.showSignal(signalId)}>
            {symbol}
          </button>
        ),
    },
    { title: 'Side', cell: ({ side }) => side, look: 'side' },
    { title: 'Strategy', cell: ({ strategyId }) => (strategyId === null ? 'none' : strategyText(strategyId)), look: 'mid' },
    { title: 'Lots', cell: ({ volume }) => lotsText(volume), align: 'right' },
    { title: 'Entry', cell: ({ entry, symbol }) => priceText(entry, digitsOf(live, symbol)), align: 'right' },
    { title: 'Exit', cell: ({ exit, symbol }) => priceText(exit, digitsOf(live, symbol)), align: 'right' },
    { title: 'Ended by', cell: ({ reason }) => EXITS[reason], look: 'mid' },
    { title: 'Held', cell: ({ openedAt, closedAt }) => durationText(closedAt - openedAt), align: 'right', look: 'dim' },
    { title: 'R', cell: ({ r }) => <ProfitLoss value={r} text={rText(r)} />, align: 'right' },
    { title: currency, cell: ({ pnl }) => <ProfitLoss value={pnl} text={signedMoneyText(pnl, currency)} />, align: 'right' },
    {
      title: 'Closed',
      cell: ({ closedAt }) => <span title={utcText(closedAt)}>{dateTimeText(closedAt)}</span>,
      align: 'right',
      look: 'dim',
    },
  ];
  return (
    <div className="panel-body" tabIndex={0} role="group" aria-label="Closed trades">
      <DataTable
        caption="Closed trades, newest first"
        columns={columns}
        rows={trades.slice(-SHOWN).reverse()}
        rowKey={({ ticket, closedAt }) => [ticket, closedAt].join('-')}
      />
    </div>
  );
}
