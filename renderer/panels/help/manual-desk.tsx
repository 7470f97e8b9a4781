import { useMemo, useState } from 'react';
import { Empty, Panel, SearchField } from '../../controls/index.ts';
import { countedText } from '../../format/index.ts';
import { useAct } from '../../store/index.ts';
import { manualPages, manualSections, searchManual } from './manual.ts';
import { ManualText } from './manual-page.tsx';
import './manual-desk.css';

const SHOWN = 40;

/** The whole manual: its pages, a search through all of them, and the page that is read. */
export function ManualDesk({ part }: { readonly part: string }) {
  const act = useAct();
  const pages = useMemo(manualPages, []);
  const sections = useMemo(() => manualSections(pages), [pages]);
  const [question, setQuestion] = useState('');
  const [name, slug = ''] = part.split('/');
  const page = pages.find((one) => one.name === name) ?? pages[0];
  const found = searchManual(sections, question);
  const isSearching = question.trim() !== '';
  if (page === undefined) return <Empty>The manual is not in this build.</Empty>;
  return (
    <div className="manual-desk">
      <div className="manual-left">
        <SearchField label="Search the manual" placeholder="Search the manual" text={question} onText={setQuestion} />
        <nav className="sections" aria-label={isSearching ? 'Found in the manual' : 'Pages of the manual'}>
          {isSearching ? (
            <>
              <p className="empty" role="status">
                {found.length === 0 ? 'Nothing has all these words.' : `${countedText(found.length, 'section')}.`}
              </p>
              <ul>
                {found.slice(0, SHOWN).map((hit) => (
                  <li key={`${hit.page}/${hit.slug}`}>
                    <button
                      type="button"
                      className="hit"
                      onClick={() => act.go('help', `${hit.page}/${hit.slug}`.replace(/\/$/, ''))}
                    >
                      <b className="strong">{hit.title}</b>
                      <span className="dim">{hit.pageTitle}</span>
                      <span className="mid">{hit.excerpt}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <ul>
              {pages.map((one) => (
                <li key={one.name}>
                  <button
                    type="button"
                    aria-current={one.name === page.name ? 'page' : undefined}
                    onClick={() => act.go('help', one.name)}
                  >
                    {one.title}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </nav>
      </div>
      <Panel title={page.title} note="the user’s manual of this version">
        <ManualText page={page} slug={slug} />
      </Panel>
    </div>
  );
}
