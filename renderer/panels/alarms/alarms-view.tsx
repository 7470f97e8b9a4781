import type { AlarmLife } from '#shared/projection';
import { Panel, useHeldOrder, View } from '../../controls/index.ts';
import { shownAlarms, activeAlarms, useEngine, useNow } from '../../store/index.ts';
import { None } from '../reading/index.ts';
import { AlarmCard } from './alarm-card.tsx';
import { HistoryPanel } from './history-panel.tsx';

export function AlarmsView() {
  const alarms = useEngine(({ cockpit }) => cockpit.alarms);
  const now = useNow(5_000);
  const kept = shownAlarms(alarms, now);
  const shown = activeAlarms(kept);
  const over = kept.filter((life) => !shown.includes(life));
  const shelved = [...alarms.values()].filter((life) => !kept.includes(life));
  return (
    <View title="Alarms" summary="Each asks for an act. Acknowledging silences an alarm, it does not hide it.">
      <div className="stacked">
        <Panel
          title="Active"
          note={shown.length === 0 ? undefined : String(shown.length)}
          end={<span className="roomy">most urgent first</span>}
        >
          {shown.length === 0 ? (
            <None said="No alarm is active.">
              <b>What needs no act is a line in the journal, not an alarm.</b>
            </None>
          ) : (
            <AlarmList lives={shown} />
          )}
        </Panel>
        {over.length > 0 && (
          <Panel title="Over, not acknowledged" note={String(over.length)}>
            <AlarmList lives={over} />
          </Panel>
        )}
        {shelved.length > 0 && (
          <Panel title="Shelved" note={String(shelved.length)}>
            <AlarmList lives={shelved} />
          </Panel>
        )}
        <HistoryPanel />
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
