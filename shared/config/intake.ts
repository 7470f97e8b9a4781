import { z } from 'zod';

export const intake = z
  .strictObject({
    rateLimitPerMinute: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(60)
      .describe('entries taken in a rolling minute, all sources together'),
    maxAgeMs: z
      .int()
      .min(1_000)
      .max(86_400_000)
      .default(300_000)
      .describe('oldest signal taken; TradingView alerts: 60000 at most'),
    ipAllowList: z
      .array(z.string())
      .max(100)
      .default([])
      .describe('senders beside the four TradingView addresses, as IP or CIDR'),
    trustedProxies: z
      .array(z.string())
      .max(20)
      .default([])
      .describe('proxies and tunnels whose X-Forwarded-For header is believed'),
  })
  .describe('The door for signals over HTTP.');

export const detector = z
  .strictObject({ enabled: z.boolean().default(true).describe('make signals from our own M5 and M1 candles') })
  .describe('Signals that the cockpit finds by itself.');
