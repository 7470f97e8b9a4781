import { statSync } from 'node:fs';
import type { Clock, Log } from '#ports';
import { messageOf } from '#shared/lib';
import { readCertificate, type CertificateFiles, type HeldCertificate } from './read-certificate.ts';

const EVERY_MS = 60_000;
const DAY_MS = 86_400_000;
/** Authorities that renew by themselves do so a month before the end; what has not been renewed by then is forgotten. */
const WARN_DAYS = 14;
/** The trader hears of it beside the log. */
const CRITICAL_DAYS = 3;

type Means = {
  readonly files: CertificateFiles;
  readonly clock: Pick<Clock, 'wallMs' | 'after'>;
  readonly log: Log;
  /** Tells the trader what cannot wait. */
  tell(title: string, body: string): void;
};

/**
 * The certificate in force. Its files are looked at once a minute: a renewed pair is taken as soon as it is whole, and what cannot be
 * used leaves the one that is in force. Its end is told of from two weeks before, once a day.
 */
export class CertificateWatch {
  readonly #means: Means;
  #held: HeldCertificate;
  #seen: string;
  /** Told already; told again when it is another. */
  #problem: string | null = null;
  #warnedAt: number | null = null;
  #cancel: () => void = () => undefined;
  readonly #listeners = new Set<() => void>();

  /** Throws a CertificateFault. */
  constructor(means: Means) {
    this.#means = means;
    this.#seen = stamp(means.files);
    this.#held = readCertificate(means.files, means.clock.wallMs());
    if (this.#held.names.length === 0)
      means.log.write('warn', 'The certificate names no host: browsers and most senders refuse it', {
        file: means.files.certificateFile,
        remedy: 'make one with subject alternative names',
      });
  }

  get held(): HeldCertificate {
    return this.#held;
  }

  /** Runs after another certificate came into force. */
  onRenewed(listener: () => void): void {
    this.#listeners.add(listener);
  }

  start(): void {
    this.look();
    this.#cancel = this.#means.clock.after(EVERY_MS, () => this.start());
  }

  stop(): void {
    this.#cancel();
  }

  /** One look at the files and at the end of what is in force. */
  look(): void {
    const seen = stamp(this.#means.files);
    if (seen !== this.#seen) this.#read(seen);
    this.#warn();
  }

  #read(seen: string): void {
    const { files, clock, log } = this.#means;
    try {
      const next = readCertificate(files, clock.wallMs());
      this.#seen = seen;
      this.#problem = null;
      if (next.cert === this.#held.cert && next.key === this.#held.key) return;
      this.#held = next;
      this.#warnedAt = null;
      log.write('info', 'The renewed certificate is in force', { validTo: new Date(next.validTo).toISOString() });
      for (const listener of this.#listeners) listener();
    } catch (error) {
      // A pair is renewed one file after the other: it is read again at the next look, whether or not the time of a file changes.
      const problem = messageOf(error);
      if (problem !== this.#problem) log.write('warn', 'A changed certificate is not taken; the one before stays', { problem });
      this.#problem = problem;
    }
  }

  #warn(): void {
    const { clock, log, files, tell } = this.#means;
    const now = clock.wallMs();
    const days = Math.floor((this.#held.validTo - now) / DAY_MS);
    if (days >= WARN_DAYS || (this.#warnedAt !== null && Math.abs(now - this.#warnedAt) < DAY_MS)) return;
    this.#warnedAt = now;
    const text = `The certificate of the HTTP door ${endWords(days)}`;
    log.write(days < CRITICAL_DAYS ? 'error' : 'warn', text, {
      code: 'certificate_expires',
      file: files.certificateFile,
      validTo: new Date(this.#held.validTo).toISOString(),
      remedy: 'renew it and put the new files in the place of the old ones; they are taken within a minute',
    });
    if (days < CRITICAL_DAYS) tell(text, `Senders and browsers refuse it then. Renew ${files.certificateFile}.`);
  }
}

const endWords = (days: number): string =>
  days < 0 ? 'has expired' : days === 0 ? 'expires today' : `expires in ${days} day${days === 1 ? '' : 's'}`;

/** Changes with either file. One that is not there has a stamp too. */
const stamp = ({ certificateFile, keyFile }: CertificateFiles): string =>
  [certificateFile, keyFile]
    .map((file) => {
      const found = statSync(file, { throwIfNoEntry: false });
      return found === undefined ? 'none' : `${found.mtimeMs} ${found.size} ${found.ino}`;
    })
    .join('; ');
