import { useState } from 'react';
import { isoDay, monthLater, monthOf, monthOfDay, type DayResult, type MonthCell, type PlainDay } from '#shared/results';
import { Button, Panel } from '../../controls/index.ts';
import { countedText, grouped, NOTHING, signedMoneyText } from '../../format/index.ts';
import './month-map.css';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
/** From this share of the largest result on a day is told as a large one. */
const LARGE = 0.5;

type MonthMapProps = {
  readonly days: readonly DayResult[];
  readonly currency: string;
  readonly clock: string;
  readonly day: PlainDay | null;
  readonly onDay: (day: PlainDay | null) => void;
};

/** One month of the firm's days; a day chooses the trades that count for it. */
export function MonthMap({ days, currency, clock, day, onDay }: MonthMapProps) {
  const last = days.at(-1);
  const [chosen, setMonth] = useState<string | null>(null);
  const month = chosen ?? (last === undefined ? '1970-01' : monthOfDay(last.day));
  const weeks = monthOf(days, month);
  const net = weeks.reduce((sum, week) => sum + week.net, 0);
  const hasWeekend = weeks.some(({ cells }) => cells.slice(5).some(({ result }) => result !== null));
  const shown = WEEKDAYS.slice(0, hasWeekend ? 7 : 5);
  const rows = weeks.filter(({ cells }) => cells.slice(0, shown.length).some(({ inMonth }) => inMonth));
  const largest = Math.max(0, ...weeks.flatMap(({ cells }) => cells.map(({ result }) => Math.abs(result?.net ?? 0))));
  const go = (by: number) => () => setMonth(monthLater(month, by));
  return (
    <Panel
      title={month}
      note={`${signedMoneyText(net, currency)} ${currency}, days of ${clock}`}
      end={
        <span className="row">
          <Button size="small" onClick={go(-1)} about="month before">
            ‹
          </Button>
          <Button size="small" onClick={go(1)} about="month after">
            ›
          </Button>
        </span>
      }
    >
      <table className={`month of-${String(shown.length)}`}>
        <caption className="unseen">Results of each day of {month}</caption>
        <thead>
          <tr>
            {shown.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">Week</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells, net: sum, count }) => (
            <tr key={cells[0]?.day}>
              {cells.slice(0, shown.length).map((cell) => (
                <td key={cell.day}>
                  <Day cell={cell} currency={currency} largest={largest} isChosen={day === cell.day} onDay={onDay} />
                </td>
              ))}
              <td className="week">{count === 0 ? NOTHING : grouped(sum, 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

type DayProps = {
  readonly cell: MonthCell;
  readonly currency: string;
  readonly largest: number;
  readonly isChosen: boolean;
  readonly onDay: (day: PlainDay | null) => void;
};

function Day({ cell: { day, inMonth, result }, currency, largest, isChosen, onDay }: DayProps) {
  const number = isoDay(day).slice(8).replace(/^0/, '');
  if (result === null) return <span className={inMonth ? 'day' : 'day out'}>{inMonth ? number : ''}</span>;
  const { net, count } = result;
  const look = net < 0 ? 'lost' : net >= LARGE * largest && net > 0 ? 'won much' : net > 0 ? 'won' : '';
  const said = `${isoDay(day)}: ${signedMoneyText(net, currency)} ${currency}, ${countedText(count, 'trade')}`;
  return (
    <button
      type="button"
      className={`day ${look}`}
      title={said}
      aria-pressed={isChosen}
      onClick={() => onDay(isChosen ? null : day)}
    >
      <i>{number}</i>
      <span>{signedMoneyText(Math.round(net), 'JPY')}</span>
      <span className="unseen">{said}</span>
    </button>
  );
}
