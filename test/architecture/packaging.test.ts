import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#main/launcher/project.mjs';

const settings = readFileSync(join(root, 'electron-builder.yml'), 'utf8');

/** The `key: value` lines indented under one heading of the settings. */
function section(heading: string): Record<string, string> {
  const block = new RegExp(`^${heading}:\\n((?:  .*\\n)+)`, 'm').exec(settings)?.[1] ?? '';
  return Object.fromEntries([...block.matchAll(/^ {2}(\w+): (.+)$/gm)].map(([, key, value]) => [key!, value!]));
}

test('every fuse is set, and set to the safe side', () => {
  const scheme = JSON.parse(readFileSync(join(root, 'node_modules/app-builder-lib/scheme.json'), 'utf8')) as {
    definitions: { FuseOptionsV1: { properties: object } };
  };
  const fuses = section('electronFuses');
  expect(Object.keys(fuses).sort()).toEqual(Object.keys(scheme.definitions.FuseOptionsV1.properties).sort());
  const on = Object.keys(fuses).filter((name) => fuses[name] === 'true');
  expect(on.sort()).toEqual(['enableCookieEncryption', 'enableEmbeddedAsarIntegrityValidation', 'onlyLoadAppFromAsar']);
});

test('the Expert Advisor, the manual and the licences are shipped beside the program', () => {
  const shipped = [...settings.matchAll(/^  - from: (\S+)\n    to: (\S+)$/gm)].map(([, from, to]) => `${from} as ${to}`);
  expect(shipped.sort()).toEqual([
    'LICENSE as LICENSE.txt',
    'assets/help as help',
    'assets/monitoring as monitoring',
    'assets/mql5 as mql5',
    'assets/service as service',
    'dist/shipping/THIRD-PARTY-NOTICES.txt as THIRD-PARTY-NOTICES.txt',
  ]);
});

test('the installer is per user, asks, and keeps the journal on removal', () => {
  expect(section('nsis')).toMatchObject({ oneClick: 'false', perMachine: 'false', deleteAppDataOnUninstall: 'false' });
});

test('the installer shows the licence, has a name without spaces, and asks our own macro whether a cockpit runs', () => {
  const { license, artifactName, include } = section('nsis');
  expect([license, artifactName]).toEqual(['dist/shipping/LICENSE.txt', 'mikrobot-cockpit-setup-${version}.${ext}']);
  const script = readFileSync(join(root, include!), 'utf8');
  expect(script).toContain('!macro customCheckAppRunning');
  expect(script, 'a cockpit that trades is never ended by its installer').not.toMatch(
    /taskkill|Stop-Process|TerminateProcess|nsProcess|nsExec|WM_CLOSE/i,
  );
});

test('the lock file names the binaries of every platform, or `npm ci` refuses it on a clean clone', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const parents = (path: string): string[] =>
    path === '' ? [''] : [path, ...parents(path.replace(/\/?node_modules\/(?:@[^/]+\/)?[^/]+$/, ''))];
  const isLocked = (from: string, name: string) =>
    parents(from).some((path) => `${path === '' ? '' : `${path}/`}node_modules/${name}` in packages);
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
  );
  expect(missing).toEqual([]);
});

test('npm ci downloads packages and nothing else: every install script is decided upon, and Playwright has none', () => {
  const { allowScripts, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    allowScripts: Record<string, boolean>;
    devDependencies: Record<string, string>;
  };
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string; hasInstallScript?: boolean }>;
  };
  const scripted = Object.keys(packages).filter((path) => packages[path]!.hasInstallScript);
  expect(scripted.map((path) => path.replace(/^.*node_modules\//, '')).sort()).toEqual(Object.keys(allowScripts).sort());
  expect(packages['node_modules/playwright']?.version, 'an exact version').toBe(devDependencies['playwright']);
  expect(
    scripted.filter((path) => path.includes('playwright')),
    'the browser is the system’s own',
  ).toEqual([]);
});
