import type { Stage } from '#shared/domain';
import { countText, msText } from '../../format/index.ts';
import { useEngine, type EngineView } from '../../store/index.ts';
import { isBegun, STAGE_BUDGET_MS, STAGE_NAMES, STAGE_ORDER } from '../reading/index.ts';
import './flow.css';

/** Stations that judge by rules, before and after the trader's word. */
const RULES: readonly Stage[] = ['controller', 'owner', 'u1', 'u2', 'u3'];

/** Where the signals of this journal went, in one line, and the station that is nearest to its budget; each station is under Control. */
export function Flow() {
  const started = useEngine(isBegun);
  const intake = useEngine(({ cockpit }) => cockpit.intake);
  const stages = useEngine(({ cockpit }) => cockpit.stages);
  const waiting = useEngine(({ cockpit }) => cockpit.pending.size);
  const counted = (count: number): string => (started ? countText(count) : '–');
  const refused = RULES.reduce((sum, stage) => sum + (stages.get(stage)?.refused ?? 0), 0);
  const failed = STAGE_ORDER.reduce((sum, stage) => sum + (stages.get(stage)?.failed ?? 0), 0);
  return (
    <section className="flow-line" aria-label="Pipeline">
      <ol>
        <Step count={counted(intake.received)} word="in" />
        <Step count={counted(intake.accepted)} word="accepted" />
        <Step count={counted(refused)} word="refused by rules" />
        <Step count={counted(stages.get('approval')?.refused ?? 0)} word="not approved" roomy />
        <Step count={counted(waiting)} word="waiting" />
        <Step count={counted(stages.get('u4')?.asked ?? 0)} word="sent" />
        <Step count={counted(failed)} word="failed" isLoud={failed > 0} />
      </ol>
      <Slowest />
      <a className="btn quiet small" href="#control">
        Stations
      </a>
    </section>
  );
}

type StepProps = { readonly count: string; readonly word: string; readonly roomy?: boolean; readonly isLoud?: boolean };

const Step = ({ count, word, roomy = false, isLoud = false }: StepProps) => (
  <li className={roomy ? 'roomy' : undefined}>
    <b className={isLoud ? 'strong lit' : 'strong'}>{count}</b> {word}
  </li>
);

/** The station that takes most of the time it may take; the trader's own time is the card's. */
function slowestOf({ live }: EngineView): string | null {
  const shares = STAGE_ORDER.flatMap((stage) => {
    const p95 = live?.stages[stage].p95 ?? null;
    if (stage === 'approval' || p95 === null) return [];
    const budget = STAGE_BUDGET_MS[stage];
    return [{ stage, share: p95 / budget, said: `${STAGE_NAMES[stage]} ${msText(p95)} of ${msText(budget)}` }];
  });
  const [first] = shares.sort((a, b) => b.share - a.share);
  return first === undefined ? null : `${first.share > 1 ? 'over its budget: ' : 'slowest, p95: '}${first.said}`;
}

function Slowest() {
  const said = useEngine(slowestOf);
  return (
    <span className={said?.startsWith('over') === true ? 'slowest strong lit' : 'slowest'}>{said ?? 'nothing measured yet'}</span>
  );
}
