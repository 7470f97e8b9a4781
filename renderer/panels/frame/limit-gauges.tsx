import { resetOf, rulebookIn } from '#shared/rulebooks';
import { AlarmMark, LEVEL_WORDS } from '../../controls/index.ts';
import type { Alarm } from '#shared/domain';
import { countText, durationText, NOTHING, zoneClockText } from '../../format/index.ts';
import { shownAlarms, activeAlarms, useEngine, useNow } from '../../store/index.ts';
import { isBegun } from '../reading/index.ts';
import { Gauge } from './gauge.tsx';
import './limit-gauges.css';

const LEVELS: readonly Alarm['level'][] = ['critical', 'high', 'advisory'];

export function AlarmsGauge() {
  const alarms = useEngine(({ cockpit }) => cockpit.alarms);
  const kept = shownAlarms(alarms, useNow(5_000));
  const shown = activeAlarms(kept);
  const over = kept.length - shown.length;
  const fresh = shown.filter(({ acknowledged }) => acknowledged === null).length;
  const shelved = alarms.size - kept.length;
  const started = useEngine(isBegun);
  const quiet = started ? 'none active' : 'not known yet';
  const note =
    kept.length === 0 && shelved === 0
      ? quiet
      : `${countText(fresh)} new · ${shelved > 0 ? `${countText(shelved)} shelved` : over > 0 ? `${countText(over)} over` : `${countText(shown.length - fresh)} ack`}`;
  return (
    <Gauge label="Alarms" note={<span>{note}</span>}>
      <span className="levels">
        {LEVELS.map((level) => {
          const count = shown.filter(({ alarm }) => alarm.level === level).length;
          return (
            <span key={level} className={count > 0 ? 'level on' : 'level'}>
              <AlarmMark level={level} small said={false} />
              <span>
                <span className="unseen">{LEVEL_WORDS[level]} </span>
                {started ? countText(count) : NOTHING}
              </span>
            </span>
          );
        })}
      </span>
    </Gauge>
  );
}

/** The firm's wall clock: its midnight, not ours, is when the day's room starts again. */
export function DayGauge() {
  const config = useEngine(({ cockpit }) => cockpit.config);
  const resetsAt = useEngine(({ cockpit, live }) => live?.room?.resetsAt ?? cockpit.day?.resetsAt ?? null);
  const known = useEngine(({ live }) => live !== null);
  const now = useNow(1_000);
  const { zone, clock } = resetOf(rulebookIn(config.rulebook));
  const trusted = useEngine(({ cockpit }) => cockpit.clock.trusted);
  const left = resetsAt === null || !known ? NOTHING : `in ${durationText(resetsAt - now)}`;
  return (
    <Gauge
      label={
        <span>
          Firm’s day<span className="roomy"> · {clock}</span>
        </span>
      }
      note={
        trusted ? (
          <span>
            <span className="roomy">resets </span>
            {left}
          </span>
        ) : (
          <span title="The firm’s day stays as it was until the PC’s clock is known to be right">clock in doubt</span>
        )
      }
    >
      {known ? zoneClockText(now, zone) : NOTHING}
    </Gauge>
  );
}
