import type { KeyShape } from '#shared/config';
import { countText } from '../../format/index.ts';
import { partTitle, sectionOf, sectionTitle } from './key-words.ts';

type SectionListProps = {
  readonly shapes: readonly KeyShape[];
  readonly changed: readonly string[];
  readonly wrong: readonly string[];
  readonly section: string;
  readonly onPick: (section: string) => void;
};

/** The parts of the configuration, with how much is changed or wrong in each. */
export function SectionList({ shapes, changed, wrong, section, onPick }: SectionListProps) {
  const own = new Set(shapes.map(({ path }) => sectionOf(path)));
  const sections = withParents([...own]);
  const within = (paths: readonly string[], name: string): number => paths.filter((path) => sectionOf(path) === name).length;
  return (
    <nav className="sections" aria-label="Parts of the configuration">
      <ul>
        {sections.map((name) => {
          const [changes, faults] = [within(changed, name), within(wrong, name)];
          if (!own.has(name))
            return (
              <li key={name} className="section-head">
                {partTitle(name)}
              </li>
            );
          return (
            <li key={name} data-depth={name.split('.').length - 1}>
              <button type="button" aria-current={name === section ? 'true' : undefined} onClick={() => onPick(name)}>
                <span>
                  {partTitle(name)}
                  {name.includes('.') && <span className="unseen"> in {sectionTitle(parentOf(name))}</span>}
                </span>
                {changes > 0 && (
                  <span className="badge quiet">
                    {countText(changes)}
                    <span className="unseen"> changed{faults > 0 ? `, ${countText(faults)} wrong` : ''}</span>
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

const parentOf = (section: string): string => section.slice(0, Math.max(0, section.lastIndexOf('.')));

/** Parts under the part they are in, which stands before them also where it has no keys of its own. */
function withParents(sections: readonly string[]): readonly string[] {
  const all = new Set(sections.flatMap((name) => name.split('.').map((_, at, keys) => keys.slice(0, at + 1).join('.'))));
  const within = (parent: string): readonly string[] =>
    [...all].filter((name) => parentOf(name) === parent && name !== '').flatMap((name) => [name, ...within(name)]);
  return within('');
}
