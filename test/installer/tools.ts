import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#main/launcher/project.mjs';
import manifest from '../../package.json' with { type: 'json' };
import type { WindowsSession } from '../windows/session.ts';
import { WINE } from '../windows/wine-folder.ts';

const DOUBLES = join(import.meta.dirname, 'doubles');
const PLUGINS = ['SpiderBanner', 'StdUtils', 'UAC', 'WinShell', 'inetc', 'nsProcess', 'nsis7z'];
const TARGET = 'amd64-unicode';

export function exec(program: string, args: readonly string[], more: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', ...more });
  if (status !== 0)
    throw new Error(
      `${program} ${args[0] ?? ''}: ${error?.message ?? `exit code ${status}\n${stderr}\n${stdout}`.slice(-6_000)}`,
    );
  return stdout;
}

function script(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

/** A folder as Electron's Windows zip unpacks to, with a program that only waits. */
function makeElectron(folder: string): void {
  for (const name of ['resources', 'locales']) mkdirSync(join(folder, name), { recursive: true });
  const resource = join(folder, 'version.o');
  exec('x86_64-w64-mingw32-windres', [join(DOUBLES, 'electron.rc'), '-O', 'coff', '-o', resource]);
  exec('x86_64-w64-mingw32-gcc', [
    '-O1',
    '-s',
    '-municode',
    '-o',
    join(folder, 'electron.exe'),
    join(DOUBLES, 'electron.c'),
    resource,
  ]);
  writeFileSync(join(folder, 'version'), manifest.devDependencies.electron);
  writeFileSync(join(folder, 'LICENSE'), 'the licence of Electron\n');
  writeFileSync(join(folder, 'LICENSES.chromium.html'), '<p>the licences of Chromium</p>\n');
  writeFileSync(join(folder, 'locales', 'en-US.pak'), 'x');
  writeFileSync(join(folder, 'resources.pak'), 'x');
}

/** Debian's NSIS with the doubles of the plugins that Debian does not have. */
function makeNsis(folder: string): void {
  cpSync('/usr/share/nsis', join(folder, 'nsis'), { recursive: true, dereference: true });
  for (const kind of [TARGET, 'x86-unicode']) mkdirSync(join(folder, 'resources', 'plugins', kind), { recursive: true });
  for (const name of PLUGINS) {
    const made = join(folder, 'nsis', 'Plugins', TARGET, `${name}.dll`);
    exec('x86_64-w64-mingw32-gcc', ['-O1', '-s', '-shared', '-o', made, join(DOUBLES, `${name}.c`)]);
    for (const kind of [TARGET, 'x86-unicode']) copyFileSync(made, join(folder, 'resources', 'plugins', kind, `${name}.dll`));
  }
  mkdirSync(join(folder, 'linux'));
  script(
    join(folder, 'linux', 'makensis'),
    `#!/bin/sh
# For a 64-bit target the compiler can tell that a branch of electron-builder's script is never taken, and warns of it.
for word; do shift; [ "$word" = -WX ] || set -- "$@" "$word"; done
export NSISDIR='${join(folder, 'nsis')}'
exec /usr/bin/makensis '-XTarget ${TARGET}' "$@"
`,
  );
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** electron-builder runs each installer once, so that it writes its uninstaller. */
function makeWine(folder: string, session: WindowsSession): void {
  mkdirSync(folder);
  const environment = Object.entries(session.environment()).map(([name, value]) => `${name}=${value}`);
  const words = ['env', '-i', ...environment, ...session.entrance(), WINE].map(quoted).join(' ');
  script(join(folder, 'wine'), `#!/bin/sh\nexec ${words} "$@"\n`);
}

/** Everything that building an installer takes, in one folder. */
export class InstallerTools {
  readonly #folder: string;

  constructor(folder: string, session: WindowsSession) {
    this.#folder = folder;
    makeElectron(join(folder, 'electron'));
    mkdirSync(join(folder, 'tools'));
    makeNsis(join(folder, 'tools'));
    makeWine(join(folder, 'bin'), session);
  }

  /** Runs `main/dist.ts` of a project as `npm run dist` does. What it says, and its exit code. */
  dist(project: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): { code: number | null; said: string } {
    const tools = join(this.#folder, 'tools');
    const { status, stdout, stderr } = spawnSync(process.execPath, ['main/dist.ts', ...args], {
      cwd: project,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...process.env,
        PATH: `${join(this.#folder, 'bin')}:${process.env['PATH'] ?? ''}`,
        COCKPIT_ELECTRON: join(this.#folder, 'electron'),
        ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za',
        ELECTRON_BUILDER_NSIS_DIR: tools,
        ELECTRON_BUILDER_NSIS_RESOURCES_DIR: join(tools, 'resources'),
        ELECTRON_BUILDER_OFFLINE: 'true',
        WIN_CSC_LINK: '',
        CSC_LINK: '',
        COCKPIT_SIGN_SHA1: '',
        ...more,
      },
    });
    return { code: status, said: stdout + stderr };
  }

  /** A copy of the project with another version number, to update to. */
  copyWithVersion(version: string): string {
    const copy = join(this.#folder, `project-${version}`);
    mkdirSync(copy);
    for (const name of ['main', 'shared', 'assets', 'dist', 'electron-builder.yml', 'LICENSE'])
      cpSync(join(root, name), join(copy, name), { recursive: true });
    writeFileSync(join(copy, 'CHANGELOG.md'), `# Changelog\n\n## ${version}\n\n- What is newer\n`);
    for (const name of ['package.json', 'package-lock.json'])
      writeFileSync(
        join(copy, name),
        JSON.stringify({ ...(JSON.parse(readFileSync(join(root, name), 'utf8')) as object), version }, null, 2),
      );
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    return copy;
  }
}

/** A certificate of our own making that nobody trusts, as the environment names it. */
export function certificate(folder: string): NodeJS.ProcessEnv {
  const [key, cert, pfx] = ['key.pem', 'cert.pem', 'cert.pfx'].map((name) => join(folder, name)) as [string, string, string];
  const subject = ['-subj', '/CN=Mikrobot Cockpit test', '-addext', 'extendedKeyUsage=codeSigning'];
  exec('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', cert]);
  exec('openssl', ['pkcs12', '-export', '-inkey', key, '-in', cert, '-out', pfx, '-passout', 'pass:secret']);
  return { WIN_CSC_LINK: pfx, WIN_CSC_KEY_PASSWORD: 'secret', USE_SYSTEM_OSSLSIGNCODE: 'true' };
}
