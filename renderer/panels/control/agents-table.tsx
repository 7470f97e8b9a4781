import type { LiveFrame } from '#shared/ipc';
import { Empty, Icon, SortTable, type Column, type IconName } from '../../controls/index.ts';
import { ageText, grouped, ratioText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import type { BreakerRow } from '../reading/index.ts';
import { AGENT_NAMES } from './agent-names.ts';
import { AgentBreaker, badnessOf } from './breaker-table.tsx';
import './agents-table.css';

type Agent = LiveFrame['agents'][number];
const MARKS: Readonly<Record<Agent['health'], IconName>> = {
  healthy: 'check',
  degraded: 'half',
  down: 'cross',
  unknown: 'question',
};
/** Worst first; what is not in use says nothing of itself. */
const HEALTH_ORDER: readonly Agent['health'][] = ['down', 'degraded', 'healthy', 'unknown'];

const figure = (ms: number | null): string => grouped(ms, ms !== null && ms < 10 ? 1 : 0);

/** Agents in a fixed order, with what was measured of them. */
export function AgentsTable({ rows }: { readonly rows: readonly BreakerRow[] }) {
  const agents = useEngine(({ live }) => live?.agents ?? null);
  if (agents === null) return <Empty>No agent has reported yet.</Empty>;
  const columns: readonly Column<Agent>[] = [
    { title: 'Agent', cell: ({ id }) => AGENT_NAMES[id], by: ({ id }) => AGENT_NAMES[id] },
    { title: 'Does', cell: ({ role }) => role, look: 'mid', by: ({ role }) => role },
    {
      title: 'Health',
      by: ({ health }) => HEALTH_ORDER.indexOf(health),
      cell: ({ health }) => (
        <span
          className={health === 'degraded' || health === 'down' ? 'health off' : health === 'unknown' ? 'health dim' : 'health'}
        >
          <Icon name={MARKS[health]} small />
          {health === 'unknown' ? 'not in use' : health}
        </span>
      ),
    },
    {
      title: 'Seen',
      cell: ({ lastSeenMs }) => ageText(lastSeenMs),
      align: 'right',
      look: 'dim',
      by: ({ lastSeenMs }) => lastSeenMs,
    },
    { title: 'Errors', cell: ({ errorRate }) => ratioText(errorRate, 1), align: 'right', by: ({ errorRate }) => errorRate },
    { title: 'p50 ms', cell: ({ latency }) => figure(latency.p50), align: 'right', by: ({ latency }) => latency.p50 },
    { title: 'p95', cell: ({ latency }) => figure(latency.p95), align: 'right', by: ({ latency }) => latency.p95 },
    { title: 'p99', cell: ({ latency }) => figure(latency.p99), align: 'right', by: ({ latency }) => latency.p99 },
    { title: 'Up 1 h', cell: ({ up }) => ratioText(up.hour, 2), align: 'right', by: ({ up }) => up.hour },
    ...(['read', 'write', 'modify', 'close'] as const).map((effect): Column<Agent> => ({
      title: effect,
      cell: ({ id }) => <AgentBreaker rows={rows} agent={id} effect={effect} />,
      by: ({ id }) => badnessOf(rows, id, effect),
    })),
  ];
  return (
    <div className="panel-body" tabIndex={0} role="group" aria-label="Agents">
      <SortTable list="agents" caption="Agents" columns={columns} rows={agents} rowKey={({ id }) => id} />
    </div>
  );
}
