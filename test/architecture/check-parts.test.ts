import { expect, test } from 'vitest';
import { partsOf } from '#test/check-parts.mjs';

type Part = { readonly name: string; readonly args: readonly string[] };
const argsOf = (name: string, isCached: boolean): readonly string[] =>
  (partsOf(isCached) as readonly Part[]).find((part) => part.name === name)?.args ?? [];

test.each(['lint', 'format'])(
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
    ).toEqual(['--cache', '--cache-strategy', 'content', '--cache-location', name === 'lint' ? 'eslint' : 'prettier']);
  },
);

test('the whole suite checks every kind of thing', () => {
  expect((partsOf(false) as readonly Part[]).map(({ name }) => name)).toEqual([
    'lint',
    ...['test', 'main', 'renderer', 'main/engine', 'main/paper-broker', 'shared'].map((project) => `types ${project}`),
    ...['architecture', 'format', 'unused code'],
  ]);
});
