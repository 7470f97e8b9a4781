import type { Clock, CockpitService, Log, Secrets } from '#ports';
import type { Config } from '#shared/config';
import type { Source } from '#shared/domain';
import type { DoorTests } from './door-tests.ts';
import type { NonceStore } from './nonce-store.ts';
import type { StreamTickets } from './stream-tickets.ts';
import type { Streams } from './streams.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

/** What the door needs of the rest of the cockpit. */
export type HttpParts = {
  readonly service: CockpitService;
  readonly secrets: Pick<Secrets, 'webhookSecret' | 'tradingviewToken' | 'operatorToken'>;
  /** The sources of this moment and the secrets that are good for each; absent: the built-in ones, with the secrets above. */
  readonly sources?: { find(id: string): Source | null; secretsOf(id: string): readonly string[] };
  readonly clock: Clock;
  readonly log: Log;
  readonly intake: Pick<Config['intake'], 'ipAllowList' | 'trustedProxies'>;
  readonly host: string;
  /** The certificate that callers are shown; null: plain HTTP. */
  readonly tls: DoorTls | null;
  /** 0 takes any free port. */
  readonly port: number;
  /** Folder of the built window; null when there is none. */
  readonly rendererDir: string | null;
  readonly version: string;
  /** How many files the process may have open; null when that is not known or not limited. */
  readonly openFilesMax: number | null;
  /** Serves one browser that opened `WS /cockpit`. Host and Origin have been checked; the token has not. */
  readonly onCockpitSocket: (socket: BrowserSocket) => void;
};

/** The certificate in force, which may be renewed while the door is open. */
export type DoorTls = {
  readonly held: { readonly cert: string; readonly key: string; readonly names: readonly string[]; isFor(host: string): boolean };
  onRenewed(listener: () => void): void;
};

/** What the routes for signals work with: tests of the door are theirs to notice. */
export type DoorParts = HttpParts & {
  readonly tests: DoorTests;
  readonly proxies: TrustedProxies;
  readonly nonces: NonceStore;
  readonly streams: Streams;
  readonly tickets: StreamTickets;
};

/** One open WebSocket, as little of it as serving takes. */
export type BrowserSocket = {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** The first frame was good: this is a window of the trader's. False: as many as may be are open already. */
  prove(): boolean;
  /** Bytes handed over that the browser has not taken yet. */
  bufferedBytes(): number;
  onText(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
};
