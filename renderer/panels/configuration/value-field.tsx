import { useState } from 'react';
import type { KeyShape } from '#shared/config';
import { Button } from '../../controls/index.ts';
import { labelOf, sessionText } from '../../format/index.ts';
import { PairsField } from './pairs-field.tsx';
import { RowsField } from './rows-field.tsx';
import { unitOf } from './key-words.ts';
import { numberTyped } from './number-typed.ts';

export type ValueFieldProps = {
  readonly shape: KeyShape;
  readonly id: string;
  readonly label: string;
  readonly value: unknown;
  readonly isWrong: boolean;
  readonly notes: string;
  readonly onChange: (value: unknown) => void;
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

/** The field of one key, after its kind. */
export function ValueField(props: ValueFieldProps) {
  const { shape, value, onChange } = props;
  switch (shape.kind) {
    case 'switch':
      return (
        <Picked {...props} options={['on', 'off']} shown={value === true ? 'on' : 'off'} onPick={(to) => onChange(to === 'on')} />
      );
    case 'choice':
      return (
        <Picked
          {...props}
          options={[...(shape.isNullable ? [''] : []), ...shape.options.map(String)]}
          shown={textOf(value)}
          onPick={(to) => onChange(to === '' ? null : (shape.options.find((option) => String(option) === to) ?? null))}
        />
      );
    case 'number':
      return <Line {...props} text={textOf(value)} onText={(text) => onChange(numberTyped(text))} />;
    case 'text':
      return <Line {...props} text={textOf(value)} onText={(text) => onChange(text.trim() === '' ? null : text.trim())} />;
    case 'choices':
      return <Several {...props} options={shape.options} />;
    case 'texts':
      return <Lines {...props} />;
    case 'pairs':
      return <PairsField {...props} of={shape.of} />;
    case 'rows':
      return <RowsField {...props} columns={shape.columns} most={shape.most} />;
    case 'own':
      return <p className="dim wrap">Has a form of its own: Settings, Rulebook.</p>;
  }
}

type PickedProps = ValueFieldProps & {
  readonly options: readonly string[];
  readonly shown: string;
  readonly onPick: (value: string) => void;
};

function Picked({ id, label, options, shown, isWrong, notes, onPick }: PickedProps) {
  return (
    <select
      {...{ id, className: 'input', value: shown, 'aria-label': label, 'aria-invalid': isWrong, 'aria-describedby': notes }}
      onChange={(event) => onPick(event.target.value)}
    >
      {options.map((option) => (
        <option key={option} value={option}>
          {option === '' ? 'none' : labelOf(option)}
        </option>
      ))}
    </select>
  );
}

type LineProps = ValueFieldProps & { readonly text: string; readonly onText: (text: string) => void };

/** One line, with its unit. It keeps what is typed, whatever that means. */
function Line({ id, label, shape, text, isWrong, notes, onText }: LineProps) {
  const [typed, setTyped] = useState(text);
  const unit = unitOf(shape.path);
  return (
    <span className="with-unit">
      <input
        {...{ id, type: 'text', className: 'input', value: typed, maxLength: 500, spellCheck: false, autoComplete: 'off' }}
        inputMode={shape.kind === 'number' ? 'decimal' : 'text'}
        aria-label={label}
        aria-invalid={isWrong}
        aria-describedby={notes}
        placeholder={shape.isNullable || shape.preset === undefined ? 'none' : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          onText(event.target.value);
        }}
      />
      {unit !== '' && <span className="unit">{unit}</span>}
    </span>
  );
}

/** Any of a few: each is on or off. */
function Several({ label, value, options, notes, onChange }: ValueFieldProps & { readonly options: readonly string[] }) {
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  const turn = (option: string): void =>
    onChange(options.filter((one) => (one === option ? !chosen.includes(one) : chosen.includes(one))));
  return (
    <div className="several" role="group" aria-label={label} aria-describedby={notes}>
      {options.map((option) => (
        <Button
          key={option}
          size="small"
          look={chosen.includes(option) ? 'plain' : 'quiet'}
          pressed={chosen.includes(option)}
          onClick={() => turn(option)}
        >
          {sessionText(option)}
        </Button>
      ))}
    </div>
  );
}

/** A list of texts, one a line. */
function Lines({ id, label, value, isWrong, notes, onChange }: ValueFieldProps) {
  const [typed, setTyped] = useState(() => (Array.isArray(value) ? value.join('\n') : ''));
  return (
    <textarea
      {...{ id, className: 'input lines', value: typed, rows: 3, maxLength: 20_000, spellCheck: false }}
      aria-label={`${label}, one a line`}
      aria-invalid={isWrong}
      aria-describedby={notes}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(
          event.target.value
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== ''),
        );
      }}
    />
  );
}
