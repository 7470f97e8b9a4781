import { createHash } from 'node:crypto';
import { TerminalMirror } from '#main/adapters/mt5/terminal-mirror.ts';
import { snapshotText, type FromEa, type Hello, type LineOf } from '#shared/bridge';
import { SYMBOL_LINE } from './scripted-ea.ts';

/** Three hours ahead of UTC, as most trade servers are in summer. */
export const OFFSET_MS = 10_800_000;
export const NOON = Date.parse('2025-08-04T12:00:00Z');

export const HELLO: Hello = {
  t: 'hello',
  seq: 1,
  proto: 1,
  nonce: 'cd'.repeat(16),
  login: '5012345',
  server: 'Demo-Server',
  company: 'A Broker',
  build: 5260,
  ea: '0.2.0',
  tradeMode: 'demo',
  marginMode: 'hedging',
  currency: 'USD',
  leverage: 100,
};
export const HEARTBEAT: LineOf<'hb'> = {
  t: 'hb',
  seq: 2,
  ack: 0,
  serverMs: NOON + OFFSET_MS,
  gmtMs: NOON,
  connected: true,
  terminalTrade: true,
  eaTrade: true,
  accountTrade: true,
  accountExpert: true,
  pingUs: 1,
  balance: 1,
  equity: 1,
  margin: 0,
  positions: 0,
  orders: 0,
  loopMs: 1,
};
export const ACCOUNT: LineOf<'account'> = {
  t: 'account',
  seq: 3,
  balance: 50_000,
  equity: 50_120,
  margin: 250,
  freeMargin: 49_870,
  level: 20_048,
};
export const POSITION: LineOf<'position'> = {
  t: 'position',
  seq: 4,
  ticket: '71',
  id: '70',
  sym: 'EURUSD.r',
  side: 'SELL',
  vol: 0.3,
  open: 1.11,
  sl: 1.12,
  tp: 1.09,
  cur: 1.105,
  profit: 150,
  swap: -1.5,
  ms: NOON + OFFSET_MS,
  magic: '4711',
  comment: 'mc',
  cid: '0123456789ABCDEF',
};
export const ORDER: LineOf<'order'> = {
  t: 'order',
  seq: 5,
  ticket: '81',
  sym: 'EURUSD.r',
  side: 'BUY',
  kind: 'limit',
  vol: 0.2,
  price: 1.08,
  sl: 1.07,
  tp: 1.1,
  ms: NOON + OFFSET_MS + 1_000,
  magic: '4712',
  comment: 'mc',
  cid: 'FEDCBA9876543210',
};
export const DEAL: LineOf<'deal'> = {
  t: 'deal',
  seq: 6,
  ticket: '91',
  order: '92',
  position: '93',
  sym: 'EURUSD.r',
  side: 'SELL',
  entry: 'out',
  vol: 0.4,
  price: 1.106,
  profit: 42,
  commission: -2.8,
  swap: -0.7,
  ms: NOON + OFFSET_MS + 2_000,
  reason: 'sl',
  magic: '4713',
  comment: '',
  cid: '00000000000000AA',
};
export const SYMBOL: LineOf<'symbol'> = { ...SYMBOL_LINE, seq: 7, sym: 'EURUSD.r', ms: NOON + OFFSET_MS };

/** A mirror that has heard of its session, its clock and its symbol. */
export function mirrorInHand(): TerminalMirror {
  const mirror = new TerminalMirror(['EURUSD', 'GBPUSD'], {}, () => ({ EURUSD: 'EURUSD.r' }));
  mirror.begin(HELLO);
  mirror.take(HEARTBEAT);
  mirror.take({ t: 'names', seq: 8, names: ['EURUSD.r', 'GBPUSD'] });
  mirror.mapped();
  return mirror;
}

/** The lines of one whole snapshot. */
export function snapshotLines(
  { rev, q }: { readonly rev: number; readonly q?: string },
  positions: readonly LineOf<'position'>[] = [],
  orders: readonly LineOf<'order'>[] = [],
  changes: Partial<LineOf<'snapshot.end'>> = {},
): readonly FromEa[] {
  const question = q === undefined ? {} : { q };
  const hash = createHash('sha256').update(snapshotText(positions)).digest('hex');
  return [
    { t: 'snapshot.begin', seq: 1, rev, ms: NOON, ...question },
    ...positions,
    ...orders,
    { t: 'snapshot.end', seq: 1, rev, positions: positions.length, orders: orders.length, hash, ...question, ...changes },
  ];
}
