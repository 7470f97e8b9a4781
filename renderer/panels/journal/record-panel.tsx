import { useEffect, useState } from 'react';
import type { JournalRecord } from '#shared/events';
import { Button, Clock, Empty, Panel } from '../../controls/index.ts';
import { utcText } from '../../format/index.ts';
import { useAct, useCockpit, useEngine } from '../../store/index.ts';
import { actorText } from '../reading/index.ts';
import './record-panel.css';

type Read = { readonly seq: number; readonly record: JournalRecord | null; readonly refused: string | null };

/** One record with its whole payload, read from the journal. */
export function RecordPanel({ seq }: { readonly seq: number | null }) {
  const act = useAct();
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    if (seq === null) return;
    let wanted = true;
    void act.records(seq - 1, 1).then((answer) => {
      if (wanted)
        setRead({ seq, record: answer.ok ? (answer.value[0] ?? null) : null, refused: answer.ok ? null : answer.error.detail });
    });
    return () => {
      wanted = false;
    };
  }, [act, seq]);
  const current = read !== null && read.seq === seq ? read : null;
  return (
    <Panel title="Record" note={seq === null ? undefined : String(seq)}>
      {seq === null ? (
        <Empty>Choose a record to read it whole.</Empty>
      ) : current === null ? (
        <Empty>Reading…</Empty>
      ) : current.record === null ? (
        <Empty>{current.refused ?? 'The journal has no such record.'}</Empty>
      ) : (
        <Whole record={current.record} />
      )}
    </Panel>
  );
}

function Whole({ record }: { readonly record: JournalRecord }) {
  const act = useAct();
  const { machine } = useCockpit().past;
  const known = useEngine(({ cockpit }) => cockpit.signals.has(record.correlationId));
  return (
    <div className="panel-body" tabIndex={0} role="group" aria-label="Record content">
      <dl className="kv pad">
        <dt>Type</dt>
        <dd>{record.type}</dd>
        <dt>At</dt>
        <dd>
          <Clock at={record.at} precise /> <span className="dim">{utcText(record.at)}</span>
        </dd>
        <dt>By</dt>
        <dd>{actorText(record.actor)}</dd>
        <dt>Correlation</dt>
        <dd className="code">{record.correlationId}</dd>
        <dt>Caused by</dt>
        <dd>{record.causationId ?? 'from outside'}</dd>
      </dl>
      <p className="pad row">
        {known && (
          <Button size="small" onClick={() => act.showSignal(record.correlationId)}>
            Open this signal
          </Button>
        )}
        <Button
          size="small"
          onClick={() => {
            act.go('deck');
            machine.open({ seq: record.seq });
          }}
        >
          See the cockpit then
        </Button>
      </p>
      <pre className="payload">{JSON.stringify(record.payload, null, 2)}</pre>
    </div>
  );
}
