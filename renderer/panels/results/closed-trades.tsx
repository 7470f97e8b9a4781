import { useMemo } from 'react';
import type { ClosedTrade } from '#shared/domain';
import { rulebookIn } from '#shared/rulebooks';
import { dayOfTrade, isoDay, type PlainDay } from '#shared/results';
import { Button, ColumnsMenu, Panel, ProfitLoss, SortTable, useColumns, useSortText, type Column } from '../../controls/index.ts';
import {
  countText,
  dateTimeText,
  durationText,
  lotsText,
  priceText,
  rText,
  signedMoneyText,
  strategyText,
  utcText,
} from '../../format/index.ts';
import { useAct, useCockpit, useEngine } from '../../store/index.ts';
import { currencyOf, digitsOf, None } from '../reading/index.ts';
import { lets, useSince, type ResultFilter } from './use-results.ts';

/** Rows of the table. */
const SHOWN = 200;
const USUAL_DIGITS = 5;

const EXITS = { sl: 'stop', tp: 'target', so: 'stopped out', client: 'by hand', expert: 'by us' } as const;

const strategyName = (strategyId: ClosedTrade['strategyId']): string => (strategyId === null ? 'none' : strategyText(strategyId));

type TradesPanelProps = {
  readonly filter: ResultFilter;
  readonly day: PlainDay | null;
  readonly onDay: (day: PlainDay | null) => void;
};

/** Closed trades of the filter and of the chosen day, newest first; also foreign ones, while all are shown. */
export function TradesPanel({ filter, day, onDay }: TradesPanelProps) {
  const trades = useEngine(({ cockpit }) => cockpit.trades);
  const rules = useEngine(({ cockpit }) => cockpit.config.rulebook);
  const since = useSince(filter);
  const shown = useMemo(() => {
    const book = rulebookIn(rules);
    return trades.filter((trade) => lets(filter, since, trade) && (day === null || dayOfTrade(trade, book) === day));
  }, [trades, filter, since, day, rules]);
  const { shown: columns, ...choice } = useColumns('trades', useTradeColumns(shown));
  const order = useSortText('trades', 'newest first', columns);
  const kept =
    shown.length === trades.length
      ? `${countText(trades.length)} kept`
      : `${countText(shown.length)} of ${countText(trades.length)}`;
  return (
    <Panel
      title={day === null ? 'Closed trades' : `Closed trades of ${isoDay(day)}`}
      note={trades.length === 0 ? undefined : kept}
      end={
        <>
          {day !== null ? (
            <Button size="small" onClick={() => onDay(null)}>
              All days
            </Button>
          ) : shown.length > SHOWN ? (
            `the first ${countText(SHOWN)}, ${order}`
          ) : (
            order
          )}
          {shown.length > 0 && <ColumnsMenu choice={choice} of="Closed trades" />}
        </>
      }
      className="whole trades"
    >
      {shown.length === 0 ? (
        <None said={trades.length === 0 ? 'No closed trade is in this journal.' : 'No trade fits the filter.'}>
          {trades.length === 0 && <b>The first one appears here with its result in money and in R.</b>}
        </None>
      ) : (
        <Trades trades={shown} columns={columns} />
      )}
    </Panel>
  );
}

type TradesProps = { readonly trades: readonly ClosedTrade[]; readonly columns: readonly Column<ClosedTrade>[] };

function Trades({ trades, columns }: TradesProps) {
  return (
    <div className="panel-body" tabIndex={0} role="group" aria-label="Closed trades">
      <SortTable
        list="trades"
        caption="Closed trades"
        columns={columns}
        rows={[...trades].reverse()}
        most={SHOWN}
        rowKey={({ ticket, closedAt }) => [ticket, closedAt].join('-')}
      />
    </div>
  );
}

function useTradeColumns(trades: readonly ClosedTrade[]): readonly Column<ClosedTrade>[] {
  const act = useAct();
  const { machine } = useCockpit().past;
  const digits = useDigits(trades);
  const currency = useEngine(currencyOf);
  const seeThen = (at: number): void => {
    act.go('deck');
    machine.open({ at });
  };
  const moment: Moment = (trade, which, at) => {
    const there = `See the cockpit at the ${which}, ${utcText(at)}`;
    return (
      <button type="button" className="link" title={there} onClick={() => seeThen(at)}>
        {priceText(trade[which], digits.get(trade.symbol) ?? USUAL_DIGITS)}
        <span className="unseen">. {there}</span>
      </button>
    );
  };
  return columnsOf(currency, moment, act.showSignal);
}

/** An entry or exit price, which leads to the cockpit as it was then. */
type Moment = (trade: ClosedTrade, which: 'entry' | 'exit', at: number) => React.ReactNode;

function columnsOf(currency: string, moment: Moment, showSignal: (signalId: string) => void): readonly Column<ClosedTrade>[] {
  return [
    {
      title: 'Symbol',
      by: ({ symbol }) => symbol,
      cell: ({ symbol, signalId }) =>
        signalId === null ? (
          symbol
        ) : (
          <button type="button" className="link" onClick={() => showSignal(signalId)}>
            {symbol}
          </button>
        ),
    },
    { title: 'Side', cell: ({ side }) => side, look: 'side', by: ({ side }) => side },
    {
      title: 'Strategy',
      cell: ({ strategyId }) => strategyName(strategyId),
      look: 'mid',
      by: ({ strategyId }) => strategyName(strategyId),
    },
    { title: 'Lots', cell: ({ volume }) => lotsText(volume), align: 'right', by: ({ volume }) => volume },
    { title: 'Entry', cell: (trade) => moment(trade, 'entry', trade.openedAt), align: 'right', by: ({ entry }) => entry },
    { title: 'Exit', cell: (trade) => moment(trade, 'exit', trade.closedAt), align: 'right', by: ({ exit }) => exit },
    { title: 'Ended by', cell: ({ reason }) => EXITS[reason], look: 'mid', by: ({ reason }) => EXITS[reason] },
    {
      title: 'Held',
      cell: ({ openedAt, closedAt }) => durationText(closedAt - openedAt),
      align: 'right',
      look: 'dim',
      by: ({ openedAt, closedAt }) => closedAt - openedAt,
    },
    { title: 'R', cell: ({ r }) => <ProfitLoss value={r} text={rText(r)} />, align: 'right', by: ({ r }) => r },
    {
      title: currency,
      cell: ({ pnl }) => <ProfitLoss value={pnl} text={signedMoneyText(pnl, currency)} />,
      align: 'right',
      by: ({ pnl }) => pnl,
    },
    {
      title: 'Closed',
      by: ({ closedAt }) => closedAt,
      cell: ({ closedAt }) => <span title={utcText(closedAt)}>{dateTimeText(closedAt)}</span>,
      align: 'right',
      look: 'dim',
    },
  ];
}

/** The digits of each symbol that was traded; a new price alone renders nothing. */
function useDigits(trades: readonly ClosedTrade[]): ReadonlyMap<string, number> {
  const symbols = useMemo(() => [...new Set(trades.map(({ symbol }) => symbol))], [trades]);
  const joined = useEngine(({ live }) => symbols.map((symbol) => digitsOf(live, symbol)).join(' '));
  return useMemo(() => {
    const digits = joined.split(' ').map(Number);
    return new Map(symbols.map((symbol, index) => [symbol, digits[index] ?? USUAL_DIGITS]));
  }, [symbols, joined]);
}
