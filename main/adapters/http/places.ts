import type { Clock } from '#ports';
import { peerKey } from './client-address.ts';

/** A connection or a socket that takes a place at the door. */
export type Guest = {
  /** The address it came from. */
  readonly peer: string;
  /** In the middle of something that should end first. Asked only of guests that have proven themselves. */
  isBusy(): boolean;
  /** Its place is needed by another. */
  leave(): void;
};

/** One guest's place. A guest begins as a stranger, whatever its address: behind a tunnel all addresses are the same. */
export type Place = {
  /** The guest has shown a secret: strangers no longer count against it. */
  prove(): void;
  /** It speaks for a stranger again. */
  doubt(): void;
  /** It has gone. */
  free(): void;
};

export type PlaceLimits = { readonly strangers: number; readonly proven: number };

/**
 * The places at a door, kept apart for strangers and for guests that have proven a secret. Nobody is kept out: with too many
 * strangers the oldest of the address that holds the most makes room, so that a single address never crowds out another,
 * and silence or slowness never crowds out a newcomer. Nobody makes room before what it has sent already could be read.
 */
export class Places {
  readonly #limits: PlaceLimits;
  readonly #clock: Pick<Clock, 'soon'>;
  readonly #onPushedOut: (peer: string) => void;
  /** By address, oldest first. */
  readonly #strangers = new Map<string, Set<Guest>>();
  readonly #proven = new Set<Guest>();
  #strangerCount = 0;
  #isSweepDue = false;

  constructor(limits: PlaceLimits, clock: Pick<Clock, 'soon'>, onPushedOut: (peer: string) => void = () => undefined) {
    this.#limits = limits;
    this.#clock = clock;
    this.#onPushedOut = onPushedOut;
  }

  get strangers(): number {
    return this.#strangerCount;
  }

  get proven(): number {
    return this.#proven.size;
  }

  take(guest: Guest): Place {
    this.#addStranger(guest);
    let isHere = true;
    return {
      prove: () => {
        if (!isHere) return;
        this.#remove(guest);
        this.#proven.add(guest);
        this.#sweepSoon();
      },
      doubt: () => {
        if (this.#proven.delete(guest)) this.#addStranger(guest);
      },
      free: () => {
        isHere = false;
        this.#remove(guest);
      },
    };
  }

  #addStranger(guest: Guest): void {
    const key = peerKey(guest.peer);
    const group = this.#strangers.get(key) ?? new Set();
    this.#strangers.set(key, group.add(guest));
    this.#strangerCount += 1;
    this.#sweepSoon();
  }

  #remove(guest: Guest): void {
    this.#proven.delete(guest);
    const key = peerKey(guest.peer);
    const group = this.#strangers.get(key);
    if (group?.delete(guest) !== true) return;
    this.#strangerCount -= 1;
    if (group.size === 0) this.#strangers.delete(key);
  }

  /** After two turns of the host's loop: many newcomers are let in within one turn, and read in the next. */
  #sweepSoon(): void {
    const isOver = this.#strangerCount > this.#limits.strangers || this.#proven.size > this.#limits.proven;
    if (!isOver || this.#isSweepDue) return;
    this.#isSweepDue = true;
    this.#clock.soon(() => {
      this.#clock.soon(() => {
        this.#isSweepDue = false;
        this.#sweep();
      });
    });
  }

  #sweep(): void {
    while (this.#strangerCount > this.#limits.strangers) {
      const [oldest] = this.#largestGroup();
      if (oldest === undefined) return;
      this.#pushOut(oldest);
    }
    for (const guest of this.#proven) {
      if (this.#proven.size <= this.#limits.proven) return;
      if (!guest.isBusy()) this.#pushOut(guest);
    }
  }

  #pushOut(guest: Guest): void {
    this.#remove(guest);
    guest.leave();
    this.#onPushedOut(guest.peer);
  }

  #largestGroup(): Iterable<Guest> {
    let largest: ReadonlySet<Guest> = new Set();
    for (const group of this.#strangers.values()) if (group.size > largest.size) largest = group;
    return largest;
  }
}
