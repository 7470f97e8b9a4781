import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the whole part's own clock is off by, seconds: these tests run under a faked time already. */
const OWN_SECONDS = Number(process.env['FAKETIME'] ?? '0');

/** The wall clock of a process, which can be set while the process runs. Its monotonic clock stays the machine's. */
export class FakedClock {
  readonly #dir = mkdtempSync(join(tmpdir(), 'cockpit-clock-'));
  readonly #file = join(this.#dir, 'time');

  constructor() {
    this.set(0);
  }

  /** Sets it to what this process takes for the time, and so many seconds more. */
  set(aheadSeconds: number): void {
    const seconds = OWN_SECONDS + aheadSeconds;
    // Whole at once: a file that is read half written would be a third time.
    writeFileSync(`${this.#file}.new`, `${seconds < 0 ? '' : '+'}${seconds.toFixed(3)}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }

  get environment(): Readonly<Record<string, string | undefined>> {
    return { FAKETIME: undefined, FAKETIME_TIMESTAMP_FILE: this.#file, FAKETIME_NO_CACHE: '1' };
  }

  remove(): void {
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
