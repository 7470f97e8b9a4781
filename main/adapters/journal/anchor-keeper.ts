import { messageOf } from '#shared/lib';
import type { AnchorPlace, Clock } from '#ports';
import { anchorText, latestOf, type Anchor, type AnchorText, type KnownAnchor } from './anchor.ts';
import { AnchorFile } from './anchor-file.ts';

type Moved = Omit<Anchor, 'generation'>;

/** Keeps the anchor in two places: beside the data with every commit, with the secrets at the moments that matter. */
export class AnchorKeeper {
  readonly #file: AnchorFile;
  readonly #place: AnchorPlace | null;
  readonly #clock: Clock;
  readonly #text: AnchorText;
  #generation = 0;
  #isFrozen = false;
  /** Not yet with the secrets. */
  #waiting: string | null = null;
  #current: Anchor | null = null;
  /** Why it could not be kept in a place; null while it can. */
  problem: string | null = null;

  constructor(dir: string, key: string, place: AnchorPlace | null, clock: Clock) {
    this.#file = new AnchorFile(dir);
    this.#place = place;
    this.#clock = clock;
    this.#text = anchorText(key);
  }

  get current(): Anchor | null {
    return this.#current;
  }

  /** The latest anchor that is genuine. A place that cannot be read counts as empty, and is told as a problem. */
  read(): KnownAnchor {
    const beside = this.#tried(() => this.#file.read()) ?? [];
    const kept = this.#place === null ? null : this.#tried(() => this.#place?.read() ?? null);
    const texts = [...beside, ...(kept === null ? [] : [kept])];
    const known = latestOf(texts, this.#text);
    if (known.kind !== 'known') return known;
    const { anchor: latest } = known;
    this.#generation = latest.generation;
    this.#current = latest;
    this.#file.keep(this.#text.write(latest));
    return known;
  }

  /** It stays where it is until the operator adopts the journal: what it knows is the evidence. */
  freeze(): void {
    this.#isFrozen = true;
  }

  /** From now on the journal as it is counts, and everything before is of an earlier generation. */
  restart(): void {
    this.#isFrozen = false;
    this.#generation += 1;
  }

  /** Moves it. `durable`: it is on the disk beside the data when this returns, and with the secrets a moment later. */
  move(to: Moved, durable: boolean): void {
    if (this.#isFrozen) return;
    const anchor = { generation: this.#generation, ...to };
    const text = this.#text.write(anchor);
    this.#current = anchor;
    this.#tried(() => {
      this.#file.write(text, durable);
      this.problem = null;
    });
    if (!durable || this.#place === null) return;
    if (this.#waiting === null) this.#clock.soon(() => this.flush());
    this.#waiting = text;
  }

  /** Writes what still has to go to the secrets. */
  flush(): void {
    const text = this.#waiting;
    this.#waiting = null;
    if (text !== null) this.#tried(() => this.#place?.write(text));
  }

  close(): void {
    this.flush();
    this.#tried(() => {
      this.#file.close();
    });
  }

  /** An anchor that cannot be kept is weaker evidence, and no reason to stop: the journal itself holds. */
  #tried<T>(act: () => T): T | null {
    try {
      return act();
    } catch (error) {
      this.problem = messageOf(error);
      return null;
    }
  }
}
