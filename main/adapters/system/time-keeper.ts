import { CLOCK_DOUBTS, CLOCK_SOUND, type ClockDoubt, type ClockStanding } from '#shared/domain';
import type { ClockChange, ClockWord, TimeKeeper } from '#ports';

/** A wall clock that moves by more than this against the machine's own counting was set. */
export const STEP_MS = 2_000;
/** Oscillators differ by less than this share: so much is nobody's doing. */
const DRIFT = 5e-4;
/** A trade server tells whole seconds, and its line takes a moment. */
const SERVER_DIFFERS_MS = 5_000;
/** So often in a row a server that was heard before has to differ. */
const SERVER_WORDS = 2;
/** A cockpit that was away for longer asks whether the date is right. */
export const LONG_ABSENCE_MS = 14 * 86_400_000;
/** While the wall clock is a little behind, time goes on a little slower than it passes, until both agree again. */
const PACE_WHEN_AHEAD = 0.95;
/** What two counters of the machine may differ by: less is noise, more is a sleep. */
const SLEPT_MIN_MS = 1_000;
const CHANGES_MAX = 100;

/** The machine's counters. `up`: milliseconds since its start, sleep included; absent where there is none. */
export type Counters = { wall(): number; mono(): number; up?(): number };

/**
 * Time with evidence. As long as the PC's wall clock goes with the monotonic one it is followed; small slews of less than two
 * seconds are smoothed, and never go back. A larger step is not followed: time goes on by what the machine counts, until the
 * wall clock is back, an independent clock agrees with it, or the trader vouches for it.
 */
export class EvidentTime implements TimeKeeper {
  readonly #counters: Counters;
  readonly #notBefore: number;
  /** The line that is believed: a moment (UTC ms) as of `at`, by what has passed. */
  #line: { readonly utc: number; readonly at: number };
  #doubt: { readonly kind: ClockDoubt; readonly stepMs: number } | null = null;
  #slept = 0;
  #counted: { readonly up: number; readonly mono: number };
  #last: { readonly utc: number; readonly at: number };
  #trustedUntil: number | null = null;
  #word: ClockWord | null = null;
  /** The server was heard before this word, in this life; how often in a row it differed since. */
  #isHeard = false;
  #differing = 0;
  /** What the server differed by when the trader vouched for the PC's clock. */
  #excused = 0;
  #told: ClockStanding = CLOCK_SOUND;
  #changes: ClockChange[] = [];
  /** So far time was put right and nobody was told yet. */
  #moved = 0;

  /** `notBeforeMs`: no true time is earlier, UTC ms. */
  constructor(counters: Counters, notBeforeMs = -Infinity) {
    this.#counters = counters;
    this.#notBefore = notBeforeMs;
    this.#counted = { up: counters.up?.() ?? 0, mono: counters.mono() };
    this.#line = { utc: counters.wall(), at: counters.mono() };
    this.#last = this.#line;
  }

  /** True time by evidence, whole UTC milliseconds. */
  now = (): number => {
    this.#look();
    const utc = this.#doubt === null || this.#isOpen ? this.#counters.wall() : this.#lineNow();
    const at = this.#passed();
    const slewed = this.#last.utc + (at - this.#last.at) * PACE_WHEN_AHEAD;
    const next = slewed > utc && slewed - utc <= STEP_MS ? slewed : utc;
    const moved = next - this.#last.utc - (at - this.#last.at);
    if (Math.abs(moved) > STEP_MS + DRIFT * Math.max(0, at - this.#last.at)) this.#moved += Math.round(moved);
    this.#last = { utc: next, at };
    this.#note(this.#last.utc);
    return Math.floor(this.#last.utc);
  };

  standing(): ClockStanding {
    const utc = this.now();
    return { ...this.#told, offsetMs: Math.round(this.#counters.wall() - utc) };
  }

  begin(lastTrustedMs: number | null): void {
    this.#trustedUntil = lastTrustedMs;
    this.#word = null;
    this.#isHeard = false;
    this.#excused = 0;
    this.#followWall();
    this.#doubt = this.#judged();
    this.#last = this.#line;
    this.now();
    this.#changes = [];
    this.#moved = 0;
  }

  heard(word: ClockWord | null): void {
    this.#countSleep();
    this.#word = word;
    this.#compare();
    this.#isHeard = word !== null;
    this.now();
  }

  confirm(): void {
    const server = this.#serverNow();
    if (server !== null) this.#excused += server - this.#counters.wall();
    this.#followWall();
    this.now();
  }

  changes(): readonly ClockChange[] {
    this.now();
    const out = this.#changes;
    this.#changes = [];
    return out;
  }

  passedMs(): number {
    this.#countSleep();
    return this.#passed();
  }

  /** Nothing but the PC's clock says which time it is. */
  get #isOpen(): boolean {
    return this.#doubt !== null && !CLOCK_DOUBTS[this.#doubt.kind].hasLine;
  }

  #passed(): number {
    return this.#counters.mono() + this.#slept;
  }

  #lineNow(): number {
    return this.#line.utc + (this.#passed() - this.#line.at);
  }

  #take(utc: number): void {
    this.#line = { utc, at: this.#passed() };
  }

  /** What was counted in a sleep of the machine: the monotonic clock stands still in it on some systems. */
  #countSleep(): void {
    const { up, mono } = this.#counters;
    if (up === undefined) return;
    const now = { up: up(), mono: mono() };
    const gone = now.up - this.#counted.up - (now.mono - this.#counted.mono);
    if (Math.abs(gone) > SLEPT_MIN_MS) this.#slept += gone;
    this.#counted = now;
  }

  #look(): void {
    const wall = this.#counters.wall();
    let rest = wall - this.#lineNow();
    if (Math.abs(rest) > STEP_MS) {
      this.#countSleep();
      rest = wall - this.#lineNow();
    }
    const drift = DRIFT * Math.max(0, this.#passed() - this.#line.at);
    if (Math.abs(rest) <= STEP_MS + drift) {
      // The line follows as fast as clocks drift and no faster, so that many small steps are one large one.
      this.#take(this.#lineNow() + Math.max(-drift, Math.min(drift, rest)));
      if (!this.#isOpen) this.#doubt = null;
    } else if (this.#isOpen) {
      this.#doubt = this.#judged();
      this.#take(wall);
    } else this.#doubt = { kind: this.#doubt?.kind ?? 'stepped', stepMs: Math.round(rest) };
  }

  /** A wall clock of which nothing is known but where the record ended, and when this program was made. */
  #judged(): { readonly kind: ClockDoubt; readonly stepMs: number } | null {
    const early = this.#counters.wall() - this.#notBefore;
    if (early < 0) return { kind: 'before_release', stepMs: Math.round(early) };
    const away = this.#trustedUntil === null ? 0 : this.#counters.wall() - this.#trustedUntil;
    if (away < -STEP_MS) return { kind: 'before_last_record', stepMs: Math.round(away) };
    return away > LONG_ABSENCE_MS ? { kind: 'long_absence', stepMs: Math.round(away) } : null;
  }

  #followWall(): void {
    this.#doubt = null;
    this.#differing = 0;
    this.#take(this.#counters.wall());
  }

  #serverNow(): number | null {
    const word = this.#word;
    return word === null ? null : word.utcMs + (this.#counters.mono() - word.monoMs) - this.#excused;
  }

  /** The server's clock held against the PC's. */
  #compare(): void {
    const server = this.#serverNow();
    if (server === null) return;
    this.#look();
    const isIndependent = this.#word?.isIndependent === true;
    const wallDiffers = this.#counters.wall() - server;
    const isStepped = this.#doubt?.kind === 'stepped';
    if (Math.abs(wallDiffers) <= SERVER_DIFFERS_MS) {
      this.#differing = 0;
      // What may have moved with the PC's clock proves nothing about a step of it.
      if (this.#doubt !== null && (!isStepped || isIndependent)) this.#followWall();
      return;
    }
    const isOnLine = Math.abs(this.#lineNow() - server) <= SERVER_DIFFERS_MS;
    // It moved, and not to where the PC's clock is: that may have been the PC's doing too.
    if (isStepped && !isOnLine && !isIndependent) return;
    this.#differing += 1;
    if (this.#differing < SERVER_WORDS && this.#doubt === null && this.#isHeard) return;
    this.#doubt = { kind: 'server_differs', stepMs: Math.round(wallDiffers) };
    if (!isOnLine) this.#take(server);
  }

  #note(utc: number): void {
    const { kind = null, stepMs = 0 } = this.#doubt ?? {};
    if (this.#moved === 0 && this.#told.doubt === kind && Math.abs(this.#told.stepMs - stepMs) <= STEP_MS) return;
    const source = kind === null || this.#isOpen ? 'wall' : kind === 'server_differs' ? 'server' : 'monotonic';
    const offsetMs = Math.round(this.#counters.wall() - utc);
    this.#told = { source, offsetMs, stepMs, trusted: kind === null, doubt: kind };
    const change = this.#moved === 0 ? this.#told : { ...this.#told, movedMs: this.#moved };
    this.#changes = [...this.#changes, change].slice(-CHANGES_MAX);
    this.#moved = 0;
  }
}
