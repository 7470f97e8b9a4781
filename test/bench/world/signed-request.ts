import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

export const secretKey = (secret: string): KeyObject => createSecretKey(secret, 'utf8');

/** A signed `POST /webhook/signal` as the bytes of one write. */
export function signedRequest(key: KeyObject, nonce: string, body: string): string {
  const timestamp = String(Date.now());
  const mac = createHmac('sha256', key).update(`${timestamp}.${nonce}.${body}`).digest('hex');
  return (
    `POST /webhook/signal HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
    `X-Mikrobot-Timestamp: ${timestamp}\r\nX-Mikrobot-Nonce: ${nonce}\r\nX-Signature: sha256=${mac}\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

export type Plan = {
  readonly id: string;
  readonly pattern: 'M5_BOS' | 'M1_BREAK_RETEST';
  /** Default: BUY. */
  readonly side?: 'BUY' | 'SELL';
  readonly price: number;
  readonly volume?: number;
};

/** A canonical signal at the price: stop 40 pips away, target 100. */
export function signalBody({ id, pattern, side = 'BUY', price, volume }: Plan): string {
  const towards = side === 'BUY' ? 1 : -1;
  const at = (pips: number): number => Number((price + towards * pips * 1e-4).toFixed(5));
  return JSON.stringify({
    signal_id: id,
    symbol: 'EURUSD',
    timeframe: pattern === 'M5_BOS' ? 'M5' : 'M1',
    pattern_type: pattern,
    direction: side,
    price_levels: {
      entry: at(0),
      stop_loss: at(-40),
      take_profit: at(100),
      current_price: at(0),
      previous_high: at(side === 'BUY' ? -2 : -30),
      previous_low: at(side === 'BUY' ? -30 : -2),
      structure_break_level: at(-2),
    },
    ...(pattern === 'M1_BREAK_RETEST' ? { break_level: at(-2), retest_level: at(-2) } : {}),
    ...(volume === undefined ? {} : { volume }),
    timestamp: new Date().toISOString(),
    metadata: { source: 'bench' },
  });
}
