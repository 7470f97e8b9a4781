import { useEffect, useState } from 'react';
import type { JournalRecord } from '#shared/events';
import { Button, Clock, Empty, Panel } from '../../controls/index.ts';
import { countText, utcText } from '../../format/index.ts';
import { useAct, useCockpit, useEngine } from '../../store/index.ts';
import { actorText } from '../reading/index.ts';
import { CauseTree } from './cause-tree.tsx';
import './record-panel.css';

type Read = { readonly seq: number; readonly record: JournalRecord | null; readonly refused: string | null };

/** One record with its whole payload, read from the journal. */
export function RecordPanel({ seq, onOpen }: { readonly seq: number | null; readonly onOpen: (seq: number) => void }) {
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
        <Whole record={current.record} onOpen={onOpen} />
      )}
    </Panel>
  );
}

function Whole({ record, onOpen }: { readonly record: JournalRecord; readonly onOpen: (seq: number) => void }) {
  const act = useAct();
  const { machine } = useCockpit().past;
  const signalId = signalIn(record);
  const known = useEngine(({ cockpit }) => signalId !== null && cockpit.signals.has(signalId));
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
        <dd>
          <Cause of={record} onOpen={onOpen} />
        </dd>
      </dl>
      <p className="pad row">
        {known && signalId !== null && (
          <Button size="small" onClick={() => act.showSignal(signalId)}>
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
      <CauseTree seq={record.seq} correlationId={record.correlationId} onOpen={onOpen} />
      <pre className="payload">{JSON.stringify(record.payload, null, 2)}</pre>
    </div>
  );
}

/** The signal that a record speaks of; a correlation is a sender's trace, not a signal's id. */
function signalIn({ payload }: JournalRecord): string | null {
  const { signalId, signal, message } = payload as Readonly<Record<string, unknown>>;
  const named = [signalId, signal, message].map((one) =>
    typeof one === 'object' && one !== null && 'signalId' in one ? one.signalId : one,
  );
  return named.find((one): one is string => typeof one === 'string') ?? null;
}

/** The record that caused it, a press away. */
function Cause({ of: { causationId }, onOpen }: { readonly of: JournalRecord; readonly onOpen: (seq: number) => void }) {
  const seq = Number(causationId);
  if (causationId === null || !Number.isSafeInteger(seq)) return <>{causationId ?? 'from outside'}</>;
  return (
    <button type="button" className="link strong" onClick={() => onOpen(seq)}>
      record {countText(seq)}
    </button>
  );
}
