import { createHmac } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import { createHttpAdapter, type HttpParts, type HttpAdapter } from '#main/adapters/http/index.ts';
import { systemClock } from '#main/adapters/system/index.ts';
import { DoorDesk } from './door-desk.ts';

export const SECRETS = {
  webhookSecret: 'webhook-secret-webhook-secret-123',
  tradingviewToken: 'tradingview-token-tradingview-123',
  operatorToken: 'operator-token-operator-token-1234',
};
export const OPERATOR = { authorization: `Bearer ${SECRETS.operatorToken}` };

export type OpenDoor = {
  readonly door: HttpAdapter;
  readonly desk: DoorDesk;
  readonly port: number;
  readonly logged: string[];
  /** Added to the door's wall clock, so that a test can make the past. */
  readonly skew: { ms: number };
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>;
};
export type AskOptions = {
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly chunked?: boolean;
};
export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: Record<string, unknown>;
};

/** A real door on a free loopback port; closed when the test ends. */
export async function openDoor(change: Partial<HttpParts> = {}): Promise<OpenDoor> {
  const desk = new DoorDesk();
  const logged: string[] = [];
  const skew = { ms: 0 };
  const clock = systemClock({ unref: true });
  const door = createHttpAdapter({
    service: desk,
    secrets: SECRETS,
    clock: { ...clock, nowMs: () => clock.nowMs() + skew.ms },
    log: { write: (level, message, fields) => void logged.push(JSON.stringify({ level, message, ...fields })) },
    intake: { ipAllowList: ['127.0.0.1'], trustedProxies: [] },
    host: '127.0.0.1',
    tls: null,
    port: 0,
    rendererDir: null,
    version: '0.0.0',
    openFilesMax: null,
    onCockpitSocket: () => undefined,
    ...change,
  });
  const { port } = await door.start();
  onTestFinished(() => door.stop());
  return { door, desk, port, logged, skew, ask: (method, path, options = {}) => ask(port, method, path, options) };
}

function ask(port: number, method: string, path: string, { headers = {}, body, chunked = false }: AskOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined || chunked ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = httpRequest(
      { host: '127.0.0.1', port, method, path, agent: false, headers: { ...length, ...headers } },
      (response) => {
        // What has no end is not waited for.
        if (response.headers['content-type']?.startsWith('text/event-stream') === true) {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: '', json: {} });
          response.on('error', () => undefined).destroy();
          return;
        }
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          const isJson = /json/.test(response.headers['content-type'] ?? '') && text !== '';
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

let nonces = 0;
export const freshNonce = (): string => `nonce-nonce-${String((nonces += 1)).padStart(6, '0')}`;
/** The headers of an authentic delivery; `change` forges parts of it after signing. */
export function signed(
  body: string | Buffer,
  { at = Date.now(), nonce = freshNonce(), secret = SECRETS.webhookSecret, change = {} }: Forge = {},
): Record<string, string> {
  const mac = createHmac('sha256', secret).update(`${at}.${nonce}.`).update(body).digest('hex');
  return { 'x-mikrobot-timestamp': String(at), 'x-mikrobot-nonce': nonce, 'x-signature': `sha256=${mac}`, ...change };
}
type Forge = {
  readonly at?: number;
  readonly nonce?: string;
  readonly secret?: string;
  readonly change?: Record<string, string>;
};
