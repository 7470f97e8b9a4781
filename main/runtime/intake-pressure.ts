import { setBounded } from '#shared/lib';

/** How long an entry may take from the door to its durable answer while the cockpit keeps up. */
const ON_TIME_MS = 150;
/** Late answers for this long in a row, and what comes in is more than can be done; a burst is over sooner. */
const SUSTAINED_MS = 1_000;
/** After the last one turned away, how long the queue is still kept short. */
const CALM_MS = 1_000;
/** As many may always wait: work of milliseconds. */
const FREE = 16;
/** More never wait, however fast the cockpit was a moment ago. */
const MAX = 256;

/** Sources that are counted at once. */
const SOURCES_MAX = 500;

/** Whether an entry is taken, and if not: for all that come in, or for what its own source sends beside those of others. */
export type Admission = 'taken' | 'overloaded' | 'share used';
/** What waits of a source, and what of it was turned away here since the start. */
export type SourcePressure = { readonly waiting: number; readonly turnedAway: number };

/**
 * Whether entries come in faster than they can be decided and recorded. Then some are turned away at once, so that those
 * that are taken are answered in a fraction of a second, instead of all of them in many. Each source that sends has the same
 * share of the places: one that sends much finds its own taken, and never those of another. Times are monotonic milliseconds.
 */
export class IntakePressure {
  #pending = 0;
  readonly #bySource = new Map<string, SourcePressure>();
  /** Sources of which something waits. */
  #sending = 0;
  /** The most that waited at once since nothing did. */
  #most = 0;
  #emptySince = 0;
  #lateSince: number | null = null;
  #turnedAwayAt: number | null = null;
  /** Answers since `#countedFrom`, and answers a second before that. */
  #count = 0;
  #countedFrom = 0;
  #perSecond = 0;

  /** Whether the next entry of a source is taken. */
  admits(source: string, nowMs: number): Admission {
    const own = this.#of(source);
    // Where nothing has waited for as long as an answer may take, what was late before is over.
    if (this.#pending === 0 && nowMs - this.#emptySince >= ON_TIME_MS) this.#lateSince = null;
    const places = this.#isHigh(nowMs) ? Math.min(MAX, Math.max(FREE, this.#shortQueue)) : MAX;
    if (this.#pending < places) return 'taken';
    const sharers = this.#sending + (own.waiting === 0 ? 1 : 0);
    // A source with less than its share does not wait for one that has more. However short the queue is kept, a few may wait of each.
    const share = Math.max(1, Math.floor(places / sharers), Math.min(FREE, Math.floor(MAX / sharers)));
    if (sharers > 1 && own.waiting < share) return 'taken';
    this.#turnedAwayAt = nowMs;
    this.#set(source, { ...own, turnedAway: own.turnedAway + 1 });
    return sharers > 1 ? 'share used' : 'overloaded';
  }

  /** An entry was taken. */
  began(source: string): void {
    this.#pending += 1;
    this.#most = this.#pending === 1 ? 1 : Math.max(this.#most, this.#pending);
    const own = this.#of(source);
    this.#set(source, { ...own, waiting: own.waiting + 1 });
  }

  /** By source: those that sent an entry since the start. */
  get sources(): ReadonlyMap<string, SourcePressure> {
    return this.#bySource;
  }

  #of(source: string): SourcePressure {
    return this.#bySource.get(source) ?? { waiting: 0, turnedAway: 0 };
  }

  #set(source: string, next: SourcePressure): void {
    const was = this.#of(source).waiting;
    this.#sending += Number(next.waiting > 0) - Number(was > 0);
    if (this.#bySource.has(source)) this.#bySource.set(source, next);
    else setBounded(this.#bySource, source, next, SOURCES_MAX);
  }

  /** It was answered. */
  ended(source: string, beganMs: number, nowMs: number): void {
    this.#pending -= 1;
    const own = this.#of(source);
    this.#set(source, { ...own, waiting: Math.max(0, own.waiting - 1) });
    this.#count += 1;
    if (nowMs - this.#countedFrom >= SUSTAINED_MS) {
      this.#perSecond = (this.#count * 1_000) / (nowMs - this.#countedFrom);
      this.#count = 0;
      this.#countedFrom = nowMs;
    }
    if (this.#pending === 0) this.#emptySince = nowMs;
    // One commit answers all that wait: where that many wait again at once, an empty queue is no rest.
    const isLate = nowMs - beganMs > ON_TIME_MS && (this.#pending > 0 || this.#most > FREE);
    this.#lateSince = isLate ? (this.#lateSince ?? nowMs) : null;
  }

  #isHigh(nowMs: number): boolean {
    const isLate = this.#lateSince !== null && nowMs - this.#lateSince >= SUSTAINED_MS;
    return isLate || (this.#turnedAwayAt !== null && nowMs - this.#turnedAwayAt < CALM_MS);
  }

  /** As many as are answered within the time that is still in time. */
  get #shortQueue(): number {
    return (this.#perSecond * ON_TIME_MS) / 1_000;
  }
}
