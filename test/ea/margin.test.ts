import { describe, expect, test } from 'vitest';
import { until } from '../main/adapters/mt5/waiting.ts';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa } from './desk-with-ea.ts';

const ENDS = ['open', 'rejected', 'failed'];
/** The share of the equity that is free of margin at the broker. */
const freeShare = ({ venue }: DeskWithEa): number => {
  const { account } = venue.account.snapshot(Date.now());
  return account.freeMargin / account.equity;
};

describe.skipIf(!hasCompiler)('margin is the terminal’s, whatever leverage the account shows', () => {
  test('orders that a leverage of 1:500 would allow are kept to what 1:25 leaves free', async () => {
    const desk = await DeskWithEa.open({ leverage: 25 });
    desk.venue.shownLeverage = 500;
    await desk.isUp();
    await until(() => [...desk.runtime.cockpit.breakers.values()].every(({ state }) => state === 'CLOSED'), 15_000);
    const states: (string | undefined)[] = [];
    for (const [index, symbol] of ['EURUSD', 'GBPUSD', 'USDJPY', 'EURUSD'].entries()) {
      await desk.signal(`s${index}`, { symbol, stopPips: 7, ...(index === 2 ? { side: 'SELL' } : {}) });
      states.push((await desk.state(`s${index}`, ENDS))[0]);
      await until(() => desk.terminal.snapshot()?.positions.length === desk.venue.positions.length, 3_000);
    }
    expect([states.includes('failed'), states[0], desk.terminal.snapshot()?.account.leverage]).toEqual([false, 'open', 500]);
    expect(freeShare(desk)).toBeGreaterThanOrEqual(0.29);
    expect(await desk.close()).toBe(0);
  });

  test('one that the terminal cannot tell is no nothing: the entry is refused before anybody approves, and says so', async () => {
    const desk = await DeskWithEa.open();
    desk.venue.margins = false;
    await desk.isUp();
    await until(() => [...desk.runtime.cockpit.breakers.values()].every(({ state }) => state === 'CLOSED'), 15_000);
    await desk.signal('s1');
    await desk.state('s1', ENDS);
    expect([desk.life('s1')?.reason?.code, desk.venue.requests.length]).toEqual(['margin_known', 0]);
    expect(await desk.close()).toBe(0);
  });
});

describe.skipIf(!hasCompiler)('the terminal’s own check before sending', () => {
  test('refuses with the server’s code and in words, and nothing leaves the terminal', async () => {
    const desk = await DeskWithEa.connected();
    await until(() => [...desk.runtime.cockpit.breakers.values()].every(({ state }) => state === 'CLOSED'), 15_000);
    // The broker asks for more since it was asked: the cockpit does not know of it yet.
    desk.venue.marginTimes = 1_000;
    await desk.signal('s1');
    const [state, text] = await desk.state('s1', ENDS);
    expect([state, desk.life('s1')?.reason?.code, desk.venue.requests.length]).toEqual(['failed', 'retcode_10019', 0]);
    expect(text).toMatch(/free margin is too small.*it needs .* of margin/);
    expect(await desk.close()).toBe(0);
  });
});
