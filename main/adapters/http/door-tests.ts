import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { DeliveryTrial } from '#ports';
import { problem } from './problem.ts';

/** How a test names itself: by an id that only this process knows, and that is good once. */
export const TEST_HEADER = 'x-mikrobot-test';
/** Tests that may be under way at once. */
const OPEN_MAX = 8;

/** Who sent a delivery, as the door sees it. */
export type Sender = {
  readonly peer: string;
  readonly host: string | null;
  readonly forwarded: string | null;
  /** The address that counts. */
  readonly from: string;
  /** The peer is a proxy that is believed. */
  readonly isProxied: boolean;
  readonly isAllowed: boolean;
};
/** What the door saw of a test. */
export type DoorSight = {
  readonly sender: Sender;
  readonly bytes: number;
  /** What was wrong with its token or signature; null when it was right. */
  readonly secret: string | null;
  /** Null where it got no further than the secret. */
  readonly trial: DeliveryTrial | null;
};

export type OpenTest = { see(sight: DoorSight): void };

/** Tests of the door that are under way: their deliveries come in like any other, and are tried instead of traded. */
export class DoorTests {
  readonly #open = new Map<string, (sight: DoorSight) => void>();

  /** `seen` is given once the door has seen the delivery that has this id in its header. */
  begin(): { readonly id: string; readonly sight: () => DoorSight | null; end(): void } {
    if (this.#open.size >= OPEN_MAX) throw new Error(`${OPEN_MAX} tests are under way: wait for one to end`);
    const id = randomBytes(18).toString('base64url');
    let seen: DoorSight | null = null;
    this.#open.set(id, (sight) => {
      seen = sight;
      this.#open.delete(id);
    });
    return { id, sight: () => seen, end: () => void this.#open.delete(id) };
  }

  /** Null: no test. 'over': it calls itself one and is not under way; it must not be taken for a signal. */
  of(headers: IncomingHttpHeaders): OpenTest | 'over' | null {
    const id = headers[TEST_HEADER];
    if (id === undefined) return null;
    const see = typeof id === 'string' ? this.#open.get(id) : undefined;
    return see === undefined ? 'over' : { see };
  }
}

export const TEST_OVER = problem(409, 'ended', 'This test is over, and a test is never traded: start it again in the window.');
