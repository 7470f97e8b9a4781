import { Empty, Panel, View } from '../../controls/index.ts';
import { countText, msText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { breakersOf, isBegun, notClosed, type BreakerRow } from '../reading/index.ts';
import { AgentsTable } from './agents-table.tsx';
import { BreakerCard } from './breaker-card.tsx';
import { BreakerChooser } from './breaker-chooser.tsx';
import { FaultLines } from './fault-lines.tsx';
import { Lanes } from './lanes.tsx';
import { StationsPanel } from './stations-panel.tsx';
import { RecoveryTable } from './recovery-table.tsx';
import './control-view.css';

export function ControlView() {
  const moved = useEngine(({ cockpit }) => cockpit.breakers);
  const live = useEngine((view) => view.live);
  const started = useEngine(isBegun);
  const rows = started ? breakersOf(moved) : [];
  const off = notClosed(rows);
  const healthy = live?.agents.filter(({ health }) => health === 'healthy').length ?? 0;
  const inUse = live?.agents.filter(({ health }) => health !== 'unknown').length ?? 0;
  const summary =
    live === null
      ? 'No figures yet'
      : `${countText(inUse)} agents in use, ${countText(healthy)} healthy · ${off.length === 0 ? 'all breakers closed' : `${countText(off.length)} of ${countText(rows.length)} breakers not closed`}`;
  return (
    <View title="Control plane" summary={summary}>
      <StationsPanel />
      <div className="control">
        <div className="control-side">
          <Panel
            title="Agents"
            end={
              live === null
                ? undefined
                : `routed ${countText(live.routedTotal)} · failed ${countText(live.failedTotal)} · p99 ${msText(live.routing.p99)}`
            }
          >
            <AgentsTable rows={rows} />
          </Panel>
          <Panel title="Recovery" note="faults, what was done, what proved it well again">
            <RecoveryTable />
          </Panel>
          <Panel title="Faults and breakers" note="from the journal’s tail">
            <FaultLines />
          </Panel>
        </div>
        <div className="control-side">
          <BreakersPanel rows={rows} started={started} />
          <Panel title="Lanes" note="bounded, ageing" end="depth · oldest">
            <div className="pad-top">
              <Lanes />
            </div>
          </Panel>
        </div>
      </div>
    </View>
  );
}

function BreakersPanel({ rows, started }: { readonly rows: readonly BreakerRow[]; readonly started: boolean }) {
  const off = notClosed(rows);
  return (
    <Panel
      title="Breakers"
      note={!started ? 'not known yet' : off.length === 0 ? 'all closed' : `${countText(off.length)} not closed`}
    >
      <div className="panel-body">
        {off.map((row) => (
          <BreakerCard key={`${row.agent}/${row.effect}`} row={row} />
        ))}
        <Empty>
          {!started
            ? 'Not known yet.'
            : off.length === 0
              ? 'Every call goes through.'
              : `The other ${countText(rows.length - off.length)} are closed.`}{' '}
          An open write breaker never blocks closing.
        </Empty>
        <BreakerChooser rows={rows} />
      </div>
    </Panel>
  );
}
