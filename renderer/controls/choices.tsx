import type { ReactNode } from 'react';
import type { CommandName } from '#shared/ipc';
import { useLacking } from './held-role.ts';
import './choices.css';

type ChoicesProps<T extends string | number> = {
  readonly label: string;
  readonly options: readonly (readonly [value: T, text: ReactNode])[];
  readonly value: T;
  readonly onPick: (value: T) => void;
  /** What another choice asks the engine for. */
  readonly needs?: CommandName;
};

/** One of a few, all in view. */
export function Choices<T extends string | number>({ label, options, value, onPick, needs }: ChoicesProps<T>) {
  const lacking = useLacking(needs);
  return (
    <div className="choices" role="group" aria-label={label}>
      {options.map(([name, text]) => (
        <button
          key={name}
          type="button"
          aria-pressed={value === name}
          aria-disabled={lacking === null ? undefined : true}
          title={lacking ?? undefined}
          onClick={() => lacking === null && onPick(name)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
