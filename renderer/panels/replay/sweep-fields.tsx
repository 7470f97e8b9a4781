import { useMemo } from 'react';
import { keyShapes } from '#shared/config';
import { Choice, TextField } from '../../controls/index.ts';
import { useEngine, type RunDraft } from '../../store/index.ts';
import { keyTitle, sectionOf, sectionTitle, valueAt } from '../configuration/index.ts';

/** What changes how history is traded. */
const TRIED = /^(strategies|limits|cells|management|detector|paper)\b/;

type SweepFieldsProps = { readonly params: RunDraft['params']; readonly onParams: (params: RunDraft['params']) => void };

/** One or two settings, and the values that are tried for each. */
export function SweepFields({ params, onParams }: SweepFieldsProps) {
  const config = useEngine(({ cockpit }) => cockpit.config);
  const options = useMemo(
    () =>
      keyShapes()
        .filter(({ path, kind }) => kind === 'number' && TRIED.test(path))
        .map(({ path }) => [path, path] as const),
    [],
  );
  return (
    <>
      {params.map((param, index) => {
        const put = (change: Partial<typeof param>): void =>
          onParams(params.map((one, at) => (at === index ? { ...one, ...change } : one)));
        const which = index === 0 ? 'First setting' : 'Second setting';
        return (
          <div key={which} className="stack">
            <Choice
              label={which}
              value={param.path}
              options={[['', index === 0 ? 'choose one' : 'none'], ...options]}
              onPick={(path) => put({ path })}
            />
            <TextField
              label={`Values of the ${index === 0 ? 'first' : 'second'}`}
              value={param.values}
              maxLength={200}
              placeholder="0.3..0.9:0.2 or 0.6,0.7"
              hint={
                param.path === ''
                  ? null
                  : `${sectionTitle(sectionOf(param.path))}, ${keyTitle(param.path)}: ${JSON.stringify(valueAt(config, param.path))} in force`
              }
              onChange={(values) => put({ values })}
            />
          </div>
        );
      })}
    </>
  );
}
