import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ProblemCode } from '#shared/domain';
import { err, ok, setBounded, type Result } from '#shared/lib';
import { problem, type Problem } from './problem.ts';

/** How far a sender's clock may be from ours, either way. */
export const WINDOW_MS = 30_000;
const NONCE = /^[A-Za-z0-9_-]{16,64}$/;
const TIMESTAMP = /^\d{10,16}$/;
const SIGNATURE = /^sha256=([0-9a-f]{64})$/i;

export type SignedRequest = { readonly headers: IncomingHttpHeaders; readonly body: Buffer; readonly nowMs: number };
/** Answers with the nonce of an authentic request. Whether the nonce was used before is asked afterwards. */
export type SignatureCheck = (request: SignedRequest) => Result<string, Problem>;

/**
 * HMAC-SHA256 over timestamp, nonce and the raw body, joined by dots; the key is the secret's text, and any that is good now will do. The cheap checks
 * come first and an authentic request passes all of them, so a forged one never costs more than it.
 */
export function signatureCheck(secrets: () => readonly string[]): SignatureCheck {
  return ({ headers, body, nowMs }) => {
    const [timestamp, nonce, signature] = ['x-mikrobot-timestamp', 'x-mikrobot-nonce', 'x-signature'].map((name) =>
      one(headers, name),
    );
    if (!timestamp || !nonce || !signature) {
      return refused('missing_signature', 'X-Mikrobot-Timestamp, X-Mikrobot-Nonce and X-Signature are all needed.');
    }
    if (!NONCE.test(nonce)) return refused('missing_signature', 'X-Mikrobot-Nonce must be 16 to 64 of A-Z, a-z, 0-9, _ and -.');
    const agoMs = TIMESTAMP.test(timestamp) ? nowMs - Number(timestamp) : Infinity;
    if (Math.abs(agoMs) > WINDOW_MS) {
      return refused('stale_timestamp', 'X-Mikrobot-Timestamp must be unix milliseconds within 30 s of our clock.');
    }
    const given = SIGNATURE.exec(signature)?.[1];
    if (given === undefined) return refused('bad_signature', 'X-Signature must be sha256= and 64 hexadecimal digits.');
    const isRight = secrets().map((secret) => {
      const wanted = createHmac('sha256', keyOf(secret)).update(`${timestamp}.${nonce}.`).update(body).digest();
      return timingSafeEqual(Buffer.from(given, 'hex'), wanted);
    });
    if (!isRight.includes(true)) {
      return refused('bad_signature', 'The signature does not match timestamp, nonce and body.');
    }
    return ok(nonce);
  };
}

/** Made once for each secret that is in use. */
const made = new Map<string, KeyObject>();
const KEYS_MAX = 500;
function keyOf(secret: string): KeyObject {
  const known = made.get(secret);
  if (known !== undefined) return known;
  const key = createSecretKey(secret, 'utf8');
  setBounded(made, secret, key, KEYS_MAX);
  return key;
}

const refused = (code: ProblemCode, detail: string): Result<string, Problem> => err(problem(401, code, detail));

/** A header that was sent once. Node joins repeated ones with a comma, which none of these values has. */
const one = (headers: IncomingHttpHeaders, name: string): string | null => {
  const value = headers[name];
  return typeof value === 'string' ? value.trim() : null;
};
