import { request as httpsRequest } from 'node:https';
import type { DoorTls } from './http-parts.ts';

/** One delivery, as `fetch` sends it. */
export type Delivered = {
  readonly method: 'POST';
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
};
/** As little of `fetch` as a test of the door takes. */
export type Send = (
  url: string,
  delivery: Delivered,
) => Promise<{ readonly status: number; readonly body: { cancel(): Promise<void> } | null }>;

/**
 * Sends to our own door on this PC over TLS. Its certificate is known to the byte, so that no authority has to vouch for it, and its
 * name need not lead here.
 */
export const overOwnTls =
  ({ held }: DoorTls, { host, port }: { readonly host: string; readonly port: number }): Send =>
  (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const { pathname, host: named } = new URL(url);
      const request = httpsRequest(
        {
          ...{ host, port, method, path: pathname, agent: false, signal },
          headers: { ...headers, host: named, 'content-length': String(Buffer.byteLength(body)) },
          // The certificate alone is trusted, not those above it: nobody else's is taken.
          ...{ ca: held.cert, allowPartialTrustChain: true, checkServerIdentity: () => undefined },
        },
        (answer) => {
          answer.resume();
          resolve({ status: answer.statusCode ?? 0, body: null });
        },
      );
      request.on('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
      request.end(body);
    });
