import { useState } from 'react';
import type { Column } from '#shared/config';
import { Button } from '../../controls/index.ts';
import { codeText, countText, labelOf } from '../../format/index.ts';
import { numberTyped } from './number-typed.ts';
import { unitOf } from './key-words.ts';

type Entry = Readonly<Record<string, string>>;
type RowsFieldProps = {
  readonly label: string;
  readonly value: unknown;
  readonly columns: readonly Column[];
  readonly most: number | null;
  readonly notes: string;
  readonly onChange: (value: unknown) => void;
};

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
const presetOf = (column: Column): string =>
  textOf(column.preset ?? (column.kind === 'choice' ? column.options[0] : column.kind === 'number' ? column.min : ''));
const valueOf = (column: Column, text: string): unknown =>
  column.kind === 'number' ? numberTyped(text) : column.kind === 'switch' ? text === 'true' : text;

/** A list whose entries have several fields each, in the order in which they hold. */
export function RowsField({ label, value, columns, most, notes, onChange }: RowsFieldProps) {
  const [entries, setEntries] = useState<readonly Entry[]>(() =>
    (Array.isArray(value) ? (value as readonly Readonly<Record<string, unknown>>[]) : []).map((one) =>
      Object.fromEntries(columns.map(({ key }) => [key, textOf(one[key])])),
    ),
  );
  const become = (next: readonly Entry[]): void => {
    setEntries(next);
    onChange(
      next.map((entry) => Object.fromEntries(columns.map((column) => [column.key, valueOf(column, entry[column.key] ?? '')]))),
    );
  };
  const fresh = (): Entry => Object.fromEntries(columns.map((column) => [column.key, presetOf(column)]));
  const isFull = most !== null && entries.length >= most;
  return (
    <div className="rows" role="group" aria-label={label} aria-describedby={notes}>
      {entries.map((entry, at) => (
        <fieldset key={at} className="entry">
          <legend>
            {countText(at + 1)} of {countText(entries.length)}
          </legend>
          {columns.map((column) => (
            <label key={column.key} className="field" title={column.meaning}>
              <span>
                {labelOf(column.key).replace(/ ms$/, '')} {unitOf(column.key)}
              </span>
              <EntryValue
                column={column}
                text={entry[column.key] ?? ''}
                onText={(text) => become(entries.map((one, index) => (index === at ? { ...one, [column.key]: text } : one)))}
              />
            </label>
          ))}
          <Button
            size="small"
            look="quiet"
            about={`${label} ${codeText(at + 1)}`}
            onClick={() => become(entries.filter((_, index) => index !== at))}
          >
            Remove
          </Button>
        </fieldset>
      ))}
      <Button
        size="small"
        look="quiet"
        about={`to ${label}`}
        unavailable={isFull ? `At most ${countText(most)}` : null}
        onClick={() => become([...entries, fresh()])}
      >
        Add
      </Button>
    </div>
  );
}

function EntryValue({
  column,
  text,
  onText,
}: {
  readonly column: Column;
  readonly text: string;
  readonly onText: (text: string) => void;
}) {
  if (column.kind === 'choice')
    return (
      <select className="input" value={text} onChange={(event) => onText(event.target.value)}>
        {column.options.map((option) => (
          <option key={option} value={String(option)}>
            {labelOf(String(option))}
          </option>
        ))}
      </select>
    );
  return <input type="text" className="input" value={text} maxLength={64} onChange={(event) => onText(event.target.value)} />;
}
