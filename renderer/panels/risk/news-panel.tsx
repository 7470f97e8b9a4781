import { useState } from 'react';
import type { NewsEvent } from '#shared/domain';
import { calendarBlindness, type CalendarCopy } from '#shared/projection';
import { Button, Choice, Field, Icon, Panel, TextInput } from '../../controls/index.ts';
import { ageText, dateTimeText, dayText, durationText, localTimeTyped, sentenceOf, utcText } from '../../format/index.ts';
import { useAct, useAsk, useEngine, useNow } from '../../store/index.ts';
import { None } from '../reading/index.ts';

const SHOWN = 8;
/** How far ahead the example in the empty field is. */
const EXAMPLE_MS = 3_600_000;
const fromNow = (ms: number): string => (ms < 0 ? 'which is over' : `in ${durationText(ms)}`);
const CURRENCIES = ['USD', 'EUR', 'GBP', 'JPY', 'CHF', 'CAD', 'AUD', 'NZD'] as const;
type Noted = NewsEvent & { readonly id: string | null };

/** What moves prices next, how old the calendar is, and events the trader adds by hand. */
export function NewsPanel() {
  const calendar = useEngine(({ cockpit }) => cockpit.calendar);
  const noted = useEngine(({ cockpit }) => cockpit.notedNews);
  const { maxAgeHours } = useEngine(({ cockpit }) => cockpit.config.calendar);
  const now = useNow(30_000);
  const age = calendar === null ? null : now - calendar.readAt;
  const fault = useEngine(({ cockpit }) => cockpit.calendarFault);
  const why = calendar === null ? null : calendarBlindness(calendar, maxAgeHours, now);
  const isReliable = calendar !== null && why === null && fault === null;
  const all: Noted[] = [
    ...(calendar?.events ?? []).map((event) => ({ ...event, id: null })),
    ...[...noted].map(([id, event]) => ({ ...event, id })),
  ];
  const next = all
    .filter(({ at, impact, id }) => at > now - 600_000 && (impact === 'high' || id !== null))
    .sort((a, b) => a.at - b.at)
    .slice(0, SHOWN);
  return (
    <Panel
      title="News"
      note={
        age === null
          ? 'no calendar'
          : `${calendar?.source ?? ''}, read ${ageText(age)} ago${why === null ? '' : ': not to be relied on'}`
      }
      className={why === null ? '' : 'is-old'}
    >
      {[fault, why, ...(calendar?.notes ?? [])].map(
        (line) =>
          line !== null && (
            <p key={line} className="pad dim">
              {sentenceOf(line)}
            </p>
          ),
      )}
      {next.length === 0 ? (
        <None said={isReliable ? 'The calendar has no high-impact event ahead.' : 'What news is ahead is not known.'}>
          <b>{remedyOf(calendar, isReliable)}</b>
        </None>
      ) : (
        <ul className="steps pad">
          {next.map((event) => (
            <Line key={[event.id ?? '', event.at, event.currency, event.title].join(' ')} event={event} />
          ))}
          {!isReliable && (
            <li className="dim">
              <Icon name="question" />
              <span className="wrap">What else is ahead is not known. {remedyOf(calendar, isReliable)}</span>
            </li>
          )}
        </ul>
      )}
      <NoteNews />
    </Panel>
  );
}

/** What makes the list one that can be relied on. */
const remedyOf = (calendar: CalendarCopy | null, isReliable: boolean): string =>
  calendar === null
    ? 'Put calendar.json, .csv or .ics into the data folder, or add events here.'
    : isReliable
      ? 'Add what the calendar lacks.'
      : 'Put a newer calendar into the data folder, or add events here.';

function Line({ event: { id, at, currency, impact, title } }: { readonly event: Noted }) {
  const act = useAct();
  const { asked } = useAsk(`news:${id ?? ''}`);
  return (
    <li>
      <Icon name="clock" />
      <span className="wrap">
        {dateTimeText(at)} <b>{currency}</b> {title}
        {impact !== 'high' && <span className="dim"> {sentenceOf(impact)}</span>}
      </span>
      {id !== null && (
        <Button
          needs="news.drop"
          size="small"
          look="quiet"
          about={title}
          unavailable={asked ? 'Asked' : null}
          onClick={() => void act.dropNews(id)}
        >
          Remove
        </Button>
      )}
    </li>
  );
}

/** An event of one's own: entries keep away from it as from any other. */
function NoteNews() {
  const act = useAct();
  const [currency, setCurrency] = useState<string>('USD');
  const [when, setWhen] = useState('');
  const [title, setTitle] = useState('');
  const { asked, refusal } = useAsk('news');
  const now = useNow(30_000);
  const at = localTimeTyped(when, now);
  const missing = asked
    ? 'Asked; waiting for the engine'
    : at === null
      ? 'Type day and time, as 2026-12-01 14:30, or 14:30 alone'
      : title.trim() === ''
        ? 'Name the event'
        : null;
  const add = (): void => {
    if (at === null) return;
    void act.noteNews({ at, currency, impact: 'high', title: title.trim() }).then((done) => {
      if (!done) return;
      setTitle('');
      setWhen('');
    });
  };
  return (
    <div className="pad stack">
      <div className="row low">
        <Choice label="Currency" value={currency} options={CURRENCIES.map((name) => [name, name])} onPick={setCurrency} />
        <Field label="When, here">
          <TextInput value={when} onChange={setWhen} maxLength={20} placeholder={dateTimeText(now + EXAMPLE_MS)} />
        </Field>
        <Field label="Event">
          <TextInput value={title} onChange={setTitle} maxLength={200} />
        </Field>
        <Button needs="news.note" testId="note-news" unavailable={missing} onClick={add}>
          Add
        </Button>
      </div>
      {when !== '' && (
        <p className={at === null ? 'refusal' : 'dim'} role="status">
          {at === null ? missing : `${dayText(at)} here, ${utcText(at).slice(0, 16)} UTC, ${fromNow(at - now)}`}
        </p>
      )}
      {refusal !== null && <p role="alert">{refusal}</p>}
    </div>
  );
}
