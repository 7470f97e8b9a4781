import type { AlarmLife } from '#shared/projection';
import { Empty, Panel, useHeldOrder, View } from '../../controls/index.ts';
import { shownAlarms, useEngine, useNow } from '../../store/index.ts';
import { AlarmCard } from './alarm-card.tsx';

export function AlarmsView() {
  const alarms = useEngine(({ cockpit }) => cockpit.alarms);
  const now = useNow(5_000);
  const shown = shownAlarms(alarms, now);
  const shelved = [...alarms.values()].filter((life) => !shown.includes(life));
  return (
    <View title="Alarms" summary="Each asks for an act. Acknowledging silences an alarm, it does not hide it.">
      <div className="stacked">
        <Panel
          title="Active"
          note={shown.length === 0 ? undefined : String(shown.length)}
          end={<span className="roomy">most urgent first</span>}
        >
          {shown.length === 0 ? (
            <Empty>
              No alarm is active. <b>What needs no act is a line in the journal, not an alarm.</b>
            </Empty>
          ) : (
            <AlarmList lives={shown} />
          )}
        </Panel>
        {shelved.length > 0 && (
          <Panel title="Shelved" note={String(shelved.length)}>
            <AlarmList lives={shelved} />
          </Panel>
        )}
      </div>
    </View>
  );
}

/** Cards that keep their places under the pointer. */
function AlarmList({ lives }: { readonly lives: readonly AlarmLife[] }) {
  const { ids, hold } = useHeldOrder(
    lives.map(({ alarm }) => alarm.id),
    true,
  );
  return (
    <ul className="alarm-list" {...hold}>
      {ids.map((id) => {
        const life = lives.find(({ alarm }) => alarm.id === id);
        return life === undefined ? null : (
          <li key={id}>
            <AlarmCard life={life} />
          </li>
        );
      })}
    </ul>
  );
}
