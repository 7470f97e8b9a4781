import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '#main/launcher/project.mjs';
import {
  CRITERIA,
  criterionTitle,
  DOOR,
  doorTitle,
  ENDS,
  FAULTS,
  faultText,
  reasonTitle,
  REFUSALS,
  type OldCode,
} from '#shared/domain';

const OLD = 'a_code_of_old' as OldCode;
/** Codes that are put together from a part that varies. */
const COMPOSED = /^(terminal_(read|write)_breaker|closed_(client|expert|sl|so|tp))$/;

const sources = execFileSync('git', ['ls-files', 'main', 'shared/domain'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => /\.ts$/.test(path) && !/shared\/domain\/(criteria|reasons|door|faults)\.ts$/.test(path))
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n');

describe.each(Object.entries({ CRITERIA, ENDS, DOOR, FAULTS }))('%s', (_, table) => {
  test('has a title for each code, and no two the same', () => {
    const titles = Object.values<string>(table);
    expect(titles.filter((title) => title.trim().length < 4)).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test('holds no code that is never given', () => {
    const unused = Object.keys(table).filter((code) => !COMPOSED.test(code) && !new RegExp(`\\b${code}\\b`).test(sources));
    expect(unused).toEqual([]);
  });
});

test('a code has its title; one of an older version is shown in its own words', () => {
  expect([criterionTitle('margin'), reasonTitle('margin'), reasonTitle('exit_done')]).toEqual([
    'Free margin',
    'Free margin',
    'Closed as asked',
  ]);
  expect([doorTitle('bad_token'), faultText('timeout')]).toEqual(['the token is not the right one', 'did not answer in time']);
  expect([criterionTitle(OLD), reasonTitle(OLD), doorTitle(OLD), faultText(OLD)]).toEqual([
    'a_code_of_old',
    ...Array.from({ length: 3 }, () => 'a code of old'),
  ]);
});

test('the page about signals names codes of the door alone', () => {
  const page = readFileSync(join(root, 'assets/help/signals.md'), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| [45]\d\d /.test(line));
  const named = rows.flatMap((row) => [...(row.split('|')[2] ?? '').matchAll(/`(\w+)`/g)].map(([, code = '']) => code));
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((code) => !Object.hasOwn(DOOR, code) && !Object.hasOwn(REFUSALS, code))).toEqual([]);
});
