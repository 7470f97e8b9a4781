import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#main/launcher/project.mjs';

type Locked = { readonly version?: string; readonly license?: string; readonly integrity?: string };
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'));
const manifest = read('package.json') as Record<'dependencies' | 'devDependencies', Record<string, string> | undefined>;
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
const locked = Object.entries(packages).filter(([path]) => path !== '');

/** Of what only builds and tests; what is shipped is looked at more strictly by `npm run dist`. */
const USABLE =
  /^(MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|OFL-1\.1|Zlib|MPL-2\.0|Python-2\.0|WTFPL)$/;

test('each dependency is one exact version, the one that is installed', () => {
  const asked = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(asked.length).toBeGreaterThan(20);
  const loose = asked.filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version);
  expect(loose).toEqual([]);
});

test('every package has its hash, and may be used', () => {
  const words = (license: string): readonly string[] => license.replace(/[()]/g, '').split(/ AND | OR /);
  const wrong = locked.filter(
    ([, { integrity, license = '' }]) => !/^sha512-/.test(integrity ?? '') || !words(license).every((each) => USABLE.test(each)),
  );
  expect(wrong.map(([path, { license }]) => `${path} ${license ?? 'without a licence'}`)).toEqual([]);
});
