import { ChannelFault } from '#ports';

const TIMEOUT_MS = 10_000;
const AGAIN_MS = 15_000;
const ANSWER_MAX = 4_096;

export type Answer = { readonly status: number; readonly retryAfterMs: number | null; readonly json: unknown };

/**
 * One HTTP request, JSON or nothing in its body. Rejects with a ChannelFault that never shows the address: it holds the token of
 * most services.
 */
export async function post(
  url: string,
  { method = 'POST', headers = {}, body }: { method?: 'POST' | 'GET'; headers?: Record<string, string>; body?: string },
): Promise<Answer> {
  const { host } = new URL(url);
  let answer: Response;
  try {
    answer = await fetch(url, {
      method,
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      body: body ?? null,
      // A redirect would hand the message, and its signature, to another service.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new ChannelFault(`${host} cannot be reached (${reasonOf(error)})`, AGAIN_MS);
  }
  const text = await answer.text().catch(() => '');
  return { status: answer.status, retryAfterMs: secondsHeader(answer.headers.get('retry-after')), json: jsonIn(text) };
}

/** What to do about an answer that is no success, where a service has no rule of its own. */
export function faultOf(host: string, { status, retryAfterMs }: Answer, remedy: string): ChannelFault {
  if (status === 429) return new ChannelFault(`${host} asks for fewer messages (429)`, retryAfterMs ?? 60_000);
  if (status >= 500) return new ChannelFault(`${host} has a fault of its own (${status})`, retryAfterMs ?? AGAIN_MS);
  return new ChannelFault(`${host} refuses it (${status}): ${remedy}`, null);
}

/** The code of the system or of TLS, where there is one. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1_000} s`;
  const { code } = (error.cause ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : error.name;
}

const secondsHeader = (value: string | null): number | null => {
  const seconds = Number(value ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3_600) * 1_000 : null;
};

function jsonIn(text: string): unknown {
  if (text.length > ANSWER_MAX) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
