import { useState } from 'react';
import { Button } from '../../controls/index.ts';
import { codeText } from '../../format/index.ts';
import { numberTyped } from './number-typed.ts';

type Pair = readonly [name: string, text: string];
type PairsFieldProps = {
  readonly label: string;
  readonly value: unknown;
  readonly of: 'text' | 'number';
  readonly notes: string;
  readonly onChange: (value: unknown) => void;
};

/** Names and what stands for each. A pair without a name is not there yet. */
export function PairsField({ label, value, of, notes, onChange }: PairsFieldProps) {
  const [pairs, setPairs] = useState<readonly Pair[]>(() =>
    Object.entries((value ?? {}) as Readonly<Record<string, unknown>>).map(([name, one]) => [name, String(one)]),
  );
  const become = (next: readonly Pair[]): void => {
    setPairs(next);
    const named = next.flatMap(([name, text]) => (name.trim() === '' ? [] : [[name.trim(), text] as const]));
    onChange(Object.fromEntries(named.map(([name, text]) => [name, of === 'number' ? numberTyped(text) : text.trim()])));
  };
  const put = (at: number, pair: Pair): void => become(pairs.map((one, index) => (index === at ? pair : one)));
  return (
    <div className="rows" role="group" aria-label={label} aria-describedby={notes}>
      {pairs.map(([name, text], at) => (
        <div key={at} className="pair">
          <Cell label={`${label}, name ${codeText(at + 1)}`} value={name} onChange={(to) => put(at, [to, text])} />
          <Cell label={`${label}, value ${codeText(at + 1)}`} value={text} onChange={(to) => put(at, [name, to])} />
          <Button size="small" look="quiet" about={name} onClick={() => become(pairs.filter((_, index) => index !== at))}>
            Remove
          </Button>
        </div>
      ))}
      <Button size="small" look="quiet" about={`to ${label}`} onClick={() => become([...pairs, ['', '']])}>
        Add
      </Button>
    </div>
  );
}

function Cell({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (to: string) => void;
}) {
  return (
    <input
      {...{ type: 'text', className: 'input', value, maxLength: 64, spellCheck: false, autoComplete: 'off', 'aria-label': label }}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
