import { useCallback, useEffect, useState } from 'react';
import type { KeyShape } from '#shared/config';
import { valueAt } from './config-draft.ts';
import { KeyRow } from './key-row.tsx';
import { sectionOf, sectionTitle } from './key-words.ts';
import type { Configuration } from './use-configuration.ts';

/** The keys of one part, or those that were found, under the part they stand in. */
export function KeyRows({
  configuration,
  shapes,
}: {
  readonly configuration: Configuration;
  readonly shapes: readonly KeyShape[];
}) {
  const { config, typed, changed, problems, round, view } = configuration;
  // A field that is filled from outside begins again; the others keep what is being typed.
  const [filled, setFilled] = useState<Readonly<Record<string, number>>>({});
  const type = useLatest(configuration.type);
  const preset = useLatest((path: string, value: unknown) => {
    configuration.type(path, value);
    setFilled((before) => ({ ...before, [path]: (before[path] ?? 0) + 1 }));
  });
  const effective = new Map(view.keys.map(({ path, effective }) => [path, effective]));
  const sections = [...new Set(shapes.map(({ path }) => sectionOf(path)))];
  return (
    <div className="panel-body" tabIndex={0} role="group" aria-label="Keys">
      {sections.map((section) => (
        <div key={section} role="group" aria-label={sectionTitle(section)}>
          {sections.length > 1 && <h3 className="key-section">{sectionTitle(section)}</h3>}
          {shapes
            .filter(({ path }) => sectionOf(path) === section)
            .map((shape) => (
              <KeyRow
                key={[shape.path, view.version, round, filled[shape.path] ?? 0].join(' ')}
                shape={shape}
                kept={valueAt(config.kept, shape.path)}
                inForce={valueAt(config.inForce, shape.path)}
                value={typed.has(shape.path) ? typed.get(shape.path) : valueAt(config.kept, shape.path)}
                effective={effective.get(shape.path) ?? (shape.path.startsWith('rulebook.') ? 'now' : 'restart')}
                problem={problems.get(shape.path) ?? null}
                isChanged={changed.includes(shape.path)}
                onType={type}
                onPreset={preset}
              />
            ))}
        </div>
      ))}
    </div>
  );
}

/** A function that stays the same, and does what the latest one does. */
function useLatest(act: (path: string, value: unknown) => void): (path: string, value: unknown) => void {
  const [latest] = useState(() => ({ act }));
  useEffect(() => {
    latest.act = act;
  });
  return useCallback((path, value) => latest.act(path, value), [latest]);
}
