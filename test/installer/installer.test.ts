import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isSignedProgram } from '#main/packaging/index.ts';
import { root } from '#main/launcher/project.mjs';
import manifest from '../../package.json' with { type: 'json' };
import { WindowsSession, type WindowsEnd } from '../windows/session.ts';
import { wineFolder } from '../windows/wine-folder.ts';
import { certificate, exec, InstallerTools } from './tools.ts';

const OLD = manifest.version;
const NEW = '98.7.6';
const PROFILE = 'C:\\users\\root';
const PROGRAM = `${PROFILE}\\AppData\\Local\\Programs\\Mikrobot Cockpit`;
const EXE = `${PROGRAM}\\Mikrobot Cockpit.exe`;
const DATA = `${PROFILE}\\AppData\\Local\\Mikrobot Cockpit`;
const UNINSTALL = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
const LOG = `${PROFILE}\\AppData\\Local\\Temp\\mikrobot-cockpit-setup.log`;

let folder: string;
let windows: WindowsSession;
let said: string;

const release = (version: string): string => join(folder, `release-${version}`);
const setup = (version: string): string => `mikrobot-cockpit-setup-${version}.exe`;
const here = (path: string): string => windows.here(path);
const read = (path: string): string => readFileSync(here(path), 'utf8');
const install = (version: string, ...more: string[]): Promise<WindowsEnd> =>
  windows.run(`C:\\${setup(version)}`, ['/S', ...more]);

/** The entry under which Windows lists a program: its values, or undefined without one. Two entries are an error. */
async function listed(): Promise<Record<string, string> | undefined> {
  const { stdout } = await windows.run('C:\\windows\\system32\\reg.exe', ['query', UNINSTALL, '/s']);
  const entries = stdout.split(/\r?\n(?=HKEY)/).filter((block) => block.includes('Mikrobot'));
  expect(entries.length).toBeLessThan(2);
  if (entries[0] === undefined) return undefined;
  return Object.fromEntries([...entries[0].matchAll(/^ +(\S+) +REG_\w+ +(.*?)\r?$/gm)].map(([, name, value]) => [name!, value!]));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'installer-'));
  windows = await WindowsSession.open([folder]);
  const tools = new InstallerTools(folder, windows);
  const first = tools.dist(root, ['--unsigned', '--output', release(OLD)]);
  expect(first.code, first.said.slice(-4_000)).toBe(0);
  said = first.said;
  const second = tools.dist(tools.copyWithVersion(NEW), ['--unaudited', '--output', release(NEW)], certificate(folder));
  expect(second.code, second.said.slice(-4_000)).toBe(0);
  for (const version of [OLD, NEW]) copyFileSync(join(release(version), setup(version)), here(`C:\\${setup(version)}`));
  copyFileSync(join(wineFolder, '7za.exe'), here('C:\\7za.exe'));
  mkdirSync(here(DATA), { recursive: true });
  writeFileSync(here(`${DATA}\\journal.db`), 'what was decided');
}, 600_000);

afterAll(async () => {
  await windows.close();
  rmSync(folder, { recursive: true, force: true });
});

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

test('a release is the installer, the zip, the list of what is inside, its licences and the checksums of all of it', () => {
  expect(said).toContain(setup(OLD));
  const sums = readFileSync(join(release(OLD), 'SHA256SUMS.txt'), 'utf8')
    .trim()
    .split('\n');
  const names = [
    setup(OLD),
    `mikrobot-cockpit-${OLD}-win-x64.zip`,
    `mikrobot-cockpit-${OLD}.cdx.json`,
    'THIRD-PARTY-NOTICES.txt',
    ...['latest.yml', 'beta.yml'],
  ];
  expect(sums.map((line) => line.split('  ')[1]).sort()).toEqual([...names].sort());
  for (const line of sums) expect(line).toBe(`${sha256(join(release(OLD), line.split('  ')[1]!))}  ${line.split('  ')[1]}`);
  const bom = JSON.parse(readFileSync(join(release(OLD), names[2]!), 'utf8')) as { components: { name: string }[] };
  expect(bom.components.map(({ name }) => name)).toEqual(expect.arrayContaining(['react', 'zod', 'fastify', 'electron']));
  expect(bom.components.map(({ name }) => name)).not.toContain('vitest');
  const zipped = exec('7za', ['l', '-ba', '-slt', join(release(OLD), names[1]!)]);
  for (const name of ['Mikrobot Cockpit.exe', 'resources/app.asar', 'resources/THIRD-PARTY-NOTICES.txt'])
    expect(zipped).toContain(`Path = ${name}`);
});

test('a signed release is signed, program and installer; an unsigned one is not', () => {
  const programs = (version: string) => [
    join(release(version), setup(version)),
    join(release(version), 'win-unpacked', 'Mikrobot Cockpit.exe'),
  ];
  expect(programs(OLD).map(isSignedProgram)).toEqual([false, false]);
  expect(programs(NEW).map(isSignedProgram)).toEqual([true, true]);
});

test('silently installed for the user alone: program, manual, Expert Advisor, licences, shortcuts and one entry', async () => {
  await install(OLD);
  expect(readdirSync(here(PROGRAM))).toEqual(
    expect.arrayContaining([
      'Mikrobot Cockpit.exe',
      'Uninstall Mikrobot Cockpit.exe',
      'LICENSE.electron.txt',
      'LICENSES.chromium.html',
    ]),
  );
  expect(readdirSync(here(`${PROGRAM}\\resources`)).sort()).toEqual([
    'LICENSE.txt',
    'THIRD-PARTY-NOTICES.txt',
    'app.asar',
    'help',
    'monitoring',
    'mql5',
    'service',
  ]);
  for (const name of ['mql5\\MikrobotBridge.mq5', 'help\\install.md'])
    expect(read(`${PROGRAM}\\resources\\${name}`)).toBe(readFileSync(join(root, 'assets', ...name.split('\\')), 'utf8'));
  expect(read(`${PROGRAM}\\resources\\THIRD-PARTY-NOTICES.txt`)).toMatch(/^react \d/m);
  expect(existsSync(here(`${PROFILE}\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Mikrobot Cockpit.lnk`))).toBe(
    true,
  );
  expect(existsSync(here(`${PROFILE}\\Desktop\\Mikrobot Cockpit.lnk`))).toBe(true);
  expect(await listed()).toMatchObject({
    DisplayName: `Mikrobot Cockpit ${OLD}`,
    DisplayVersion: OLD,
    Publisher: 'Mikrobot Cockpit contributors',
    InstallLocation: PROGRAM,
    HelpLink: `${PROGRAM}\\resources\\help\\README.md`,
    URLInfoAbout: `${PROGRAM}\\resources\\help\\install.md`,
    QuietUninstallString: `"${PROGRAM}\\Uninstall Mikrobot Cockpit.exe" /currentuser /S`,
  });
});

test('the program names itself: version, original file name, the fuses on the safe side', () => {
  const bytes = readFileSync(here(EXE));
  const resources = NtExecutableResource.from(NtExecutable.from(bytes));
  const [version] = Resource.VersionInfo.fromEntries(resources.entries);
  expect(version?.getStringValues({ lang: 1033, codepage: 1200 })).toMatchObject({
    OriginalFilename: 'Mikrobot Cockpit.exe',
    ProductName: 'Mikrobot Cockpit',
    CompanyName: 'Mikrobot Cockpit contributors',
    FileVersion: OLD,
  });
  const wire = bytes.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
  expect(bytes.toString('latin1', wire + 32, wire + 43)).toBe('\u0001\u0009010011001');
});

test('over a cockpit that runs nothing is changed, nothing is ended, and the log tells what is open', async () => {
  writeFileSync(here('C:\\running'), '');
  writeFileSync(here(`${DATA}\\standing.txt`), 'DEMO account, trading, 2 positions are open.\r\n');
  const cockpit = windows.start(EXE, ['C:\\running']);
  await expect.poll(() => cockpit.stdout, { timeout: 60_000 }).toContain('running');

  await install(NEW);
  expect(read(LOG)).toBe(
    'Mikrobot Cockpit is running, so nothing was changed. DEMO account, trading, 2 positions are open.\r\n\r\n',
  );
  rmSync(here(LOG));
  rmSync(here(`${DATA}\\standing.txt`));
  await windows.run(`${PROGRAM}\\Uninstall Mikrobot Cockpit.exe`, ['/S']);
  await expect.poll(() => existsSync(here(LOG)), { timeout: 60_000 }).toBe(true);
  expect(read(LOG)).toContain('What it has open is not known here; its window shows it.');
  expect([cockpit.isRunning, (await listed())?.['DisplayVersion'], existsSync(here(EXE))]).toEqual([true, OLD, true]);

  rmSync(here('C:\\running'));
  expect((await cockpit.ended).code).toBe(0);
});

test('updated over itself: one entry, the new program, the data as it was', async () => {
  await install(NEW);
  expect(await listed()).toMatchObject({ DisplayVersion: NEW, InstallLocation: PROGRAM });
  expect(read(`${DATA}\\journal.db`)).toBe('what was decided');
  expect(sha256(here(EXE))).toBe(sha256(join(release(NEW), 'win-unpacked', 'Mikrobot Cockpit.exe')));
});

test('repaired by the same installer: what was lost or changed is there again', async () => {
  const help = `${PROGRAM}\\resources\\help\\install.md`;
  rmSync(here(`${PROGRAM}\\resources\\app.asar`));
  writeFileSync(here(help), 'changed');
  await install(NEW);
  expect(sha256(here(`${PROGRAM}\\resources\\app.asar`))).toBe(
    sha256(join(release(NEW), 'win-unpacked', 'resources', 'app.asar')),
  );
  expect(read(help)).toContain('# Installing on Windows');
  expect((await listed())?.['DisplayVersion']).toBe(NEW);
});

test('removed: program, shortcuts and entry are gone, the data stays', async () => {
  await windows.run(`${PROGRAM}\\Uninstall Mikrobot Cockpit.exe`, ['/S']);
  await expect.poll(() => existsSync(here(EXE)), { timeout: 60_000 }).toBe(false);
  await expect.poll(async () => await listed(), { timeout: 60_000 }).toBeUndefined();
  expect(existsSync(here(`${PROFILE}\\Desktop\\Mikrobot Cockpit.lnk`))).toBe(false);
  expect(read(`${DATA}\\journal.db`)).toBe('what was decided');
});
