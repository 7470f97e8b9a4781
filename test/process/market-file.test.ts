import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { PACE } from '../time/pace.ts';
import { MARKET_OPEN } from '../time/test-clock.ts';
import { DataFolder, Headless, until } from './headless-process.ts';

const folder = new DataFolder({
  approvals: { mode: 'auto' },
  strategies: { m5_bos: { sessions: ['any'] }, m1_retest: {} },
  detector: { enabled: false },
});
let cockpit: Headless | null = null;
afterAll(async () => {
  await cockpit?.kill();
  folder.remove();
});

/** A file is played from its first tick on, moved by whole minutes: this second of the minute comes soon after a start at a full one. */
const BEGINS_IN_MS = 4_000;
const HOLDS_MS = 4_000 * PACE;
const PLAYS_MS = HOLDS_MS + 16_000;

/** The price stands still for some seconds, then falls forty pips: through any stop of twenty. */
function writeTicks(file: string): void {
  const first = Date.parse('2025-08-04T08:00:00Z') + BEGINS_IN_MS;
  const lines = ['time,bid,ask'];
  for (let ms = 0; ms < PLAYS_MS; ms += 250) {
    const bid = ms < HOLDS_MS ? 1.15 : 1.146;
    lines.push(`${new Date(first + ms).toISOString()},${bid.toFixed(5)},${(bid + 0.00002).toFixed(5)}`);
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
}

test('a stop at the broker ends a trade by itself: closed at a loss of about one R, and fed back', async () => {
  const file = join(folder.dir, 'EURUSD_TICKS_fall.csv');
  writeTicks(file);
  const running = await Headless.start(folder, ['--market', file, '--now', MARKET_OPEN]);
  cockpit = running;
  await until(
    () => running.get('/market/EURUSD'),
    ({ bid }) => bid !== null,
    10_000,
  );
  const open = await running.traded('falls');
  expect([open['state'], (await running.get('/system/status'))['terminal']]).toMatchObject([
    'open',
    { source: 'file EURUSD_TICKS_fall.csv, ticks' },
  ]);
  const closed = await running.signalIn('falls', ['closed'], 20_000);
  const status = await until(
    () => running.get('/system/status'),
    (now) => (now['productOwner'] as { performance: { trades: number } }).performance.trades === 1,
    3_000,
  );
  const { trade, reason } = closed as { trade: { reason: string; pnl: number; r: number }; reason: { code: string } };
  expect([reason.code, trade.reason, trade.pnl < 0, trade.r < -1 && trade.r > -2.5, status['productOwner']]).toMatchObject([
    'closed_sl',
    'sl',
    true,
    true,
    { performance: { trades: 1, wins: 0, losses: 1 } },
  ]);
});
