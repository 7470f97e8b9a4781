import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say, seconds } from '#main/launcher/project.mjs';
import { chromiumPath } from './chromium.ts';

/** Is the program on PATH? */
export function hasProgram(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

function hasLibrary(file: string): boolean {
  const { stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  return stdout.includes(file);
}

const program = (name: string) => () => hasProgram(name);
const library = (file: string) => () => hasLibrary(file);

type Packages = Readonly<Record<string, () => boolean>>;

/** Debian package -> is what it brings already there? */
const usual: Packages = {
  'chromium-headless-shell': () => chromiumPath() !== undefined,
  'fonts-liberation': () =>
    existsSync('/usr/share/fonts/truetype/liberation') || existsSync('/usr/share/fonts/truetype/liberation2'),
  xvfb: program('Xvfb'),
  xauth: program('xauth'),
  unzip: program('unzip'),
  faketime: program('faketime'),
  'g++': program('g++'),
  prometheus: program('promtool'),
  'libgtk-3-0': library('libgtk-3.so.0'),
  libnss3: library('libnss3.so'),
  libasound2: library('libasound.so.2'),
  libgbm1: library('libgbm.so.1'),
  libxss1: library('libXss.so.1'),
  libxtst6: library('libXtst.so.6'),
  'libatk-bridge2.0-0': library('libatk-bridge-2.0.so.0'),
  libdrm2: library('libdrm.so.2'),
  libxkbcommon0: library('libxkbcommon.so.0'),
};

/** What the parts `windows` and `installer` need besides: wine comes in a Debian of its own (test/windows/provision.ts). */
const windows: Packages = {
  mmdebstrap: program('mmdebstrap'),
  nsis: program('makensis'),
  'p7zip-full': program('7za'),
  'gcc-mingw-w64-x86-64': program('x86_64-w64-mingw32-gcc'),
  osslsigncode: program('osslsigncode'),
};

/** Not every distribution has Chromium's headless part by itself. */
function known(name: string): string {
  if (name !== 'chromium-headless-shell') return name;
  return spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0 ? name : 'chromium';
}

/** As long as another installation may hold the package system. */
const LOCK_SECONDS = 600;

/** Installs what a kind of test needs and this machine lacks, where we may: on Debian, as root. */
export function installPackages(kind: 'usual' | 'windows'): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !hasProgram('apt-get')) return;
  const packages = kind === 'usual' ? usual : windows;
  const missing = Object.keys(packages).filter((name) => packages[name]?.() === false);
  if (missing.length === 0) return;
  say(`installing for the tests: ${missing.join(' ')} ...`);
  const began = Date.now();
  const apt = (...args: string[]) =>
    // Another installation on this machine is waited for, not failed on.
    spawnSync('apt-get', ['-q', '-y', '-o', `DPkg::Lock::Timeout=${LOCK_SECONDS}`, ...args], {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update');
  const { status } = apt('install', '--no-install-recommends', ...missing.map(known));
  say(status === 0 ? `installed in ${seconds(began)}.` : 'apt-get failed; the parts which need these packages will say so.');
}

/** What the tests of browser, desktop, time and Expert Advisor need. */
export const provisionDebian = (): void => installPackages('usual');
