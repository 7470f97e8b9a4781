import type { ReactNode } from 'react';
import './choices.css';

type ChoicesProps<T extends string | number> = {
  readonly label: string;
  readonly options: readonly (readonly [value: T, text: ReactNode])[];
  readonly value: T;
  readonly onPick: (value: T) => void;
};

/** One of a few, all in view. */
export function Choices<T extends string | number>({ label, options, value, onPick }: ChoicesProps<T>) {
  return (
    <div className="choices" role="group" aria-label={label}>
      {options.map(([name, text]) => (
        <button key={name} type="button" aria-pressed={value === name} onClick={() => onPick(name)}>
          {text}
        </button>
      ))}
    </div>
  );
}
