import type { LineOf } from '#shared/bridge';
import type { ServerTime } from './server-time.ts';
import { forwardMs, kept, rulesFor, type ZoneRule } from './summer-time.ts';
import { zonesInMemory, type ZoneMemory } from './zone-memory.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A server's offset from UTC is a multiple of this, and lies between those of the world's zones. */
const STEP_MS = 900_000;
const MIN_MS = -12 * HOUR;
const MAX_MS = 14 * HOUR;
/** Most servers keep New York and seven hours, so that their day ends at 17:00 there: UTC+2, in New York's summer UTC+3. */
const USUAL_WINTER_MS = 2 * HOUR;

/** Of rules that all hold, the one that is meant: a server with another winter than most is Europe's rather than New York's. */
const LIKELY: readonly ZoneRule[] = ['europe', 'new-york', 'none'];

/** The zone of a trade server's clock, from its heartbeats. */
export class ServerZone {
  /** What it is now; null: not known yet. */
  offsetMs: number | null = null;
  readonly #memory: ZoneMemory;
  #server = '';
  /** When that was learned. */
  #learnedAt = 0;
  #rule: ZoneRule = 'none';
  #keptAt = 0;

  constructor(memory: ZoneMemory = zonesInMemory()) {
    this.#memory = memory;
  }

  /** A session with a server: what is known of its clock from before says whose summer time it follows, and not what it is. */
  begin(server: string): void {
    this.#server = server;
    this.offsetMs = null;
    this.#keptAt = 0;
  }

  /** Before the terminal's first login the server's clock is 0: no zone of the world, and no clock. */
  learn({ serverMs, gmtMs }: LineOf<'hb'>, time: ServerTime | undefined): void {
    const known = time === undefined ? gmtMs : time.utcOf(gmtMs);
    const utc = known ?? (this.offsetMs === null ? gmtMs : null);
    if (utc === null) return;
    const offsetMs = Math.round((serverMs - utc) / STEP_MS) * STEP_MS;
    if (offsetMs < MIN_MS || offsetMs > MAX_MS) return;
    const isNews = offsetMs !== this.offsetMs || utc - this.#keptAt > DAY;
    this.offsetMs = offsetMs;
    this.#learnedAt = utc;
    if (!isNews) return;
    // A time that is in doubt proves nothing of a rule.
    if (known !== null) this.#memory.keep(this.#server, kept(this.#memory.of(this.#server), { at: utc, offsetMs }));
    this.#keptAt = utc;
    this.#rule = this.#ruleNow();
  }

  /** UTC milliseconds of a moment on the server's clock; the same where no zone is known. */
  utc(serverMs: number): number {
    if (this.offsetMs === null) return Math.max(0, Math.round(serverMs));
    const winterMs = this.offsetMs - forwardMs(this.#rule, this.#learnedAt);
    // As if it were now; an hour more or less is only wrong within an hour of a change.
    const offset = winterMs + forwardMs(this.#rule, serverMs - this.offsetMs);
    return Math.max(0, Math.round(serverMs - offset));
  }

  /**
   * Whose summer time it follows: what was seen of it on both sides of a change proves that. Until then one that is two hours ahead in
   * winter, as most are, follows New York where it can, else Europe; any other is taken to keep its offset.
   */
  #ruleNow(): ZoneRule {
    const isUsual = (rule: ZoneRule): boolean => this.offsetMs === USUAL_WINTER_MS + forwardMs(rule, this.#learnedAt);
    const likely: ZoneRule = isUsual('new-york') ? 'new-york' : isUsual('europe') ? 'europe' : 'none';
    const rules = rulesFor(this.#memory.of(this.#server));
    return [likely, ...LIKELY].find((rule) => rules.includes(rule)) ?? 'none';
  }
}
