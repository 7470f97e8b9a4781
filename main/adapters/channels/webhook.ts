import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Channel } from '#ports';
import { faultOf, post } from './post.ts';

export const webhookSettings = z.strictObject({
  kind: z.literal('webhook'),
  url: z.url({ protocol: /^https?$/ }),
  /** HMAC-SHA-256 of the body, hex, goes into X-Signature; absent: it is not signed. */
  secret: z.string().min(16).max(256).optional(),
});

/** Another program: `{"subject","text","level"}` as JSON; any answer of 200 to 299 is taken. */
export function webhook(id: string, { url, secret }: z.infer<typeof webhookSettings>): Channel {
  return {
    id,
    kind: 'webhook',
    async send({ subject, text, level }) {
      const body = JSON.stringify({ subject, text, level });
      const headers: Record<string, string> =
        secret === undefined ? {} : { 'x-signature': createHmac('sha256', secret).update(body).digest('hex') };
      const answer = await post(url, { body, headers });
      if (answer.status < 200 || answer.status > 299)
        throw faultOf(new URL(url).host, answer, 'look at the address, and at what the program there expects');
    },
  };
}
