import { useEffect, useRef, useState } from 'react';
import { bringIntoView, Button, Empty, Field, Panel, TextInput, useLacking } from '../../controls/index.ts';
import { countedText } from '../../format/index.ts';
import { reasonMissing } from '../reading/index.ts';
import { keyTitle, sectionOf, sectionTitle, shownValue } from './key-words.ts';
import type { ConfigPreview, Configuration } from './use-configuration.ts';

const WORD = 'ALLOW MORE';

/** What the change would do, told by the engine, and doing it. */
export function EffectPanel({ configuration }: { readonly configuration: Configuration }) {
  const { preview, changed } = configuration;
  const box = useRef<HTMLDivElement>(null);
  // On a small screen the answer comes below what was asked.
  useEffect(() => {
    if (preview !== null) bringIntoView(box.current);
  }, [preview]);
  return (
    <div ref={box}>
      <Panel
        title="Effect"
        note={preview === null ? 'told by the engine before anything is written' : undefined}
        testId="config-effect"
      >
        {preview === null ? (
          <Empty>
            {changed.length === 0 ? 'Nothing is changed.' : `${countedText(changed.length, 'change')}, not looked at yet.`}{' '}
            <b>Preview says what each change does, when it takes effect, and what stands against it.</b>
          </Empty>
        ) : (
          <Told configuration={configuration} preview={preview} />
        )}
      </Panel>
    </div>
  );
}

function Told({ configuration, preview }: { readonly configuration: Configuration; readonly preview: ConfigPreview }) {
  const { problems, changes, refused } = preview;
  return (
    <div className="pad stack">
      <ul className="effects">
        {changes.map(({ path, from, to, effective, waits }) => (
          <li key={path}>
            <span className="dim">{sectionTitle(sectionOf(path))}</span>
            <b className="strong">{keyTitle(path)}</b>
            <span>
              {shownValue(path, from)} → <b className="strong">{shownValue(path, to)}</b>
            </span>
            <span className="dim">
              {effective === 'now' ? 'Takes effect at once.' : 'Takes effect at the next start.'}
              {waits && ' It allows more than now: from the start on it waits until nothing is open.'}
            </span>
          </li>
        ))}
      </ul>
      {changes.length === 0 && problems.length === 0 && <p className="mid">The file says this already.</p>}
      {problems.map(({ path, message }) => (
        <p key={path} className="refusal">
          {path}: {message}
        </p>
      ))}
      {refused.map(({ path, detail }) => (
        <p key={path} className="refusal">
          Not now: {detail}
        </p>
      ))}
      {changes.length > 0 && problems.length === 0 && refused.length === 0 && (
        <ApplyForm configuration={configuration} raises={changes.some(({ waits }) => waits)} />
      )}
    </div>
  );
}

/** Away from safety the words have to be typed; the reason is on record. */
function ApplyForm({
  configuration: { apply, isAsked },
  raises,
}: {
  readonly configuration: Configuration;
  readonly raises: boolean;
}) {
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const lacking = useLacking('config.apply');
  const missing =
    lacking ?? (isAsked ? 'Asked; waiting for the engine' : raises && typed !== WORD ? `Type ${WORD}` : reasonMissing(reason));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null) void apply(reason.trim());
      }}
    >
      {raises && (
        <Field label={`Some of it allows more than now. Type ${WORD}`}>
          <TextInput value={typed} onChange={setTyped} placeholder={WORD} />
        </Field>
      )}
      <Field label="Why (journaled)">
        <TextInput value={reason} onChange={setReason} />
      </Field>
      <div className="row">
        <Button look="primary" unavailable={missing} testId="config-apply" onClick={() => void apply(reason.trim())}>
          {isAsked ? 'Asked…' : 'Apply'}
        </Button>
        {missing !== null && <span className="dim">{missing}.</span>}
      </div>
    </form>
  );
}
