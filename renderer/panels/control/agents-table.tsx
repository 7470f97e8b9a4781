import type { LiveFrame } from '#shared/ipc';
import { DataTable, Empty, Icon, type Column, type IconName } from '../../controls/index.ts';
import { ageText, grouped, ratioText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import type { BreakerRow } from '../reading/index.ts';
import { AGENT_NAMES } from './agent-names.ts';
import { AgentBreaker } from './breaker-table.tsx';
import './agents-table.css';

type Agent = LiveFrame['agents'][number];
const MARKS: Readonly<Record<Agent['health'], IconName>> = {
  healthy: 'check',
  degraded: 'half',
  down: 'cross',
  unknown: 'question',
};

const figure = (ms: number | null): string => grouped(ms, ms !== null && ms < 10 ? 1 : 0);

/** Agents in a fixed order, with what was measured of them. */
export function AgentsTable({ rows }: { readonly rows: readonly BreakerRow[] }) {
  const agents = useEngine(({ live }) => live?.agents ?? null);
  if (agents === null) return <Empty>No agent has reported yet.</Empty>;
  const columns: readonly Column<Agent>[] = [
    { title: 'Agent', cell: ({ id }) => AGENT_NAMES[id] },
    { title: 'Does', cell: ({ role }) => role, look: 'mid' },
    {
      title: 'Health',
      cell: ({ health }) => (
        <span
          className={health === 'degraded' || health === 'down' ? 'health off' : health === 'unknown' ? 'health dim' : 'health'}
        >
          <Icon name={MARKS[health]} small />
          {health === 'unknown' ? 'not in use' : health}
        </span>
      ),
    },
    { title: 'Seen', cell: ({ lastSeenMs }) => ageText(lastSeenMs), align: 'right', look: 'dim' },
    { title: 'Errors', cell: ({ errorRate }) => ratioText(errorRate, 1), align: 'right' },
    { title: 'p50 ms', cell: ({ latency }) => figure(latency.p50), align: 'right' },
    { title: 'p95', cell: ({ latency }) => figure(latency.p95), align: 'right' },
    { title: 'p99', cell: ({ latency }) => figure(latency.p99), align: 'right' },
    { title: 'Up 1 h', cell: ({ up }) => ratioText(up.hour, 2), align: 'right' },
    ...(['read', 'write', 'modify', 'close'] as const).map((effect): Column<Agent> => ({
      title: effect,
      cell: ({ id }) => <AgentBreaker rows={rows} agent={id} effect={effect} />,
    })),
  ];
  return (
    <div className="panel-body" tabIndex={0} role="group" aria-label="Agents">
      <DataTable caption="Agents" columns={columns} rows={agents} rowKey={({ id }) => id} />
    </div>
  );
}
