import type { TailLine } from '#shared/projection';
import { Clock, DataTable, type Column } from '../../controls/index.ts';
import { useEngine } from '../../store/index.ts';
import { actorText, None } from '../reading/index.ts';

const TYPES: ReadonlySet<string> = new Set([
  'fault.seen',
  'controller.observed',
  'breaker.moved',
  'drift.changed',
  'terminal.probed',
  'run.sealed',
  'block.raised',
  'block.lifted',
]);

/** The tail's lines about faults and what was done about them, newest first. The journal view shows their content. */
export function FaultLines() {
  const tail = useEngine(({ cockpit }) => cockpit.tail);
  const lines = [...tail.values()]
    .filter(({ type }) => TYPES.has(type))
    .reverse()
    .slice(0, 40);
  const columns: readonly Column<TailLine>[] = [
    { title: 'Record', cell: ({ type }) => type },
    { title: 'By', cell: ({ actor }) => actorText(actor), look: 'mid' },
    { title: 'About', cell: ({ correlationId }) => <span className="code">{correlationId}</span>, fill: true, look: 'dim' },
    { title: 'Seq', cell: ({ seq }) => seq, align: 'right', look: 'dim' },
    { title: 'At', cell: ({ at }) => <Clock at={at} />, align: 'right', look: 'dim' },
  ];
  if (lines.length === 0) return <None said="No fault in the last records." />;
  return (
    <div className="panel-body" tabIndex={0} role="group" aria-label="Fault lines">
      <DataTable caption="Faults and breakers, newest first" columns={columns} rows={lines} rowKey={({ seq }) => String(seq)} />
    </div>
  );
}
