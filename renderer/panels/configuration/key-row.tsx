import { memo, useId } from 'react';
import type { KeyShape } from '#shared/config';
import { Button } from '../../controls/index.ts';
import { isSame } from './config-draft.ts';
import { allowedText, keyTitle, shownValue } from './key-words.ts';
import { ValueField } from './value-field.tsx';
import './key-row.css';

export type KeyRowProps = {
  readonly shape: KeyShape;
  readonly kept: unknown;
  readonly inForce: unknown;
  readonly value: unknown;
  readonly effective: 'now' | 'restart';
  readonly problem: string | null;
  readonly isChanged: boolean;
  readonly onType: (path: string, value: unknown) => void;
  /** Fills the field with its default. */
  readonly onPreset: (path: string, value: unknown) => void;
};

/** One key: its name, its field, what it means, its default, when it takes effect, and what is wrong with it. */
export const KeyRow = memo(function KeyRow(props: KeyRowProps) {
  const { shape, kept, value, effective, problem, isChanged, onType, onPreset } = props;
  const { path, preset } = shape;
  const id = useId();
  const title = keyTitle(path);
  return (
    <div className="key-row" data-changed={isChanged} data-wrong={problem !== null} data-key={path}>
      <div className="key-name">
        <label htmlFor={id}>{title}</label>
        <span className="code dim">{path.slice(path.lastIndexOf('.') + 1)}</span>
      </div>
      <div className="key-value">
        <ValueField
          {...{ shape, id, label: title, value, isWrong: problem !== null, notes: `${id}-notes` }}
          onChange={(to) => onType(path, to)}
        />
      </div>
      <div className="key-notes" id={`${id}-notes`}>
        {problem !== null && <p className="refusal">{problem}</p>}
        <p>
          {`${shape.meaning.charAt(0).toUpperCase()}${shape.meaning.slice(1)}. `}
          <span className="dim">
            {allowedText(shape)} {preset === undefined ? '' : `Default ${shownValue(path, preset)}.`}
          </span>
        </p>
        {isChanged && <p className="strong">Was {shownValue(path, kept)}.</p>}
        <Standing {...props} />
      </div>
      <div className="key-end">
        <span className="dim">{effective === 'now' ? 'now' : 'at restart'}</span>
        {preset !== undefined && shape.kind !== 'own' && !isSame(value, preset) && (
          <Button size="small" look="quiet" about={`for ${title}`} onClick={() => onPreset(path, preset)}>
            Default
          </Button>
        )}
      </div>
    </div>
  );
});

/** What is kept may wait for the next start. */
function Standing({ shape: { path }, kept, inForce, isChanged }: KeyRowProps) {
  if (isChanged || isSame(kept, inForce)) return null;
  return <p className="strong">In force until the restart: {shownValue(path, inForce)}.</p>;
}
