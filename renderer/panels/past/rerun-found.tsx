import type { RerunRow, RerunView } from '#shared/ipc';
import { DataTable, Empty, Panel, ProfitLoss, type Column } from '../../controls/index.ts';
import { countedText, countText, dateTimeText, lotsText, NOTHING, signedMoneyText, utcText } from '../../format/index.ts';
import { useAct, useCockpit, useEngine } from '../../store/index.ts';
import { currencyOf } from '../reading/index.ts';

/** What other settings would have made of the signals: in a sentence, and one row for each that comes out otherwise. */
export function RerunResult({ view: { state, found } }: { readonly view: RerunView }) {
  const currency = useEngine(currencyOf);
  const { judged, same, rows } = found;
  const others = judged - same;
  return (
    <Panel
      title="What would have been"
      note={state === 'none' ? undefined : `${countedText(judged, 'signal')} judged, ${countText(others)} otherwise`}
      end={others > rows.length ? `newest ${countText(rows.length)}` : undefined}
      testId="rerun-found"
    >
      {state === 'none' ? (
        <Empty>Choose settings and a span, then judge the signals again. Nothing is written or sent.</Empty>
      ) : (
        <>
          <p className="pad" role="status">
            {sentence(found, currency)}
          </p>
          {rows.length > 0 && <Rows rows={rows} currency={currency} />}
          <p className="pad dim">
            Each signal is judged by itself, with the account, prices and positions of that moment. What other results would have
            led to (streaks, room, blocks, the firm’s day of other rules) is not carried on, rules of open positions are not
            played again, and your own yes or no is left aside. A closed trade counts in proportion to its lots; one that was
            never made has no result.
          </p>
        </>
      )}
    </Panel>
  );
}

function sentence({ judged, same, sized, refused, taken, trades, pnl, would }: RerunView['found'], currency: string): string {
  if (judged === 0) return 'No signal was judged in this span so far.';
  const parts = [
    `${countText(same)} the same`,
    `${countText(sized)} in another size`,
    `${countText(refused)} refused instead`,
    `${countText(taken)} taken instead`,
  ].join(', ');
  const money = (value: number): string => `${signedMoneyText(value, currency)} ${currency}`;
  const result =
    trades === 0
      ? 'None of them has a closed trade.'
      : `${countedText(trades, 'closed trade')}: ${money(pnl)} as it was, ${money(would)} with these settings (${signedMoneyText(would - pnl, currency)}).`;
  return `Of ${countedText(judged, 'signal')}: ${parts}. ${result}`;
}

const judgement = ({ lots, text }: RerunRow['then']): string =>
  lots === null ? `refused: ${text ?? ''}` : `${lotsText(lots)} lots`;

function Rows({ rows, currency }: { readonly rows: readonly RerunRow[]; readonly currency: string }) {
  const { past } = useCockpit();
  const act = useAct();
  const columns: readonly Column<RerunRow>[] = [
    {
      title: 'At',
      cell: ({ seq, at }) => (
        <button
          type="button"
          className="link"
          title={`See the cockpit then, ${utcText(at)}`}
          onClick={() => {
            past.machine.show('cockpit');
            past.machine.to({ seq });
          }}
        >
          {dateTimeText(at)}
        </button>
      ),
    },
    {
      title: 'Signal',
      cell: ({ signalId, symbol, side }) => (
        <button
          type="button"
          className="link strong"
          title={signalId}
          onClick={() => {
            past.machine.leave();
            act.showSignal(signalId);
          }}
        >
          {symbol} {side}
        </button>
      ),
    },
    { title: 'As it was', cell: ({ then }) => judgement(then) },
    { title: 'With these settings', cell: ({ now }) => <b className="strong">{judgement(now)}</b> },
    { title: `Then, ${currency}`, cell: ({ pnl }) => result(pnl, currency), align: 'right' },
    { title: `Would be, ${currency}`, cell: ({ would }) => result(would, currency), align: 'right' },
  ];
  return (
    <div className="panel-body" tabIndex={0} role="group" aria-label="Signals that come out otherwise">
      <DataTable
        caption="Signals that come out otherwise, newest first"
        columns={columns}
        rows={rows.toReversed()}
        rowKey={({ signalId }) => signalId}
      />
    </div>
  );
}

const result = (value: number | null, currency: string): React.ReactNode =>
  value === null ? NOTHING : <ProfitLoss value={value} text={signedMoneyText(value, currency)} />;
