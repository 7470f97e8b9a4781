import { lazy, Suspense } from 'react';
import type { ReplayTradeDetail } from '#shared/ipc';
import { Button, Empty, Icon, Panel } from '../../controls/index.ts';
import {
  exact,
  labelOf,
  lotsText,
  moneyText,
  ownTimeZone,
  rText,
  signedMoneyText,
  strategyText,
  utcText,
} from '../../format/index.ts';
import { useAct } from '../../store/index.ts';
import { CopyButton, rowText } from '../reading/index.ts';
import { historyTime } from './history-time.ts';
import { useAnswer } from './use-answer.ts';
import './trade-detail.css';

/** Candles are fetched when a trade is looked at. */
const TradeCandles = lazy(() => import('./trade-candles.tsx').then((module) => ({ default: module.TradeCandles })));

type TradeDetailProps = {
  readonly id: string;
  readonly place: number;
  readonly currency: string;
  readonly onClose: () => void;
};

/** One trade of a replay: the candles around it, what it cost, and what each station said of its signal. */
export function TradeDetail({ id, place, currency, onClose }: TradeDetailProps) {
  const act = useAct();
  const { value, why } = useAnswer(`${id} ${String(place)}`, () => act.replayTrade(id, place));
  return (
    <Panel
      title="Trade"
      note={value === null ? undefined : titleOf(value)}
      testId="replay-trade"
      end={
        <span className="row-acts">
          {value !== null && (
            <CopyButton text={copied(value)} about={`of ${titleOf(value)}`}>
              Copy row
            </CopyButton>
          )}
          <Button size="small" onClick={onClose}>
            Close
          </Button>
        </span>
      }
    >
      {value === null ? (
        <Empty>{why ?? 'Reading the trade…'}</Empty>
      ) : (
        <>
          {value.bars.length === 0 ? (
            <Empty>Ticks were replayed: there are no candles of it.</Empty>
          ) : (
            <div className="trade-candles">
              <Suspense fallback={<Empty>Loading the chart…</Empty>}>
                <TradeCandles trade={value} />
              </Suspense>
            </div>
          )}
          <p className="pad wrap">{sentenceOf(value, currency)}</p>
          {value.bars.length > 0 && (
            <p className="trade-zone dim">Times at the candles are those of {ownTimeZone()}; all others are UTC.</p>
          )}
          <Why trade={value} />
        </>
      )}
    </Panel>
  );
}

/** What the table says of it, with its end; times are UTC. */
const copied = ({ row }: ReplayTradeDetail): string => {
  const { symbol, side, strategy, openedAt, closedAt, volume, entry, exit, reason, score, r, pnl } = row;
  const times = [utcText(openedAt), utcText(closedAt)];
  return rowText([...times, symbol, side, strategyText(strategy), volume, entry, exit, reason, score, r, pnl]);
};

const titleOf = ({ row }: ReplayTradeDetail): string =>
  `${row.symbol} ${row.side} ${lotsText(row.volume)}, ${historyTime(row.openedAt)} to ${historyTime(row.closedAt)} UTC`;

function sentenceOf({ row, stopLoss, takeProfit, riskMoney, costs, excursion }: ReplayTradeDetail, currency: string): string {
  const money = (value: number): string => signedMoneyText(value, currency);
  return [
    `Entry ${exact(row.entry)}, stop ${stopLoss === null ? 'none' : exact(stopLoss)}, target ${takeProfit === null ? 'none' : exact(takeProfit)}, exit ${exact(row.exit)}.`,
    ...(riskMoney === null ? [] : [`Risked ${moneyText(riskMoney, currency)} ${currency}.`]),
    `Result ${money(row.pnl)} (${rText(row.r)} R):`,
    `${money(costs.gross)} gross, of it ${money(costs.spread)} spread and ${money(costs.slippage)} slippage;`,
    `commission ${money(costs.commission)}, swap ${money(costs.swap)}.`,
    ...(excursion === null
      ? []
      : [`It went ${rText(excursion.maeR === null ? null : -excursion.maeR)} R against and ${rText(excursion.mfeR)} R for it.`]),
  ].join(' ');
}

function Why({ trade }: { readonly trade: ReplayTradeDetail }) {
  if (trade.why.length === 0) return <Empty>What its signal was judged by is not known any more.</Empty>;
  return (
    <ol className="trade-why" aria-label="Why it was traded">
      {trade.why.map(({ stage, verdict, rules }, index) => (
        <li key={`${stage}-${String(index)}`}>
          <b>{labelOf(stage)}</b> <span className="dim">{labelOf(verdict)}</span>
          <ul>
            {rules.map(({ ok, text }) => (
              <li key={text} className="wrap">
                <Icon name={ok ? 'check' : 'cross'} small /> <span className="unseen">{ok ? 'held:' : 'failed:'} </span>
                {text}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
