import { useEffect, useState } from 'react';
import type { JournalRecord } from '#shared/events';
import { Button, Empty, Field, Panel, TextInput } from '../../controls/index.ts';
import { countText, dateTimeText } from '../../format/index.ts';
import { useAct, type Actions } from '../../store/index.ts';
import { actorText, reasonMissing } from '../reading/index.ts';
import { keyTitle, shownValue } from './key-words.ts';
import type { Configuration } from './use-configuration.ts';

type Version = Extract<JournalRecord, { type: 'config.changed' }>;
const SHOWN = 20;
const HOW = { applied: 'Changed', undone: 'Undone', trusted: 'Proxy trusted' } as const;

/** The newest changes, or why they cannot be told. */
async function changesOnRecord(act: Actions): Promise<readonly Version[] | string> {
  const found = await act.searchJournal({
    type: 'config.changed',
    text: '',
    actor: null,
    from: null,
    to: null,
    before: null,
    limit: SHOWN,
  });
  if (!found.ok) return found.error.detail;
  const answers = await Promise.all(found.value.lines.map(({ seq }) => act.records(seq - 1, 1)));
  const records = answers.flatMap((answer) => (answer.ok ? answer.value : []));
  return records.filter((record): record is Version => record.type === 'config.changed');
}

/** The changes that are on record, newest first: `null` until they are known. */
function useVersions(version: string): { readonly versions: readonly Version[] | null; readonly why: string | null } {
  const act = useAct();
  const [versions, setVersions] = useState<readonly Version[] | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    void changesOnRecord(act).then((found) => {
      if (!isWanted) return;
      if (typeof found === 'string') setWhy(found);
      else setVersions(found);
    });
    return () => {
      isWanted = false;
    };
  }, [act, version]);
  return { versions, why };
}

/** What was changed, when, by whom and why; the way back, and what any of them would bring back. */
export function VersionsPanel({ configuration }: { readonly configuration: Configuration }) {
  const { view } = configuration;
  const { versions, why } = useVersions(view.version);
  return (
    <Panel title="Versions" note={`the last ${countText(SHOWN)} on record`} testId="config-versions">
      <UndoLine configuration={configuration} />
      {why !== null && <p className="pad refusal">{why}</p>}
      {versions === null ? (
        <Empty>{why === null ? 'Looking through the journal…' : 'Not known.'}</Empty>
      ) : versions.length === 0 ? (
        <Empty>
          No change is on record. <b>Each one that is applied here or over HTTP is listed, and can be taken back.</b>
        </Empty>
      ) : (
        <ol className="versions">
          {versions.map((record) => (
            <VersionLine key={record.seq} record={record} configuration={configuration} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function VersionLine({
  record: { seq, at, payload },
  configuration,
}: {
  readonly record: Version;
  readonly configuration: Configuration;
}) {
  const readable = payload.changes.flatMap(({ path, from }) => {
    const shape = configuration.config.shapes.find((one) => one.path === path);
    const value = valueIn(from);
    return shape === undefined || value === undefined ? [] : [[path, value ?? shape.preset ?? null] as const];
  });
  const back = (): void =>
    configuration.fill(new Map(readable), `Filled in as it was before record ${countText(seq)}. Look it over, then preview.`);
  return (
    <li>
      <span className="dim">
        {HOW[payload.how]} {dateTimeText(at)}, {actorText(payload.by)}
        {payload.reason === null ? '' : `: ${payload.reason}`}
      </span>
      {payload.changes.slice(0, 4).map(({ path, from, to }) => (
        <span key={path}>
          {keyTitle(path)} {shownValue(path, valueIn(from))} → <b className="strong">{shownValue(path, valueIn(to))}</b>
        </span>
      ))}
      {payload.changes.length > 4 && <span className="dim">and {countText(payload.changes.length - 4)} more</span>}
      {readable.length > 0 && (
        <Button size="small" look="quiet" about={`of record ${countText(seq)}`} onClick={back}>
          Fill in what was before
        </Button>
      )}
    </li>
  );
}

/** A recorded value; undefined where it was cut. */
function valueIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function UndoLine({ configuration: { view, isAsked, undo } }: { readonly configuration: Configuration }) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  if (!isOpen)
    return (
      <div className="pad row">
        <Button
          unavailable={view.canUndo ? null : 'There is no configuration from before a change'}
          testId="config-undo"
          onClick={() => setOpen(true)}
        >
          Undo the last change…
        </Button>
        {!view.canUndo && <span className="dim">Nothing to undo.</span>}
      </div>
    );
  const missing = isAsked ? 'Asked; waiting for the engine' : reasonMissing(reason);
  const go = (): void => {
    if (missing !== null) return;
    setOpen(false);
    setReason('');
    void undo(reason.trim());
  };
  return (
    <form
      className="pad stack"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false);
      }}
    >
      <Field label="Why is it undone (journaled)">
        <TextInput value={reason} onChange={setReason} />
      </Field>
      <div className="row">
        <Button onClick={() => setOpen(false)}>Keep it</Button>
        <Button needs="config.undo" unavailable={missing} testId="config-undo-now" onClick={go}>
          Undo it
        </Button>
      </div>
    </form>
  );
}
