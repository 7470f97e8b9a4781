import { describe, expect, test } from 'vitest';
import { filesOf, textOf } from './documents.ts';

const PAGE = 'main/how-to.md';
/** What a newcomer adds sooner or later; each has its list. */
const LISTS = ['rulebook', 'dialect', 'strategy', 'terminal', 'command', 'panel', 'record'];

type Named = { readonly path: string; readonly names: readonly string[] };

/** Paths in a page, each with the names that follow it before the next path: `file.ts`, `NAME`. */
export function namedIn(page: string): readonly Named[] {
  const found: { path: string; names: string[] }[] = [];
  for (const [, code = ''] of page.matchAll(/`([^`\n]+)`/g)) {
    if (/^(main|renderer|shared|test|assets)\//.test(code)) found.push({ path: code, names: [] });
    else if (/^[A-Za-z_]\w*$/.test(code)) found.at(-1)?.names.push(code);
  }
  return found;
}

/** What does not agree with the tree: files that are not there, names that their file does not declare. */
function wrong(named: readonly Named[], files: readonly string[], read: (path: string) => string): readonly string[] {
  return named.flatMap(({ path, names }) => {
    const isFolder = files.some((file) => file.startsWith(`${path.replace(/\/$/, '')}/`));
    if (!files.includes(path)) return isFolder ? [] : [`${path} is not there`];
    const text = read(path);
    const isDeclared = (name: string): boolean =>
      new RegExp(
        `\\b(const|let|function|class|interface|type)\\s+${name}\\b|^\\s*(export )?\\{[^}]*\\b${name}\\b|^\\s+(readonly )?${name}\\??:`,
        'm',
      ).test(text);
    return names.filter((name) => !isDeclared(name)).map((name) => `${path} declares no ${name}`);
  });
}

describe('the lists of how to add things', () => {
  test('name files that are there and what these declare', () => {
    expect(wrong(namedIn(textOf(PAGE)), filesOf(/./), textOf)).toEqual([]);
  });

  test('are there for everything that is added often, each with its tests or check', () => {
    const titles = [...textOf(PAGE).matchAll(/^## (.+)$/gm)].map(([, title = '']) => title);
    expect(LISTS.filter((word) => !titles.some((title) => title.includes(word)))).toEqual([]);
  });

  test('a file that moved and a name that changed are seen', () => {
    const page = '1. `main/a.ts`: a row in `ROWS`, then `gone`. 2. `main/b.ts`';
    expect(wrong(namedIn(page), ['main/a.ts'], () => 'export const ROWS = [];')).toEqual([
      'main/a.ts declares no gone',
      'main/b.ts is not there',
    ]);
  });
});
