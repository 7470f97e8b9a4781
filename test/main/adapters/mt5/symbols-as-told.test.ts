import { afterEach, expect, test } from 'vitest';
import type { OrderRequest } from '#shared/domain';
import { bridge } from './bridge-in-hand.ts';
import { ScriptedEa, SYMBOL_LINE } from './scripted-ea.ts';
import { until } from './waiting.ts';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Told = Record<string, unknown>;
/** A terminal whose Expert Advisor describes symbols in a way of its own. */
async function linked(told: Told, changes: Parameters<typeof bridge>[0] = {}) {
  const made = await bridge({ symbols: ['EURUSD'], ...changes });
  open.push(() => made.terminal.stop());
  const ea = await ScriptedEa.up(made.port, made.terminal);
  open.push(() => ea.cut());
  ea.say({ ...SYMBOL_LINE, sym: 'EURUSD', ms: 0, ...told });
  await until(() => Object.keys(told).length === 0 || made.terminal.spec('EURUSD')?.tradeMode !== 'full' || 'sessions' in told);
  return { ...made, ea };
}
const entry = (side: 'BUY' | 'SELL'): OrderRequest => ({
  op: 'open',
  clientOrderId: `0123456789ABCDE${side === 'BUY' ? 'F' : 'G'}`,
  symbol: 'EURUSD',
  side,
  volume: 0.1,
  stopLoss: 1.09,
  takeProfit: null,
  deviationPoints: 5,
  magic: 7,
  deadlineAt: Date.now() + 60_000,
});

test('nothing is sent into a symbol that is close-only, and the answer says why and what to do', async () => {
  const { terminal, ea } = await linked({ trade: 'closeonly' });
  const answer = await terminal.send(entry('BUY'));
  expect(answer).toMatchObject({ kind: 'refused', text: expect.stringMatching(/close-only.*Settings/) as unknown });
  expect(ea.heard.filter(({ op }) => op === 'open')).toEqual([]);
});

test('of a symbol that is long-only the purchase goes out, and the sale does not', async () => {
  const { terminal, ea } = await linked({ trade: 'longonly' });
  expect(await terminal.send(entry('SELL'))).toMatchObject({ kind: 'refused' });
  void terminal.send(entry('BUY'));
  expect(await until(() => ea.heard.some(({ op, side }) => op === 'open' && side === 'BUY'))).toBe(true);
  expect(ea.heard.some(({ op, side }) => op === 'open' && side === 'SELL')).toBe(false);
});

test('a market without a session now opens with its next one, by the server’s clock', async () => {
  const hour = 3_600_000;
  const server = Date.now() + 3 * hour;
  const minute = Math.floor(server / 60_000) % 1_440;
  const day = new Date(server).getUTCDay();
  // Open for one minute, half a day from now.
  const at = (minute + 720) % 1_440;
  const on = minute + 720 >= 1_440 ? (day + 1) % 7 : day;
  const { terminal } = await linked({ sessions: [[on, at, at + 1]] });
  await until(() => terminal.spec('EURUSD')?.sessions !== undefined);
  const opensAt = terminal.opensAt('EURUSD') ?? 0;
  expect(Math.abs(opensAt - (Date.now() + 12 * hour))).toBeLessThan(120_000);
  expect(terminal.opensAt('GBPUSD')).toBeNull();
});

test('the configuration says what a pip is', async () => {
  const { terminal } = await linked({}, { pips: { EURUSD: 0.0005 } });
  expect(terminal.spec('EURUSD')?.pip).toBe(0.0005);
});
