import { useRef } from 'react';
import type { AlarmLife } from '#shared/projection';
import { Age, AlarmMark, Icon } from '../../controls/index.ts';
import { clockText, countText, localClocks } from '../../format/index.ts';
import { assignSlots, shownAlarms, useEngine, useNow, useUi, type SlotIds } from '../../store/index.ts';
import { inThePast, isBegun } from '../reading/index.ts';
import { useCalm } from './use-calm.ts';
import './alarm-slots.css';

/** Up to five alarms share the row, in the order of their places, which they keep as long as they last; a thin line while there is none. */
export function AlarmSlots() {
  const alarms = useEngine(({ cockpit }) => cockpit.alarms);
  const started = useEngine(isBegun);
  const covered = useUi(({ dialog }) => dialog !== null);
  const shown = shownAlarms(alarms, useNow(5_000));
  const places = useRef<SlotIds>([]);
  places.current = assignSlots(places.current, shown);
  const isQuiet = useCalm(shown.length === 0);
  const rest = shown.length - places.current.filter((id) => id !== null).length;
  return (
    <section className={isQuiet ? 'slots is-quiet' : 'slots'} aria-label="Alarms, first five" inert={covered}>
      <ol>
        {shown.length === 0 && (
          <li className="slot">
            <p>{started ? 'No alarms' : 'No alarms known yet'}</p>
          </li>
        )}
        {places.current.map((id, slot) => {
          const life = id === null ? undefined : alarms.get(id);
          return life === undefined ? null : <Slot key={slot} life={life} />;
        })}
        {rest > 0 && (
          <li className="slot is-more">
            <a href="#alarms">
              <span>
                +{countText(rest)}
                <span className="unseen"> more alarms</span>
              </span>
            </a>
          </li>
        )}
      </ol>
    </section>
  );
}

function Slot({ life }: { readonly life: AlarmLife }) {
  return life.state === 'returned' ? <ReturnedSlot life={life} /> : <StandingSlot life={life} />;
}

/** Its cause is gone: no level any more, and nothing that is claimed of the present. */
const ReturnedSlot = ({ life: { alarm, returnedAt } }: { readonly life: AlarmLife }) => (
  <li className="slot" data-acknowledged="no" data-returned="yes">
    <a href="#alarms">
      <Icon name="check" />
      <span className="slot-title cut" title={inThePast(alarm.title)}>
        {inThePast(alarm.title)}
      </span>
      <span className="slot-age">
        over <Age at={returnedAt ?? alarm.raisedAt} />
      </span>
      <span className="slot-act">The cause is gone. Acknowledge it.</span>
    </a>
  </li>
);

function StandingSlot({ life: { alarm, acknowledged } }: { readonly life: AlarmLife }) {
  const word = acknowledged === null ? 'new' : 'ack';
  const deadline = alarm.deadlineAt === null ? '' : ` Before ${clockText(alarm.deadlineAt, 'minutes')}.`;
  const act = `${localClocks(alarm.action, alarm.raisedAt)}${deadline}${alarm.count > 1 ? ` ${countText(alarm.count)} grouped.` : ''}`;
  return (
    <li className="slot" data-level={alarm.level} data-acknowledged={acknowledged === null ? 'no' : 'yes'}>
      <a href="#alarms">
        <AlarmMark level={alarm.level} />
        <span className="slot-title cut" title={alarm.title}>
          {alarm.title}
        </span>
        <span className="slot-age">
          <span className="roomy">{word} </span>
          <Age at={alarm.raisedAt} />
        </span>
        <span className="slot-act" title={act}>
          {act}
        </span>
      </a>
    </li>
  );
}
