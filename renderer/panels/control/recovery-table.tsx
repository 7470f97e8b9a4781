import type { Recovered, Recovery } from '#shared/projection';
import { Clock, DataTable, type Column } from '../../controls/index.ts';
import { countText, msText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { None } from '../reading/index.ts';
import { AGENT_NAMES } from './agent-names.ts';

type Line = {
  readonly id: string;
  readonly startedAt: number;
  readonly part: string;
  readonly severity: string;
  readonly fault: string;
  readonly last: string;
  readonly result: string;
  readonly isActive: boolean;
};

const words = (kind: string): string => kind.replaceAll('_', ' ');

const ofBoth = ({
  id,
  startedAt,
  agent,
  severity,
  kind,
  subject,
  last,
}: Recovery | Recovered): Omit<Line, 'result' | 'isActive'> => ({
  id,
  startedAt,
  part: AGENT_NAMES[agent],
  severity,
  fault: subject === agent ? words(kind) : `${words(kind)} ${subject}`,
  last,
});

const ofActive = (recovery: Recovery): Line => ({
  ...ofBoth(recovery),
  result: `under way, ${countText(recovery.actions)} done`,
  isActive: true,
});

const ofRecovered = (recovered: Recovered): Line => ({
  ...ofBoth(recovered),
  result: `recovered by ${recovered.verifiedBy} after ${msText(recovered.ms)}`,
  isActive: false,
});

const COLUMNS: readonly Column<Line>[] = [
  { title: 'Time', cell: ({ startedAt }) => <Clock at={startedAt} />, look: 'dim' },
  { title: 'Part', cell: ({ part }) => part },
  { title: 'Class', cell: ({ severity }) => severity, look: 'mid' },
  { title: 'Fault', cell: ({ fault }) => fault },
  { title: 'Last step', cell: ({ last }) => last, fill: true, look: 'mid' },
  { title: 'Result', cell: ({ result, isActive }) => <span className={isActive ? 'strong' : 'dim'}>{result}</span> },
];

/** Faults, what was done about them, and how health was verified: what is under way first, then the newest. */
export function RecoveryTable() {
  const active = useEngine(({ cockpit }) => cockpit.recoveries);
  const over = useEngine(({ cockpit }) => cockpit.recovered);
  const lines = [...[...active.values()].map(ofActive), ...over.map(ofRecovered).reverse()].slice(0, 40);
  if (lines.length === 0)
    return (
      <None said="No recovery is on record here.">
        <b>What fails, what was done about it and what proved it well again appears here.</b>
      </None>
    );
  return (
    <div className="panel-body" tabIndex={0} role="group" aria-label="Recoveries">
      <DataTable caption="Recoveries, what is under way first" columns={COLUMNS} rows={lines} rowKey={({ id }) => id} />
    </div>
  );
}
