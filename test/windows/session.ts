import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { wineFolder, WINE } from './wine-folder.ts';

const CHROOT = join(wineFolder, 'debian');
const PREFIX = join(wineFolder, 'prefix');

/**
 * Mounts of one session: Debian's own folders, a disk C: that starts as the clean one and keeps its changes to itself, and the folders
 * of ours that Windows programs are to see under Z:. Windows knows localhost by itself, and Debian by a file that the smallest one lacks. It ends when its input does, so that none outlives the tests.
 */
const MOUNTS = `set -e
root=$1 lower=$2 session=$3; shift 3
mount --bind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -p "$root/prefix"
grep -qs localhost "$root/etc/hosts" || printf '127.0.0.1 localhost\\n::1 localhost\\n' >> "$root/etc/hosts"
mount -t overlay overlay -o "lowerdir=$lower,upperdir=$session/upper,workdir=$session/work" "$root/prefix"
for folder; do mkdir -p "$root$folder"; mount --rbind "$folder" "$root$folder"; done
echo ready
exec cat > /dev/null`;

export type WindowsRun = {
  /** A folder as this system names it; the root when left out. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** A path such as C:\\Users within the folder that is C:. */
function onDisk(path: string): string {
  if (!path.startsWith('C:\\')) throw new Error(`${path} is not on C:`);
  return path.slice(3).replaceAll('\\', '/');
}

export type WindowsEnd = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** A Windows program that runs. Its output goes to files, because node.exe cannot open a pipe of Linux. */
export class WindowsProgram {
  readonly child: ChildProcess;
  readonly ended: Promise<WindowsEnd>;
  readonly #files: readonly [string, string];

  constructor(child: ChildProcess, files: readonly [string, string]) {
    this.child = child;
    this.#files = files;
    this.ended = once(child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  get stdout(): string {
    return readFileSync(this.#files[0], 'utf8');
  }

  get stderr(): string {
    return readFileSync(this.#files[1], 'utf8');
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** As TerminateProcess: without a word. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

/** A Windows of our own under wine, with a fresh disk C:. Needs what provision.ts brings. */
export class WindowsSession {
  readonly #keeper: ChildProcess;
  readonly #folder: string;
  #runs = 0;

  private constructor(keeper: ChildProcess, folder: string) {
    this.#keeper = keeper;
    this.#folder = folder;
  }

  /** `visible`: folders of this system that Windows programs see under Z:. `layer`: a kept folder of what is on the disk besides. */
  static async open(visible: readonly string[] = [], layer?: string): Promise<WindowsSession> {
    mkdirSync(join(wineFolder, 'sessions'), { recursive: true });
    const folder = mkdtempSync(join(wineFolder, 'sessions', 's-'));
    for (const name of ['upper', 'work', 'output']) mkdirSync(join(folder, name));
    const disk = layer === undefined ? PREFIX : `${layer}:${PREFIX}`;
    const args = ['--mount', '--propagation', 'private', 'sh', '-c', MOUNTS, 'mounts', CHROOT, disk, folder, ...visible];
    const keeper = spawn('unshare', args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = (await Promise.race([once(keeper.stdout, 'data'), once(keeper, 'close')])) as [Buffer | number];
    if (!Buffer.isBuffer(line)) throw new Error(`the mounts of a Windows session failed (exit ${line})`);
    return new WindowsSession(keeper, folder);
  }

  /** Where this system finds a path of Windows such as C:\\Users. */
  here(path: string): string {
    return join(`/proc/${this.#keeper.pid}/root${CHROOT}/prefix/drive_c`, onDisk(path));
  }

  /** A program and its arguments that runs words in this session: for scripts that want a `wine` of their own. */
  entrance(cwd = '/'): readonly string[] {
    const inside = ['sh', '-c', 'cd "$1" && shift && exec "$@"', 'in', cwd];
    return ['nsenter', `--mount=/proc/${this.#keeper.pid}/ns/mnt`, 'chroot', CHROOT, ...inside];
  }

  /** The environment in which wine runs here. */
  environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: '/root',
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      WINEPREFIX: '/prefix',
      WINEARCH: 'win64',
      WINEDEBUG: '-all',
      WINEDLLOVERRIDES: 'mscoree,mshtml=;winemenubuilder.exe=d',
      XDG_RUNTIME_DIR: '/tmp',
      ...more,
    };
  }

  /** Starts a Windows program, named by a path of Windows. */
  start(program: string, args: readonly string[] = [], { cwd = '/', env = {} }: WindowsRun = {}): WindowsProgram {
    this.#runs += 1;
    const files = ['out', 'err'].map((name) => join(this.#folder, 'output', `${this.#runs}.${name}`)) as [string, string];
    const handles = files.map((file) => openSync(file, 'w'));
    const [enter, ...words] = this.entrance(cwd);
    const child = spawn(enter!, [...words, WINE, program, ...args], {
      stdio: ['ignore', ...handles],
      env: this.environment(env),
    });
    for (const handle of handles) closeSync(handle);
    return new WindowsProgram(child, files);
  }

  /** Runs a Windows program to its end. */
  run(program: string, args: readonly string[] = [], how: WindowsRun = {}): Promise<WindowsEnd> {
    return this.start(program, args, how).ended;
  }

  /** Ends what still runs and removes the disk. */
  async close(): Promise<void> {
    const [enter, ...words] = this.entrance();
    const server = spawn(enter!, [...words, '/usr/lib/wine/wineserver64', '-k'], { stdio: 'ignore', env: this.environment() });
    await Promise.race([once(server, 'close'), once(server, 'error')]);
    const gone = once(this.#keeper, 'close');
    this.#keeper.stdin?.end();
    await gone;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
