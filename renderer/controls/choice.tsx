import { Field } from './field.tsx';

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onPick: (value: string) => void;
  readonly disabled?: boolean;
};

/** One of a few, under its label. */
export function Choice({ label, value, options, onPick, disabled = false }: ChoiceProps) {
  return (
    <Field label={label}>
      <select className="input" value={value} disabled={disabled} onChange={(event) => onPick(event.target.value)}>
        {options.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}
