import type { DoorTest, DoorWay } from '#shared/ipc';

/** The cockpit's own door for signals, as the trader who connects a sender needs it. What cannot be done rejects with the remedy. */
export interface OwnDoor {
  /** Where it listens on this PC, and whose word about a sender's address it believes. */
  view(): { readonly http: string; readonly trustedProxies: readonly string[] };
  /** A delivery over the network, by the public address or (null) on this PC, that is read and judged and never traded. */
  test(ask: {
    readonly way: DoorWay;
    /** Whose address it is; absent: the built-in source of that way. */
    readonly source?: string;
    readonly address: string | null;
    readonly body: string;
  }): Promise<DoorTest>;
  /** Believes a proxy from now on. Why it could not be kept for the next start; null: it was. */
  trust(proxy: string): string | null;
  /** Believes these proxies from now on, and no others. */
  believe(proxies: readonly string[]): void;
  /** Puts a text on the system's clipboard. */
  copy(text: string): Promise<void>;
}
