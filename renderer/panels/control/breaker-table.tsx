import { AGENT_EFFECTS, type AgentId, type EffectClass } from '#shared/domain';
import { BreakerMark } from '../../controls/index.ts';
import type { BreakerRow } from '../reading/index.ts';
import { AGENT_NAMES } from './agent-names.ts';
import './breaker-table.css';

const EFFECTS: readonly EffectClass[] = ['read', 'write', 'modify', 'close'];
/** Cells that only ever read are one line: seven switches that say the same are noise. */
const GROUPS: readonly (readonly [string, readonly AgentId[]])[] = [
  ['Intake', ['intake']],
  ['Owner', ['owner']],
  ['Orchestrator', ['orchestrator']],
  ['U-cells', ['u1', 'u2', 'u3', 'u4', 'u5']],
  ['Terminal', ['terminal']],
  ['Detector', ['detector']],
];

/** Every breaker as a switch: agents down, effects across. A group shows the worst of its members. */
export function BreakerTable({ rows }: { readonly rows: readonly BreakerRow[] }) {
  return (
    <table className="breaker-table">
      <caption className="unseen">Breakers by agent and effect</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">Agent</span>
          </th>
          {EFFECTS.map((effect) => (
            <th key={effect} scope="col">
              {effect}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {GROUPS.map(([name, agents]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {EFFECTS.map((effect) => (
              <td key={effect}>
                <Cell rows={rows.filter((row) => agents.includes(row.agent) && row.effect === effect)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const BADNESS = ['CLOSED', 'HALF_OPEN', 'OPEN', 'ISOLATED'] as const;

function Cell({ rows }: { readonly rows: readonly BreakerRow[] }) {
  const worst = [...rows].sort((a, b) => BADNESS.indexOf(b.breaker.state) - BADNESS.indexOf(a.breaker.state))[0];
  return worst === undefined ? (
    <span className="dim">·</span>
  ) : (
    <BreakerMark state={worst.breaker.state} of={`${AGENT_NAMES[worst.agent]} ${worst.effect}`} />
  );
}

/** One agent's breaker for one effect; a dot where it has none. */
export function AgentBreaker({
  rows,
  agent,
  effect,
}: {
  readonly rows: readonly BreakerRow[];
  readonly agent: AgentId;
  readonly effect: EffectClass;
}) {
  return AGENT_EFFECTS[agent].includes(effect) ? (
    <Cell rows={rows.filter((row) => row.agent === agent && row.effect === effect)} />
  ) : (
    <span className="dim">·</span>
  );
}

/** How bad the breaker of one agent for one effect is, the worst below all others; null: it has none. */
export function badnessOf(rows: readonly BreakerRow[], agent: AgentId, effect: EffectClass): number | null {
  if (!AGENT_EFFECTS[agent].includes(effect)) return null;
  const breaker = rows.find((row) => row.agent === agent && row.effect === effect)?.breaker;
  return breaker === undefined ? null : -BADNESS.indexOf(breaker.state);
}
