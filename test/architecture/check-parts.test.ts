import { expect, test } from 'vitest';
import { partsOf } from '#test/check-parts.mjs';

type Part = { readonly name: string; readonly args: readonly string[] };
const argsOf = (name: string, isCached: boolean): readonly string[] =>
  (partsOf(isCached) as readonly Part[]).find((part) => part.name === name)?.args ?? [];

const LINTS = ['lint test/main', 'lint main', 'lint renderer', 'lint test'];

test.each([...LINTS, 'format'])(
  '%s looks at changed files only where a cache is wanted, and compares contents, not times',
  (name) => {
    const cached = argsOf(name, true);
    const plain = argsOf(name, false);
    expect([plain.filter((arg) => arg.startsWith('--cache')), cached.slice(cached.indexOf('--cache-strategy'))[1]]).toEqual([
      [],
      'content',
    ]);
    expect(
      cached
        .filter((arg) => !plain.includes(arg))
        .map((arg) => arg.replace(/^.*[\\/]\.cache[\\/]check[\\/](eslint|prettier).*$/, '$1')),
    ).toEqual(['--cache', '--cache-strategy', 'content', '--cache-location', name === 'format' ? 'prettier' : 'eslint']);
  },
);

test('the whole suite checks every kind of thing', () => {
  expect((partsOf(false) as readonly Part[]).map(({ name }) => name)).toEqual([
    ...LINTS,
    ...['test', 'main', 'renderer', 'main/engine', 'main/paper-broker', 'shared'].map((project) => `types ${project}`),
    ...['architecture', 'format', 'unused code'],
  ]);
});

test('every folder is linted once, in parts that fit into memory', () => {
  const linted = LINTS.map((name) =>
    argsOf(name, false).slice(argsOf(name, false).indexOf('--no-error-on-unmatched-pattern') + 1),
  );
  expect(linted).toEqual([['test/main'], ['main'], ['renderer', 'shared'], ['--ignore-pattern', 'test/main/**', 'test']]);
});
