import type { Stage } from '#shared/domain';
import { Bar, Panel } from '../../controls/index.ts';
import { countText, msText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { isBegun, STAGE_BUDGET_MS, STAGE_NAMES, STAGE_ORDER } from '../reading/index.ts';
import './stations-panel.css';

const REFUSED: Partial<Readonly<Record<Stage, string>>> = { approval: 'not approved', u5: 'findings' };

/** The pipeline's stations in order: how many signals came, how long they took against their budget, how many went no further. */
export function StationsPanel() {
  return (
    <Panel title="Stations" note="since this journal began; p95 against its budget">
      <div className="flow" role="group" aria-label="Pipeline stages">
        {STAGE_ORDER.map((stage) => (
          <FlowStage key={stage} stage={stage} />
        ))}
      </div>
    </Panel>
  );
}

function FlowStage({ stage }: { readonly stage: Stage }) {
  const count = useEngine(({ cockpit }) => cockpit.stages.get(stage));
  const intake = useEngine(({ cockpit }) => cockpit.intake);
  const started = useEngine(isBegun);
  const p95 = useEngine(({ live }) => live?.stages[stage].p95 ?? null);
  const ttl = useEngine(({ cockpit }) => cockpit.config.approvals.ttlMs);
  const asked = stage === 'intake' ? intake.received : (count?.asked ?? 0);
  const refused = stage === 'intake' ? intake.received - intake.accepted : (count?.refused ?? 0);
  const failed = count?.failed ?? 0;
  return (
    <div className="stage">
      <h3>
        {STAGE_NAMES[stage]}
        <b>{started ? countText(asked) : '–'}</b>
      </h3>
      <span className="cut">p95 {msText(p95)}</span>
      <Bar value={p95} limit={stage === 'approval' ? ttl : STAGE_BUDGET_MS[stage]} />
      <span>
        {started ? countText(refused) : '–'} {REFUSED[stage] ?? 'refused'}
        {failed > 0 && ` · ${countText(failed)} failed`}
      </span>
    </div>
  );
}
