import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '#ports';
import type { DoorTest, DoorWay } from '#shared/ipc';
import { isWebPort, publicBase } from './public-address.ts';
import type { Send } from './own-post.ts';
import { stepsOf, strangeAnswer, unreached, untrusted } from './door-steps.ts';
import { TEST_HEADER, type DoorTests } from './door-tests.ts';

const TIMEOUT_MS = 10_000;
export type TestAsk = { readonly way: DoorWay; readonly source?: string; readonly address: string | null; readonly body: string };
export type TesterParts = {
  readonly tests: DoorTests;
  /** The secrets that are good for a source now. */
  readonly secretsOf: (source: string) => readonly string[];
  readonly clock: Pick<Clock, 'nowMs' | 'monoMs'>;
  readonly proxies: () => readonly string[];
  /** Where the door listens, http://host:port or https. */
  readonly own: string;
  readonly send: Send;
};

/**
 * Sends one delivery over the network to the door, on this PC or by a public address, and tells each station it passed. Throws, with
 * the reason, for an address that nobody outside could use.
 */
export async function testDoor(parts: TesterParts, ask: TestAsk): Promise<DoorTest> {
  const { tests, clock, own } = parts;
  const base = baseOf(ask.address, own);
  const shown = `${base.href.replace(/\/$/, '')}${pathOf(ask, '<token>')}`;
  const told = (steps: readonly DoorTest['steps'][number][], proxy: string | null = null): DoorTest => ({
    ...{ at: Math.floor(clock.nowMs()), address: shown.slice(0, 400), steps: [...steps], proxy },
    connected:
      steps.every(({ station, state }) => state !== 'failed' || station === 'judged') &&
      steps.some(({ station }) => station === 'judged'),
  });
  const test = tests.begin();
  const beganMs = clock.monoMs();
  try {
    const status = await sent(parts, ask, base, test.id);
    const sight = test.sight();
    if (typeof status === 'string') return told([unreached(base.host, status)]);
    if (sight === null) return told([strangeAnswer(base.host, status, own)]);
    const isPublic = ask.address !== null;
    const known = { ms: clock.monoMs() - beganMs, proxies: parts.proxies(), secretWords: secretWords(parts, ask) };
    const steps = stepsOf(sight, { way: ask.way, isPublic }, known);
    const isCalled = ask.way !== 'tradingview' || !isPublic || isWebPort(base);
    return told(
      isCalled ? steps : [otherPort(base), ...steps.slice(1)],
      isPublic && ask.way === 'tradingview' ? untrusted(sight.sender) : null,
    );
  } finally {
    test.end();
  }
}

function baseOf(address: string | null, own: string): URL {
  if (address === null) return new URL(own);
  const base = publicBase(address);
  if (!base.ok) throw new Error(base.error);
  return base.value;
}

/** The status of the answer, or the code of what kept it from coming. */
async function sent({ secretsOf, clock, send }: TesterParts, ask: TestAsk, base: URL, id: string): Promise<number | string> {
  const { way, body } = ask;
  const [secret = ''] = secretsOf(sourceOf(ask));
  const path = pathOf(ask, secret);
  const headers = {
    'content-type': isJson(body) ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
    [TEST_HEADER]: id,
    ...(way === 'webhook' ? signed(secret, body, clock.nowMs()) : {}),
  };
  try {
    const url = `${base.href.replace(/\/$/, '')}${path}`;
    const answer = await send(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    return codeOf(error);
  }
}

function signed(secret: string, body: string, nowMs: number): Record<string, string> {
  const [timestamp, nonce] = [String(Math.floor(nowMs)), randomBytes(16).toString('hex')];
  const mac = createHmac('sha256', secret).update(`${timestamp}.${nonce}.${body}`).digest('hex');
  return { 'x-mikrobot-timestamp': timestamp, 'x-mikrobot-nonce': nonce, 'x-signature': `sha256=${mac}` };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  if (error.name === 'TimeoutError') return 'TIMEOUT';
  // fetch has the cause within, a request of Node's own is it.
  const { code } = (error.cause ?? error) as { readonly code?: unknown };
  return typeof code === 'string' ? code : error.name;
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

const sourceOf = ({ way, source = way }: TestAsk): string => source;

/** The path of the source's address, with this in the place of its token. */
function pathOf(ask: TestAsk, token: string): string {
  const source = sourceOf(ask);
  if (ask.way === 'webhook') return source === 'webhook' ? '/webhook/signal' : `/webhook/source/${source}`;
  return source === 'tradingview' ? `/webhook/tradingview/${token}` : `/webhook/source/${source}/${token}`;
}

const secretWords = ({ secretsOf }: TesterParts, ask: TestAsk): string =>
  ask.way === 'tradingview'
    ? `The token in the address is right (…${(secretsOf(sourceOf(ask))[0] ?? '').slice(-4)}).`
    : 'Signature, time and nonce are right.';

const otherPort = ({ port }: URL): DoorTest['steps'][number] => ({
  station: 'reached',
  state: 'failed',
  text: `It came in by port ${port}. TradingView calls ports 80 and 443 only.`,
  mend: 'Use the https address of the tunnel, without a port.',
  line: null,
  ms: null,
});
