import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BundledPackage } from './bundled-packages.ts';

/** Licences that allow shipping inside a program of ours when their texts go with it. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
]);

/** Whether every licence that an SPDX expression combines with AND, or one of those it offers with OR, is allowed. */
export function isAllowedLicence(expression: string): boolean {
  const inner = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (inner.includes('(')) return false;
  return inner.split(/\s+OR\s+/).some((offer) => offer.split(/\s+AND\s+/).every((id) => ALLOWED.has(id)));
}

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** The package's own licence and notice files; for a package without any the licence's standard text, under its author's name. */
function textsOf(bundled: BundledPackage, standardTexts: string): string {
  const files = readdirSync(bundled.folder)
    .filter((name) => LICENCE_FILE.test(name))
    .sort();
  if (files.length > 0) return files.map((name) => readFileSync(join(bundled.folder, name), 'utf8').trim()).join('\n\n');
  const known = readdirSync(standardTexts);
  if (!known.includes(`${bundled.license}.txt`))
    throw new Error(`${bundled.name} ships no licence text, and ${standardTexts} has none for ${bundled.license}`);
  const text = readFileSync(join(standardTexts, `${bundled.license}.txt`), 'utf8').trim();
  return `Copyright (c) ${bundled.author ?? `the authors of ${bundled.name}`}\n\n${text}`;
}

const RULE = '-'.repeat(100);

/**
 * The licence texts of the bundled packages in one text. `standardTexts` is a folder with `ID.txt` for packages that ship no text.
 * Throws on a licence that is not allowed, and on one without a text.
 */
export function noticesText(packages: readonly BundledPackage[], standardTexts: string): string {
  const refused = packages.filter(({ license }) => !isAllowedLicence(license));
  if (refused.length > 0)
    throw new Error(`not allowed to be shipped: ${refused.map(({ name, license }) => `${name} (${license})`).join(', ')}`);
  const parts = packages.map((each) =>
    [
      RULE,
      `${each.name} ${each.version} (${each.license})`,
      ...(each.homepage === undefined ? [] : [each.homepage]),
      '',
      textsOf(each, standardTexts),
    ].join('\n'),
  );
  const head = [
    'Mikrobot Cockpit contains the software named here, under the licences whose texts follow.',
    'Electron and Chromium have files of their own beside the program: LICENSE.electron.txt, LICENSES.chromium.html.',
  ];
  return `${[...head, '', ...parts, RULE].join('\n')}\n`.replaceAll('\r\n', '\n');
}
