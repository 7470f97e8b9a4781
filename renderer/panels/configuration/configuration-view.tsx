import { useState } from 'react';
import type { KeyShape } from '#shared/config';
import { Button, Empty, Panel, SearchField } from '../../controls/index.ts';
import { countedText, countText, hasWords, searchWords } from '../../format/index.ts';
import { isPast, useEngine } from '../../store/index.ts';
import { EffectPanel } from './effect-panel.tsx';
import { ExchangePanel } from './exchange-panel.tsx';
import { KeyRows } from './key-rows.tsx';
import { keyTitle, sectionOf, sectionTitle } from './key-words.ts';
import { SectionList } from './section-list.tsx';
import { useConfiguration, type Configuration } from './use-configuration.ts';
import { VersionsPanel } from './versions-panel.tsx';
import './configuration-view.css';

/** Every key of the configuration. `wanted`: the key or the part of it to begin with. */
export function ConfigurationView({ wanted }: { readonly wanted: string }) {
  const { configuration, why } = useConfiguration();
  if (configuration === null)
    return (
      <Panel title="Configuration">
        <Empty>{why === null ? 'Asking the engine for the configuration…' : `It cannot be shown: ${why}`}</Empty>
      </Panel>
    );
  return <Desk key={wanted} configuration={configuration} why={why} wanted={wanted} />;
}

type DeskProps = { readonly configuration: Configuration; readonly why: string | null; readonly wanted: string };

function Desk({ configuration, why, wanted }: DeskProps) {
  const { config, changed, problems, view } = configuration;
  const [section, setSection] = useState(() => beginning(config.shapes, wanted));
  const [search, setSearch] = useState(() => (config.shapes.some(({ path }) => path === wanted) ? wanted : ''));
  const shown =
    search.trim() === '' ? config.shapes.filter(({ path }) => sectionOf(path) === section) : found(config.shapes, search);
  return (
    <div className="configuration">
      <div className="config-left">
        <SearchField
          label="Search the configuration"
          placeholder={`Search ${countText(config.shapes.length)} keys`}
          text={search}
          onText={setSearch}
        />
        <SectionList
          {...{ shapes: config.shapes, changed, wrong: [...problems.keys()], section: search.trim() === '' ? section : '' }}
          onPick={(name) => {
            setSearch('');
            setSection(name);
          }}
        />
      </div>
      <Panel
        title={search.trim() === '' ? sectionTitle(section) : `Keys with “${search.trim()}”`}
        note={countedText(shown.length, 'key')}
        className="config-keys"
      >
        {view.problem !== null && (
          <p className="pad refusal">The file as it is now would not be taken at the next start: {view.problem}</p>
        )}
        {why !== null && <p className="pad refusal">Not up to date: {why}</p>}
        {shown.length === 0 ? (
          <Empty>No key has these words. Names, meanings and values are looked through.</Empty>
        ) : (
          <KeyRows configuration={configuration} shapes={shown} />
        )}
      </Panel>
      <div className="config-right">
        <EffectPanel configuration={configuration} />
        <VersionsPanel configuration={configuration} />
        <ExchangePanel configuration={configuration} />
      </div>
      <SaveBar configuration={configuration} />
    </div>
  );
}

/** The part that a key or a part of a name stands in; the first one otherwise. */
function beginning(shapes: readonly KeyShape[], wanted: string): string {
  const sections = shapes.map(({ path }) => sectionOf(path));
  const at = shapes.find(({ path }) => path === wanted || path.startsWith(`${wanted}.`));
  return at === undefined ? (sections[0] ?? '') : sectionOf(at.path);
}

/** All words have to be in the name, the title or the meaning. */
function found(shapes: readonly KeyShape[], search: string): readonly KeyShape[] {
  const words = searchWords(search);
  return shapes.filter(({ path, meaning }) =>
    hasWords(`${path} ${keyTitle(path)} ${sectionTitle(sectionOf(path))} ${meaning}`, words),
  );
}

/** What is changed and not written, and what to do about it. */
function SaveBar({ configuration }: { readonly configuration: Configuration }) {
  const { changed, problems, said, isAsked, look, discard, view } = configuration;
  const isOld = useEngine(({ link }) => isPast(link));
  const wrong = [...problems];
  if (changed.length === 0 && said === null) return null;
  const later = changed.filter((path) => effectiveAt(view, path) === 'restart').length;
  const missing =
    wrong.length > 0
      ? `Mend ${countedText(wrong.length, 'field')} first`
      : isOld
        ? 'The engine does not answer'
        : isAsked
          ? 'Asked; waiting for the engine'
          : null;
  return (
    <div className="save-bar" role="region" aria-label="Changes that are not written">
      <p className="wrap" role="status">
        {said !== null && <span className={said.isGood ? 'strong' : 'refusal'}>{said.text} </span>}
        {changed.length > 0 && (
          <>
            <b className="strong">{countedText(changed.length, 'change')}</b> not written:{' '}
            {changed.slice(0, 3).map(keyTitle).join(', ')}
            {changed.length > 3 ? ` and ${countText(changed.length - 3)} more` : ''}. {countText(changed.length - later)} now,{' '}
            {countText(later)} at restart.{' '}
            {wrong.length > 0 && (
              <b className="strong">
                {keyTitle(wrong[0]?.[0] ?? '')}: {wrong[0]?.[1]}
              </b>
            )}
          </>
        )}
      </p>
      {changed.length > 0 && (
        <div className="row">
          <Button onClick={discard}>Discard</Button>
          <Button look="primary" unavailable={missing} testId="config-preview" onClick={() => void look()}>
            {wrong.length > 0 ? `Preview: mend ${countedText(wrong.length, 'field')}` : isAsked ? 'Asked…' : 'Preview effect'}
          </Button>
        </div>
      )}
    </div>
  );
}

const effectiveAt = ({ keys }: Configuration['view'], path: string): 'now' | 'restart' =>
  keys.find((key) => key.path === path || key.path.startsWith(`${path}.`))?.effective ?? 'restart';
