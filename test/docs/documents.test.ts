import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '#main/launcher/project.mjs';
import { complaints } from '#test/architecture/tidy-rules.ts';
import { anchorsOf, brokenLinks, filesOf, textOf } from './documents.ts';

const README_MAX_BYTES = 8_192;
const LINE_MAX = 200;
/** Text whose lines are made by a tool. */
const MADE = /^package-lock\.json$/;
/** Pictures and the like; every other file is text, of whatever kind. */
const PICTURE = /\.(png|ico|icns|jpg|woff2|wav|mp3)$/;
const folderOf = (path: string): string => dirname(path).replaceAll('\\', '/');

describe('the documents', () => {
  test('every link within the project resolves, its heading too', () => {
    expect(filesOf(/\.md$/).flatMap((path) => brokenLinks(path, textOf(path)))).toEqual([]);
  });

  test('they keep to the rules of the sources: no banned words, no work left for later', () => {
    expect(filesOf(/\.md$/).flatMap((path) => complaints({ path, text: textOf(path) }))).toEqual([]);
  });

  test('every npm script they name is there, and every script is named', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const named = new Set(
      filesOf(/\.md$/).flatMap((path) =>
        [...textOf(path).matchAll(/\bnpm (?:run ([a-z:-]+)|(start|test))\b/g)].map(([, run, own]) => run ?? own ?? ''),
      ),
    );
    expect([[...named].filter((name) => !(name in scripts)), Object.keys(scripts).filter((name) => !named.has(name))]).toEqual([
      [],
      [],
    ]);
  });

  test('every test that the page of the Expert Advisor names is there', () => {
    const cells = [...textOf('assets/mql5/README.md').matchAll(/^\| .* \| ([^|]+) \|$/gm)].map(([, last = '']) => last);
    const named = cells.flatMap((cell) => [...cell.matchAll(/`([a-z][a-z0-9/-]*\/[a-z0-9-]+)`/g)].map(([, name = '']) => name));
    const there = new Set(filesOf(/^test\/.*\.test\.ts$/));
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => !there.has(`test/${name}.test.ts`))).toEqual([]);
  });

  test('the page on signals lists every dialect that is read', () => {
    const names = filesOf(/^main\/engine\/intake\/dialects\/.*\.ts$/).flatMap((path) =>
      [...textOf(path).matchAll(/^  name: '([a-z-]+)'|dialect: '([a-z-]+)'/gm)].map(([, json, line]) => json ?? line ?? ''),
    );
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !textOf('assets/help/signals.md').includes(`| \`${name}\``))).toEqual([]);
  });

  test('the README stays short', () => {
    expect(statSync(join(root, 'README.md')).size).toBeLessThanOrEqual(README_MAX_BYTES);
  });

  test(`no line is longer than ${LINE_MAX} characters`, () => {
    const long = filesOf(/./)
      .filter((path) => !MADE.test(path) && !PICTURE.test(path))
      .flatMap((path) =>
        textOf(path)
          .split('\n')
          .flatMap((line, at) => (line.length > LINE_MAX ? [`${path}:${at + 1} has ${line.length}`] : [])),
      );
    expect(long).toEqual([]);
  });

  test('every folder of the product says at its front door what it is for', () => {
    const files = filesOf(/./);
    const parents = (folder: string): readonly string[] => (folder === '.' ? [] : [folder, ...parents(dirname(folder))]);
    const folders = new Set(
      files.filter((path) => /^(main|renderer|shared)\//.test(path)).flatMap((path) => parents(folderOf(path))),
    );
    const isSaid = (folder: string): boolean =>
      (files.includes(`${folder}/index.ts`) && /^\/\*\*/.test(textOf(`${folder}/index.ts`))) ||
      files.includes(`${folder}/README.md`);
    expect([...folders].filter((folder) => !isSaid(folder))).toEqual([]);
  });

  test.each([
    ['main', 'main/README.md', /^main\/([^/]+)\/|^main\/engine\/([^/]+)\//],
    ['test', 'test/README.md', /^test\/([^/]+)\//],
    ['renderer', 'renderer/README.md', /^renderer\/([^/]+)\//],
    ['shared', 'shared/README.md', /^shared\/([^/]+)\//],
  ])('the map of %s names each of its folders', (_name, map, folder) => {
    const names = new Set(filesOf(/./).flatMap((path) => folder.exec(path)?.[1] ?? []));
    expect([...names].filter((name) => !textOf(map).includes(`${name}/\``))).toEqual([]);
  });

  test('the map of main names each room of the engine', () => {
    const rooms = new Set(filesOf(/./).flatMap((path) => /^main\/engine\/([^/]+)\//.exec(path)?.[1] ?? []));
    expect([...rooms].filter((room) => !textOf('main/README.md').includes(`${room}/\``))).toEqual([]);
  });
});

describe('a broken link is seen', () => {
  test.each([
    ['[a](nowhere.md)', ['README.md: nowhere.md is not there']],
    ['[a](#nowhere)', ['README.md: #nowhere names no heading']],
    ['[a](assets/help/README.md#nowhere)', ['README.md: assets/help/README.md#nowhere names no heading']],
    ['![a](assets/none.png)', ['README.md: assets/none.png is not there']],
    ['# Here it is\n\n[a](#here-it-is) [b](assets) [c](https://example.org/x) `[d](code)`', []],
  ])('%j', (page, broken) => expect(brokenLinks('README.md', page)).toEqual(broken));

  test('anchors are GitHub’s: punctuation goes, the second of two alike is numbered', () => {
    expect([...anchorsOf('# rulebook.custom.daily\n## A `b` c\n## A b c\n```\n# no heading\n```')]).toEqual([
      'rulebookcustomdaily',
      'a-b-c',
      'a-b-c-1',
    ]);
  });
});
