import { useState } from 'react';
import { isJsonObject } from '#shared/config';
import { messageOf } from '#shared/lib';
import { Button, Panel } from '../../controls/index.ts';
import { countedText } from '../../format/index.ts';
import { CopyButton } from '../reading/index.ts';
import { typedFrom } from './config-draft.ts';
import type { Configuration } from './use-configuration.ts';

/** The file out and in. What comes in is only filled in: nothing is written before it was looked over and applied. */
export function ExchangePanel({ configuration }: { readonly configuration: Configuration }) {
  const { config, fill } = configuration;
  const [text, setText] = useState('');
  const [why, setWhy] = useState<string | null>(null);
  const out = JSON.stringify(config.stated, null, 2);
  const take = (json: string): void => {
    const read = readFile(json);
    if (typeof read === 'string') return setWhy(read);
    const { typed, unknown } = typedFrom(config, read);
    setWhy(unknown.length === 0 ? null : `Left out, because no such key is here: ${unknown.slice(0, 8).join(', ')}`);
    if (typed.size > 0) setText('');
    fill(
      typed,
      typed.size === 0
        ? 'That file says what is kept already.'
        : `Filled in: ${countedText(typed.size, 'change')}. Look them over, then preview.`,
    );
  };
  return (
    <Panel title="Import and export" note="no secret is in it">
      <div className="pad stack">
        <div className="row">
          <CopyButton text={out} about="the configuration">
            Copy the file
          </CopyButton>
          <FileButton onText={take} />
        </div>
        <textarea
          className="input lines"
          rows={3}
          aria-label="A configuration to fill in, as JSON"
          placeholder="or paste a configuration here"
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="row">
          <Button size="small" unavailable={text.trim() === '' ? 'Nothing is pasted' : null} onClick={() => take(text)}>
            Fill it in
          </Button>
        </div>
        {why !== null && (
          <p className="refusal wrap" role="status">
            {why}
          </p>
        )}
      </div>
    </Panel>
  );
}

/** The configuration in a text, or why it is none. */
function readFile(text: string): Readonly<Record<string, unknown>> | string {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isJsonObject(value) ? value : 'That is no configuration: it has to be one JSON object, in braces';
  } catch (error) {
    return `That is not JSON: ${messageOf(error)}`;
  }
}

function FileButton({ onText }: { readonly onText: (text: string) => void }) {
  return (
    <label className="btn small file">
      Choose a file…
      <input
        className="unseen"
        type="file"
        accept=".json,application/json"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) void file.text().then(onText);
        }}
      />
    </label>
  );
}
