import type { StrategyId } from '#shared/domain';
import { NO_PERFORMANCE, type Performance } from '#shared/projection';
import { DataTable, Panel, ProfitLoss, type Column } from '../../controls/index.ts';
import { countText, grouped, moneyText, NOTHING, ratioText, rText, signedMoneyText, strategyText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { currencyOf, isBegun, useKnownStrategies } from '../reading/index.ts';

/** Sums since the journal began, also of trades that are not kept one by one any more; no filter changes them. */
export function PerformancePanel() {
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
      note="since this journal began"
      className="whole"
      end={costs === 0 ? undefined : `charges in no trade: ${signedMoneyText(costs, currency)} ${currency}`}
    >
      <DataTable caption="Performance per strategy" columns={columns} rows={rows} rowKey={({ key }) => key} />
    </Panel>
  );
}
