import { useState } from 'react';
import { ALARM_ROWS_MAX, hasFollowers, type AlarmRow } from '#shared/domain';
import type { AlarmLife } from '#shared/projection';
import { AlarmMark, Clock, Icon, LEVEL_WORDS } from '../../controls/index.ts';
import { clockText, countText, durationText, localClocks, NOTHING } from '../../format/index.ts';
import { useNow } from '../../store/index.ts';
import { HelpLink, pageOfAlarm } from '../help/index.ts';
import { actorText, inThePast } from '../reading/index.ts';
import { AlarmActs } from './alarm-acts.tsx';

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
        <dd title={alarm.cause}>{inThePast(localClocks(alarm.cause, alarm.raisedAt))}</dd>
        <dt>What to do</dt>
        <dd>Nothing is left to do. Acknowledge it, and it leaves the screen.</dd>
      </dl>
      <AlarmActs life={life} />
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
          since <Clock at={alarm.raisedAt} />, <Standing since={alarm.raisedAt} /> · {standing}
          {alarm.count > 1 && ` · ${countText(alarm.count)} grouped`}
        </span>
      </h3>
      <dl className="kv">
        <dt>Cause</dt>
        <dd title={alarm.cause}>{localClocks(alarm.cause, alarm.raisedAt)}</dd>
        {alarm.rows !== undefined && alarm.rows.length > (hasFollowers(alarm.kind) ? 0 : 1) && (
          <Rows rows={alarm.rows} isCause={hasFollowers(alarm.kind)} near={alarm.raisedAt} />
        )}
        <dt>Consequence</dt>
        <dd title={alarm.consequence}>{localClocks(alarm.consequence, alarm.raisedAt)}</dd>
        <dt>What to do</dt>
        <dd>
          {localClocks(alarm.action, alarm.raisedAt)} <HelpLink to={pageOfAlarm(alarm.kind)} about={alarm.title} />
        </dd>
        <dt>Deadline</dt>
        <dd>
          <Deadline at={alarm.deadlineAt} />
        </dd>
      </dl>
      <AlarmActs life={life} />
    </article>
  );
}

type RowsProps = { readonly rows: readonly AlarmRow[]; readonly isCause: boolean; readonly near: number };

/** What the alarm stands for, one line each: the first few, and the rest on asking, which then scrolls in its place. */
function Rows({ rows, isCause, near }: RowsProps) {
  const [isWhole, setWhole] = useState(false);
  const more = rows.length - ROWS_SHOWN;
  const shown = isWhole ? rows : rows.slice(0, ROWS_SHOWN);
  return (
    <>
      <dt>{rowsTitle(rows.length, isCause)}</dt>
      <dd>
        <ul className="alarm-rows" tabIndex={isWhole ? 0 : undefined} aria-label="What this alarm is about">
          {shown.map(({ subject, text }, at) => (
            <li key={at}>
              {!isCause && <b>{subject}</b>} {localClocks(text, near)}
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

function rowsTitle(count: number, isCause: boolean): string {
  if (isCause) return 'Follows from it';
  return count < ALARM_ROWS_MAX ? `${countText(count)} of them` : `The first ${countText(count)}`;
}

/** How long it has stood. */
const Standing = ({ since }: { readonly since: number }) => <>for {durationText(Math.max(0, useNow(1_000) - since))}</>;

function Deadline({ at }: { readonly at: number | null }) {
  const left = (at ?? 0) - useNow(1_000);
  if (at === null) return <>{NOTHING}</>;
  return (
    <>
      <Clock at={at} />, {left > 0 ? `in ${durationText(left)}` : 'it has passed'}
    </>
  );
}
