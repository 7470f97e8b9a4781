import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '#main/launcher/project.mjs';
import { complaints, styleComplaints } from './tidy-rules.ts';

const FOLDERS = ['main', 'renderer', 'shared', 'test', 'assets'];
const DOCS = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'LICENSE'];
const FILES = ['package.json', 'package-lock.json', 'electron-builder.yml', ...DOCS];
const HIDDEN = ['.git', '.github', '.gitignore', '.gitattributes', '.ci', '.npmrc', '.prettierignore'];
/** Made by tools, never committed. */
const IGNORED = ['node_modules', 'dist', '.cache', 'data', 'release', 'coverage'];

/** These two speak of the words they forbid. */
const OWN = ['test/architecture/tidy-rules.ts', 'test/architecture/tidy.test.ts'];

function sources() {
  return ['main', 'renderer', 'shared', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|cjs|js|css|html)$/.test(entry.name))
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      )
      .filter((path) => !OWN.includes(path))
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  );
}

describe('the tree is tidy', () => {
  test('no source file breaks a rule', () => expect(sources().flatMap(complaints)).toEqual([]));

  test('every stylesheet is one component’s', () => expect(styleComplaints(sources())).toEqual([]));

  test('the top level holds only what it should', () => {
    const known = [...FOLDERS, ...FILES, ...HIDDEN, ...IGNORED];
    expect(readdirSync(root).filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('each rule of tidiness can fire', () => {
  const broken = (path: string, text: string) => complaints({ path, text });

  test.each([
    ['main/long.ts', 'let a = 1;\n'.repeat(201), 'more than 200 lines of code'],
    ['renderer/theme/long.css', '.a {}\n'.repeat(201), 'more than 200 lines of code'],
    ['shared/lib/utils.ts', '', 'a file name that names no concept'],
    ['shared/index.ts', "export * from './a.ts';", 'export *'],
    ['main/a.ts', 'export default 1;', 'a default export'],
    ['main/a.ts', 'export { a as default };', 'a default export'],
    ['main/a.ts', '// TODO: later', 'work left for later'],
    ['renderer/a.tsx', '<p>Coming soon</p>', 'work left for later'],
    ['main/a.ts', '// eslint-disable-next-line no-var', 'a lint suppression without a reason'],
    ['main/a.ts', '// @ts-ignore', 'a lint suppression without a reason'],
    ['main/a.ts', '// The link is made anew.', 'a word of a private dialect (see DIALECT in tidy-rules.ts)'],
    ['main/a.ts', '/** What came of it. */', 'a word of a private dialect (see DIALECT in tidy-rules.ts)'],
    ['main/a.ts', '// A new run is begun.', 'a word of a private dialect (see DIALECT in tidy-rules.ts)'],
    ['renderer/a.tsx', '/** The trader sets his limits. */', 'a word of a private dialect (see DIALECT in tidy-rules.ts)'],
    ['main/engine/a.ts', 'const { cid } = order;', 'cid for the client order id'],
    ['main/a.ts', '// @ts-expect-error', 'a type suppression without a reason'],
  ])('%s: %s', (path, text, complaint) => expect(broken(path, text)).toEqual([`${path}: ${complaint}`]));

  test.each([
    ['main/long.ts', `/*\n${' * why\n'.repeat(300)} */\n${'// why\n\n'.repeat(300)}let a = 1;\n`],
    ['test/a.test.ts', 'let a = 1;\n'.repeat(500)],
    ['renderer/vite.config.ts', 'export default {};'],
    ['main/a.ts', '// This is the history of a session.'],
    ['shared/bridge/a.ts', 'const { cid } = line;'],
    ['main/a.ts', '// eslint-disable-next-line no-var -- the engine of the old page reads it'],
  ])('%s may', (path, text) => expect(broken(path, text)).toEqual([]));

  test('a stylesheet without its component, and a class with two stylesheets', () => {
    const file = (path: string, text: string) => ({ path: `renderer/${path}`, text });
    const owned = [file('a.tsx', "import './a.css';"), file('a.css', '.a {\n}\n')];
    expect(styleComplaints([...owned, file('b.tsx', ''), file('b.css', '.b .a {\n}\n')])).toEqual([
      'renderer/b.css: a stylesheet that no component beside it imports',
    ]);
    expect(styleComplaints([...owned, file('theme/words.css', '.a,\n.c {\n}\n')])).toEqual([
      'renderer/theme/words.css: .a has another stylesheet',
    ]);
  });
});
