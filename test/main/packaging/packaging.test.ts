import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { billOfMaterials, bundledPackages, noticesText, type BundledPackage } from '#main/packaging/index.ts';
import { isAllowedLicence } from '#main/packaging/notices.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packaging-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string | object): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const installed = (at: string, name: string, version: string, more: object = { license: 'MIT' }): void =>
  void write(`${at}/package.json`, { name, version, ...more });

describe('what is bundled', () => {
  test('is read from the source maps: scoped names, packages inside packages, each version once, nothing of ours', () => {
    installed('node_modules/one', 'one', '1.2.3');
    installed('node_modules/@scope/two', '@scope/two', '2.0.0', { license: 'ISC', author: { name: 'A. Writer' } });
    installed('node_modules/one/node_modules/one', 'one', '0.9.0');
    installed('node_modules/never-used', 'never-used', '1.0.0');
    const sources = [
      '../../main/index.ts',
      '../../node_modules/one/lib/a.js',
      '../../node_modules/one/lib/b.js',
      '../../node_modules/@scope/two/index.js',
      '../../node_modules/one/node_modules/one/index.js',
    ];
    write('dist/desktop/main.js', '');
    write('dist/desktop/main.js.map', { sources });
    write('dist/renderer/assets/page.js', '');
    write('dist/renderer/assets/page.js.map', { sources: ['../../../node_modules/one/lib/a.js'] });
    const found = bundledPackages(join(folder, 'dist'));
    expect(found.map(({ name, version, license, author }) => [name, version, license, author])).toEqual([
      ['@scope/two', '2.0.0', 'ISC', 'A. Writer'],
      ['one', '0.9.0', 'MIT', undefined],
      ['one', '1.2.3', 'MIT', undefined],
    ]);
  });

  test('has the bundler’s helpers in it where several chunks share them', () => {
    installed('node_modules/rolldown', 'rolldown', '1.0.0');
    write('dist/renderer/assets/rolldown-runtime-XKy_-9.js', '');
    expect(bundledPackages(join(folder, 'dist')).map(({ name }) => name)).toEqual(['rolldown']);
  });

  test('has the typefaces in it, which no source map names; one of no package known ends the build', () => {
    installed('node_modules/@fontsource-variable/inter', '@fontsource-variable/inter', '5.3.0', { license: 'OFL-1.1' });
    write('node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', 'font');
    write('node_modules/@fontsource-variable/inter/LICENSE', 'SIL Open Font License');
    write('dist/main.js', '');
    write('dist/main.js.map', { sources: [] });
    write('dist/renderer/assets/inter-latin-wght-normal-Dx4k_-9Q.woff2', 'font');
    const found = bundledPackages(join(folder, 'dist'));
    expect(found.map(({ name, license }) => [name, license])).toEqual([['@fontsource-variable/inter', 'OFL-1.1']]);
    expect(noticesText(found, folder)).toContain('SIL Open Font License');
    write('dist/renderer/assets/other-latin-Dx4k_-9Q.woff2', 'font');
    expect(() => bundledPackages(join(folder, 'dist'))).toThrow('is a font of no package known');
  });

  test('is not guessed: a bundle without a map, no bundle, a package without a licence', () => {
    mkdirSync(join(folder, 'dist'));
    expect(() => bundledPackages(join(folder, 'dist'))).toThrow('holds no bundle');
    write('dist/main.js', '');
    expect(() => bundledPackages(join(folder, 'dist'))).toThrow('has no source map');
    installed('node_modules/bare', 'bare', '1.0.0', {});
    write('dist/main.js.map', { sources: ['../node_modules/bare/index.js'] });
    expect(() => bundledPackages(join(folder, 'dist'))).toThrow('names no licence');
  });
});

const bundled = (name: string, version: string, license: string, author?: string): BundledPackage => {
  const at = join(folder, 'node_modules', name);
  mkdirSync(at, { recursive: true });
  return { name, version, license, author, homepage: undefined, folder: at };
};

describe('the notices', () => {
  test('carry each package’s own words, and the standard text under its author’s name where it has none', () => {
    const own = bundled('own', '1.0.0', 'BSD-3-Clause');
    write('node_modules/own/LICENSE.md', 'the words of own\r\nin two lines');
    write('node_modules/own/NOTICE', 'and its notice');
    const bare = bundled('bare', '2.0.0', 'MIT', 'B. Writer');
    write('texts/MIT.txt', 'the words of MIT');
    const text = noticesText([bare, own], join(folder, 'texts'));
    expect(text).toContain('own 1.0.0 (BSD-3-Clause)\n\nthe words of own\nin two lines\n\nand its notice');
    expect(text).toContain('bare 2.0.0 (MIT)\n\nCopyright (c) B. Writer\n\nthe words of MIT');
    expect(() => noticesText([bundled('rare', '1.0.0', 'Zlib')], join(folder, 'texts'))).toThrow('ships no licence text');
  });

  test('are refused for a licence that may not be shipped', () => {
    expect(() => noticesText([bundled('viral', '1.0.0', 'GPL-3.0')], folder)).toThrow(
      'not allowed to be shipped: viral (GPL-3.0)',
    );
    for (const licence of ['MIT', '(MIT AND Zlib)', 'MIT OR GPL-3.0', '(GPL-2.0 OR Apache-2.0)'])
      expect(isAllowedLicence(licence)).toBe(true);
    for (const licence of ['MIT AND GPL-3.0', 'SEE LICENSE IN x', 'UNLICENSED', '', '(MIT OR GPL-3.0) AND GPL-2.0'])
      expect(isAllowedLicence(licence), licence).toBe(false);
  });
});

describe('the bill of materials', () => {
  const component = (name: string, version: string) => ({
    'bom-ref': `${name}@${version}`,
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name}@${version}`,
    licenses: [{ license: { id: 'MIT' } }],
  });
  const npm = JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    metadata: { timestamp: 'now', tools: [{ name: 'cli' }] },
    components: [component('one', '1.0.0'), component('two', '2.0.0'), component('linter', '9.0.0')],
    dependencies: [
      { ref: 'one@1.0.0', dependsOn: ['two@2.0.0', 'linter@9.0.0'] },
      { ref: 'two@2.0.0', dependsOn: [] },
      { ref: 'linter@9.0.0', dependsOn: ['one@1.0.0'] },
    ],
  });
  const shipped = (packages: readonly BundledPackage[]) => ({
    name: 'cockpit',
    version: '7.0.0',
    description: 'a cockpit',
    moment: '2026-03-04T05:06:07.000Z',
    packages,
    electron: { version: '45.0.0', sha256: 'ab' },
  });

  test('has what is inside and nothing else, with Electron, and is the same for the same sources', () => {
    const packages = [bundled('one', '1.0.0', 'MIT'), bundled('two', '2.0.0', 'MIT')];
    const text = billOfMaterials(npm, shipped(packages));
    expect(billOfMaterials(npm, shipped(packages))).toBe(text);
    const made = JSON.parse(text) as {
      serialNumber: string;
      metadata: { timestamp: string; component: object };
      components: { name: string; hashes?: object[] }[];
      dependencies: { ref: string; dependsOn: string[] }[];
    };
    expect(made.components.map(({ name }) => name)).toEqual(['one', 'two', 'electron']);
    expect(made.components[2]?.hashes).toEqual([{ alg: 'SHA-256', content: 'ab' }]);
    expect(made.dependencies).toEqual([
      { ref: 'cockpit@7.0.0', dependsOn: ['one@1.0.0', 'two@2.0.0', 'electron@45.0.0'] },
      { ref: 'one@1.0.0', dependsOn: ['two@2.0.0'] },
      { ref: 'two@2.0.0', dependsOn: [] },
      { ref: 'electron@45.0.0', dependsOn: [] },
    ]);
    expect(made.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(made.metadata).toMatchObject({
      timestamp: '2026-03-04T05:06:07.000Z',
      component: { type: 'application', version: '7.0.0' },
    });
  });

  test('is refused when npm does not know a bundled package', () => {
    expect(() => billOfMaterials(npm, shipped([bundled('three', '3.0.0', 'MIT')]))).toThrow(
      "npm's list of packages has no three@3.0.0",
    );
  });
});

test('the standard texts are whole', () => {
  const text = (name: string): string => readFileSync(new URL(`../../../assets/licences/${name}.txt`, import.meta.url), 'utf8');
  expect(text('Apache-2.0')).toMatch(/^\s*Apache License\s+Version 2.0, January 2004[^]*END OF TERMS AND CONDITIONS/);
  for (let section = 1; section <= 9; section++) expect(text('Apache-2.0')).toContain(`\n   ${section}. `);
  expect(text('MIT')).toMatch(/^Permission is hereby granted[^]*above copyright notice[^]*OTHER DEALINGS IN THE SOFTWARE\.\s*$/);
});
