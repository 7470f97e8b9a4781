import { useId } from 'react';
import './field.css';

type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with it, beside it; null: nothing. */
  readonly error?: string | null;
  /** What it is for, where nothing is wrong. */
  readonly hint?: string | null;
  readonly placeholder?: string;
  readonly maxLength?: number;
  /** Why it cannot be changed. */
  readonly fixed?: string | null;
};

/** A text under its label, with what is wrong with it said beside it. */
export function TextField({
  label,
  value,
  onChange,
  error = null,
  hint = null,
  placeholder,
  maxLength = 500,
  fixed = null,
}: TextFieldProps) {
  const id = useId();
  const note = error ?? fixed ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        className="input"
        value={value}
        placeholder={placeholder}
        maxLength={maxLength}
        readOnly={fixed !== null}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={error !== null}
        aria-describedby={note === null ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.value)}
      />
      {note !== null && (
        <p id={`${id}-note`} className={error === null ? 'dim wrap' : 'refusal wrap'}>
          {note}
        </p>
      )}
    </div>
  );
}
