import type { ReactNode } from 'react';
import './field.css';

/** A label over its control. */
export function Field({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <label className="field">
      <span>{label}</span>
      {children}
    </label>
  );
}

type TextInputProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly label?: string;
};

export function TextInput({ value, onChange, placeholder, maxLength = 500, label }: TextInputProps) {
  return (
    <input
      type="text"
      className="input"
      value={value}
      placeholder={placeholder}
      maxLength={maxLength}
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
