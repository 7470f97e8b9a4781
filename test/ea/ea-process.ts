import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledEa } from './compiled-ea.ts';
import { clock } from './ea-clock.ts';

export const TOKEN = 'test-token-0123456789abcdef0123456789';

/** The folder that all terminals of a machine share. */
export class CommonFolder {
  readonly dir = mkdtempSync(join(tmpdir(), 'mt5-common-'));
  read(name: string): string {
    return readFileSync(join(this.dir, name), 'utf8');
  }
  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Global variables of a terminal that was just started: it forgets the temporary ones. Two charts of one are given one folder. */
const globalsOf = ({ dir }: CommonFolder): string => mkdtempSync(join(dir, 'terminal-'));

/** One run of the compiled Expert Advisor on a chart. Its inputs are environment variables of their names. */
export class EaProcess {
  readonly #child: ChildProcess;
  #log = '';

  constructor(venuePort: number, bridgePort: number, folder: CommonFolder, inputs: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(compiledEa(), [], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        CLOCK_OF_VENUE: '1',
        VENUE_PORT: String(venuePort),
        COMMON_FILES: folder.dir,
        TERMINAL_GLOBALS: globalsOf(folder),
        InpPort: String(bridgePort),
        InpToken: TOKEN,
        InpTimerMs: '5',
        InpMaxLots: '50',
        ASAN_OPTIONS: 'detect_leaks=0',
        ...inputs,
      },
    });
    // The time waits for it from now on, and it is heard at the venue.
    clock.heard(this.#child.pid);
    this.#child.once('exit', () => clock.gone(this.#child.pid));
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#log = (this.#log + chunk.toString('utf8')).slice(-200_000);
    });
  }

  get log(): string {
    return this.#log;
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  /** What stands in the corner of the chart. */
  get corner(): string {
    return /.*\[chart\] ?(.*)/.exec(this.#log.slice(Math.max(0, this.#log.lastIndexOf('[chart]'))))?.[1] ?? '';
  }

  /** The chart gets another timeframe: OnDeinit, and OnInit with every variable as it was. */
  changeTimeframe(): void {
    this.#child.kill('SIGUSR1');
  }

  /** Taken off the chart. The exit code: anything but 0 is a crash or a sanitizer's finding. */
  async end(): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const gone = once(this.#child, 'close');
    this.#child.kill('SIGTERM');
    await gone;
    return this.#child.exitCode;
  }

  /** Another timeframe of its chart (SIGUSR1), or other inputs (SIGUSR2): it starts again, and what is global keeps its value. */
  reinit(by: 'SIGUSR1' | 'SIGUSR2'): void {
    this.#child.kill(by);
  }

  /** It hangs, and goes on: a dialog of the terminal, a debugger, a machine that is busy with something else. */
  freeze(): void {
    clock.excuse(this.#child.pid);
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    clock.expect(this.#child.pid);
    this.#child.kill('SIGCONT');
  }

  /** Terminal and all, at once. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await gone;
  }
}
