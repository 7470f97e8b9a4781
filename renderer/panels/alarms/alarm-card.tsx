import { useState } from 'react';
import { ALARM_ROWS_MAX, CLOCK_DOUBTS, type AlarmRow } from '#shared/domain';
import type { AlarmLife } from '#shared/projection';
import { AlarmMark, Button, Clock, Icon, LEVEL_WORDS } from '../../controls/index.ts';
import { clockText, countText, durationText, NOTHING } from '../../format/index.ts';
import { useAct, useAsk, useCockpit, useEngine, useLastRefusal, useNow } from '../../store/index.ts';
import { HelpLink, pageOfAlarm } from '../help/index.ts';
import { actorText, inThePast } from '../reading/index.ts';
import { OtherSide } from './other-side.tsx';

const ROWS_SHOWN = 6;

/** One alarm at length. */
export function AlarmCard({ life }: { readonly life: AlarmLife }) {
  return life.state === 'returned' ? <Returned life={life} /> : <Active life={life} />;
}

/** What was wrong, in the past tense and without its level: it asks for nothing but to be acknowledged. */
function Returned({ life }: { readonly life: AlarmLife }) {
  const { alarm, returnedAt = alarm.raisedAt } = life;
  const title = inThePast(alarm.title);
  return (
    <article className="alarm-card" aria-label={`Over: ${title}`}>
      <h3>
        <Icon name="check" />
        <span className="word">OVER</span>
        {title}
        <span className="since">
          <Clock at={alarm.raisedAt} /> to <Clock at={returnedAt} />, for {durationText(returnedAt - alarm.raisedAt)}
          {alarm.count > 1 && ` · ${countText(alarm.count)} grouped`}
        </span>
      </h3>
      <dl className="kv">
        <dt>Cause was</dt>
        <dd>{inThePast(alarm.cause)}</dd>
        <dt>What to do</dt>
        <dd>Nothing is left to do. Acknowledge it, and it leaves the screen.</dd>
      </dl>
      <Acts life={life} />
    </article>
  );
}

function Active({ life }: { readonly life: AlarmLife }) {
  const { alarm, acknowledged } = life;
  const standing =
    acknowledged === null ? 'not acknowledged' : `acknowledged by ${actorText(acknowledged.by)} ${clockText(acknowledged.at)}`;
  return (
    <article className="alarm-card" aria-label={`${LEVEL_WORDS[alarm.level]} alarm: ${alarm.title}`}>
      <h3>
        <AlarmMark level={alarm.level} said={false} />
        <span className="word" data-level={alarm.level}>
          {LEVEL_WORDS[alarm.level].toUpperCase()}
        </span>
        {alarm.title}
        <span className="since">
          since <Clock at={alarm.raisedAt} /> · {standing}
          {alarm.count > 1 && ` · ${countText(alarm.count)} grouped`}
        </span>
      </h3>
      <dl className="kv">
        <dt>Cause</dt>
        <dd>{alarm.cause}</dd>
        {alarm.rows !== undefined && alarm.rows.length > 1 && <Rows rows={alarm.rows} />}
        <dt>Consequence</dt>
        <dd>{alarm.consequence}</dd>
        <dt>What to do</dt>
        <dd>
          {alarm.action} <HelpLink to={pageOfAlarm(alarm.kind)} about={alarm.title} />
        </dd>
        <dt>Deadline</dt>
        <dd>
          <Deadline at={alarm.deadlineAt} />
        </dd>
      </dl>
      <Acts life={life} />
    </article>
  );
}

/** What the alarm stands for, one line each: the first few, and the rest on asking, which then scrolls in its place. */
function Rows({ rows }: { readonly rows: readonly AlarmRow[] }) {
  const [isWhole, setWhole] = useState(false);
  const more = rows.length - ROWS_SHOWN;
  const shown = isWhole ? rows : rows.slice(0, ROWS_SHOWN);
  return (
    <>
      <dt>{rows.length < ALARM_ROWS_MAX ? `${countText(rows.length)} of them` : `The first ${countText(rows.length)}`}</dt>
      <dd>
        <ul className="alarm-rows" tabIndex={isWhole ? 0 : undefined} aria-label="What this alarm is about">
          {shown.map(({ subject, text }, at) => (
            <li key={at}>
              <b>{subject}</b> {text}
            </li>
          ))}
        </ul>
        {more > 0 && (
          <button type="button" className="link strong" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Show fewer' : `and ${countText(more)} more`}
          </button>
        )}
      </dd>
    </>
  );
}

function Deadline({ at }: { readonly at: number | null }) {
  const left = (at ?? 0) - useNow(1_000);
  if (at === null) return <>{NOTHING}</>;
  return (
    <>
      <Clock at={at} />, {left > 0 ? `in ${durationText(left)}` : 'it has passed'}
    </>
  );
}

function Acts({ life: { alarm, acknowledged, state, shelvedUntil } }: { readonly life: AlarmLife }) {
  const act = useAct();
  const { machine } = useCockpit().past;
  const acknowledge = useAsk(`acknowledge:${alarm.id}`);
  const canBeRight = useEngine(({ cockpit }) => cockpit.clock.doubt === null || !CLOCK_DOUBTS[cockpit.clock.doubt].isCertain);
  const shelved = shelvedUntil !== null && shelvedUntil > useNow(1_000);
  const title = state === 'returned' ? inThePast(alarm.title) : alarm.title;
  const refusal = useLastRefusal(`acknowledge:${alarm.id}`, `shelve:${alarm.id}`);
  return (
    <div className="row">
      {acknowledged === null && (
        <Button
          needs="alarm.acknowledge"
          look="primary"
          about={title}
          unavailable={acknowledge.asked ? 'Asked; waiting for the engine' : null}
          onClick={() => void act.acknowledge(alarm.id)}
        >
          {acknowledge.asked ? 'Asked…' : 'Acknowledge'}
        </Button>
      )}
      {alarm.level !== 'critical' && state === 'active' && !shelved && (
        <Button needs="alarm.shelve" about={alarm.title} onClick={() => act.openDialog({ kind: 'shelve', alarmId: alarm.id })}>
          Shelve…
        </Button>
      )}
      {alarm.kind === 'clock_unconfirmed' && state === 'active' && canBeRight && (
        <Button needs="clock.confirm" onClick={() => act.openDialog({ kind: 'confirm-clock' })}>
          Confirm the PC’s clock…
        </Button>
      )}
      <Button about={title} onClick={() => machine.open({ at: alarm.raisedAt })}>
        See it then
      </Button>
      {alarm.kind === 'half_turned' && state === 'active' && <OtherSide rows={alarm.rows ?? []} />}
      <span className="dim">
        {state === 'returned' ? (
          ''
        ) : alarm.level === 'critical' ? (
          'A critical alarm cannot be shelved.'
        ) : shelved ? (
          <>
            Shelved until <Clock at={shelvedUntil} />.
          </>
        ) : (
          ''
        )}
      </span>
      {refusal !== null && (
        <p className="refusal" role="status">
          {refusal}
        </p>
      )}
    </div>
  );
}
