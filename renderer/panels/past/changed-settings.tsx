import { useState } from 'react';
import type { KeyShape } from '#shared/config';
import { Button, Empty, Panel, SearchField } from '../../controls/index.ts';
import { countedText, hasWords, searchWords } from '../../format/index.ts';
import { KeyRow, keyTitle, sectionOf, sectionTitle, valueAt, type KeptConfig, type Typed } from '../configuration/index.ts';

const FOUND_MAX = 8;
/** What judges a signal. Everything else would change nothing about it. */
const JUDGES = /^(strategies|limits|cells|rulebook|calendar|management)\b/;

type ChangedSettingsProps = {
  readonly config: KeptConfig;
  readonly typed: Typed;
  readonly problems: ReadonlyMap<string, string>;
  readonly onType: (typed: Typed) => void;
};

/** The settings to try, each with the form it has under Settings. Nothing of it is written. */
export function ChangedSettings({ config, typed, problems, onType }: ChangedSettingsProps) {
  const [search, setSearch] = useState('');
  const shapes = config.shapes.filter(({ path }) => typed.has(path));
  const words = searchWords(search);
  const found = words.length === 0 ? [] : config.shapes.filter((shape) => fits(shape, words) && !typed.has(shape.path));
  const put = (path: string, value: unknown): void => onType(new Map([...typed, [path, value]]));
  return (
    <Panel title="Settings to try" note={shapes.length === 0 ? 'none chosen yet' : countedText(shapes.length, 'setting')}>
      <div className="pad stack">
        <SearchField label="Find a setting to try" placeholder="Risk, spread, sessions…" text={search} onText={setSearch} />
        {found.slice(0, FOUND_MAX).map(({ path, meaning }) => (
          <div key={path} className="rerun-found">
            <Button
              size="small"
              about={path}
              onClick={() => {
                put(path, valueAt(config.kept, path));
                setSearch('');
              }}
            >
              Try
            </Button>
            <span>
              <b className="strong">{keyTitle(path)}</b> <span className="dim">{sectionTitle(sectionOf(path))}</span>
              <br />
              <span className="dim">{meaning}</span>
            </span>
          </div>
        ))}
        {found.length > FOUND_MAX && <p className="dim">{countedText(found.length - FOUND_MAX, 'more key')}: type more words.</p>}
        {words.length > 0 && found.length === 0 && <p className="dim">No setting that judges signals has these words.</p>}
      </div>
      {shapes.length === 0 ? (
        <Empty>Choose a setting above: a limit, a strategy’s risk or sessions, a check.</Empty>
      ) : (
        shapes.map((shape) => (
          <div key={shape.path} className="rerun-key">
            <p className="dim">{sectionTitle(sectionOf(shape.path))}</p>
            <KeyRow
              {...{ shape, kept: valueAt(config.kept, shape.path), inForce: valueAt(config.inForce, shape.path) }}
              {...{ value: typed.get(shape.path), effective: 'now', problem: problems.get(shape.path) ?? null, isChanged: false }}
              onType={put}
              onPreset={put}
            />
            <Button
              size="small"
              look="quiet"
              about={keyTitle(shape.path)}
              onClick={() => onType(new Map([...typed].filter(([path]) => path !== shape.path)))}
            >
              Leave out
            </Button>
          </div>
        ))
      )}
    </Panel>
  );
}

const fits = ({ path, meaning, kind }: KeyShape, words: readonly string[]): boolean =>
  kind !== 'own' && JUDGES.test(path) && hasWords(`${path} ${keyTitle(path)} ${sectionTitle(sectionOf(path))} ${meaning}`, words);
