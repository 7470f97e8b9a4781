import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

const price = z.number().positive();
const signal = z.object({
  signal_id: z.string().min(1).max(128),
  symbol: z.string().min(1).max(32),
  timeframe: z.enum(['M1', 'M5']),
  pattern_type: z.enum(['M5_BOS', 'M1_BREAK_RETEST']),
  direction: z.enum(['BUY', 'SELL']),
  price_levels: z.object({
    entry: price,
    stop_loss: price,
    take_profit: price,
    current_price: price,
    previous_high: price,
    previous_low: price,
    structure_break_level: price,
  }),
  timestamp: z.string(),
  metadata: z.record(z.string(), z.json()),
});
export type PeerSignal = z.infer<typeof signal>;

/** What anybody would check of a webhook: signature over timestamp, nonce and body, and the schema. Null when refused. */
export function checkedSignal(key: KeyObject, headers: IncomingHttpHeaders, body: Buffer): PeerSignal | null {
  const signature = String(headers['x-signature']).slice('sha256='.length);
  const mac = createHmac('sha256', key)
    .update(`${String(headers['x-mikrobot-timestamp'])}.${String(headers['x-mikrobot-nonce'])}.`)
    .update(body)
    .digest();
  if (signature.length !== 64 || !timingSafeEqual(mac, Buffer.from(signature, 'hex'))) return null;
  return signal.safeParse(JSON.parse(body.toString('utf8'))).data ?? null;
}
