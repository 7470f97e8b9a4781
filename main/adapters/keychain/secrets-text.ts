import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Secrets } from '#ports';

const secret = z.string().min(16).max(500);
const secrets = z.object({
  webhookSecret: secret,
  tradingviewToken: secret,
  operatorToken: secret,
  bridgeToken: secret,
  journalKey: secret,
});

/** Reads secrets from JSON. Throws without repeating any of the text, which would end in a log. */
export function readSecrets(text: string): Secrets {
  try {
    return secrets.parse(JSON.parse(text));
  } catch (cause) {
    const names = cause instanceof z.ZodError ? cause.issues.map(({ path }) => path.join('.')).join(', ') : 'it is not JSON';
    throw new Error(`the secrets cannot be read (${names})`);
  }
}

/** New random secrets: 256 bits each, in characters that are safe in a URL and a header. */
export const freshSecrets = (): Secrets => ({
  webhookSecret: randomBytes(32).toString('base64url'),
  tradingviewToken: randomBytes(32).toString('base64url'),
  operatorToken: randomBytes(32).toString('base64url'),
  bridgeToken: randomBytes(32).toString('base64url'),
  journalKey: randomBytes(32).toString('hex'),
});
