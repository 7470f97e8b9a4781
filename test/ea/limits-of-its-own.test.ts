import { describe, expect, test } from 'vitest';
import { until } from '../main/adapters/mt5/waiting.ts';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa } from './desk-with-ea.ts';
import { clock } from './ea-clock.ts';

const BY_HAND = { symbol: 'EURUSD', side: 'BUY', stopLoss: 1.15, takeProfit: null, price: null } as const;
/** What the venue was asked to open. */
const opens = (desk: DeskWithEa): number => desk.venue.positions.length;
const told = async (inputs: Readonly<Record<string, string>> = {}): Promise<DeskWithEa> => {
  const desk = await DeskWithEa.connected({ inputs });
  await until(() => (desk.terminal.caps?.requests.length ?? 0) > 0, 5_000);
  // A machine under load may have looked for the terminal in vain before it was there.
  await until(() => [...desk.runtime.cockpit.breakers.values()].every(({ state }) => state === 'CLOSED'), 15_000);
  return desk;
};

describe.skipIf(!hasCompiler)('limits of the Expert Advisor’s own, which the cockpit knows before anybody approves', () => {
  test('the lots of one order size it, and the journal names the input', async () => {
    const desk = await told({ InpMaxLots: '0.5' });
    await desk.signal('s1');
    const [state] = await desk.state('s1', ['open', 'rejected', 'failed']);
    const u3 = desk.life('s1')?.decisions.find(({ stage }) => stage === 'u3');
    expect([state, desk.venue.positions[0]?.volume, u3?.findings['binding']]).toEqual(['open', 0.5, 'terminal_lots']);
    expect(u3?.criteria.find(({ code }) => code === 'volume_minimum')?.text).toContain('InpMaxLots');
    expect(await desk.close()).toBe(0);
  });

  test.each([
    [{ InpSymbols: 'GBPUSD, XAUUSD' }, 'terminal_symbols', 0],
    [{ InpMaxPositions: '1' }, 'terminal_positions', 1],
    [{ InpMaxPerMinute: '1' }, 'terminal_requests', 1],
    [{ InpMaxPerDay: '1' }, 'terminal_requests', 1],
  ] as const)('with %o nothing is sent that it would refuse', async (inputs, code, before) => {
    const desk = await told(inputs);
    if (before === 1) {
      await desk.signal('s0');
      await desk.state('s0', ['open', 'rejected', 'failed']);
      await until(() => (desk.terminal.caps?.requests[0]?.made ?? 0) >= 1, 5_000);
    }
    await desk.signal('s1');
    await desk.state('s1', ['open', 'rejected', 'failed']);
    expect([desk.life('s1')?.state, desk.life('s1')?.reason?.code, opens(desk)]).toEqual(['rejected', code, before]);
    expect(await desk.close()).toBe(0);
  });
});

describe.skipIf(!hasCompiler)('the broker’s limit of lots in one direction of a symbol', () => {
  test('bounds the size beside what is held by hand and by us, and leaves no trade beyond; the other direction has its own', async () => {
    const desk = await DeskWithEa.connected({
      volumeLimits: { EURUSD: 3 },
      venue: ({ account }) => void account.tradeByHand({ ...BY_HAND, volume: 1 }, clock.nowMs()),
    });
    const sized = async (id: string, side: 'BUY' | 'SELL') => {
      await desk.signal(id, { side });
      const [state] = await desk.state(id, ['open', 'rejected', 'failed']);
      const u3 = desk.life(id)?.decisions.find(({ stage }) => stage === 'u3');
      const held = desk.venue.positions.find(({ clientOrderId }) => clientOrderId === desk.life(id)?.orders.at(-1));
      return [state, held?.volume, u3?.findings['binding']];
    };
    expect(desk.terminal.spec('EURUSD')?.volumeLimit).toBe(3);
    expect(await sized('s1', 'BUY')).toEqual(['open', 2, 'volume_limit']);
    expect([(await sized('s2', 'BUY'))[0], desk.life('s2')?.reason?.text]).toEqual([
      'rejected',
      expect.stringContaining("the broker's limit of lots in one direction of the symbol (0 lots)") as string,
    ]);
    expect((await sized('s3', 'SELL'))[0]).toBe('open');
    expect(desk.venue.requests.length).toBe(2);
    expect(await desk.close()).toBe(0);
  });
});

describe.skipIf(!hasCompiler)('what keeps the terminal from trading', () => {
  test.each([
    ['terminal', 'algo_trading_off'],
    ['account', 'login_read_only'],
    ['expert', 'broker_forbids_programs'],
    ['ea', 'program_not_allowed'],
  ] as const)('the switch "%s" stops entries in the turn it is known, with an alarm of its own', async (name, code) => {
    const desk = await told();
    desk.venue.switches[name] = 0;
    await until(() => desk.terminal.obstacle !== null, 5_000);
    await desk.signal('s1');
    await desk.state('s1', ['open', 'rejected', 'failed']);
    const alarm = desk.runtime.cockpit.alarms.get(code);
    expect([desk.life('s1')?.reason?.code, desk.life('s1')?.orders, desk.venue.requests.length]).toEqual([
      'terminal_ready',
      [],
      0,
    ]);
    expect([alarm?.state, alarm?.alarm.action.length]).toEqual(['active', expect.any(Number)]);
    desk.venue.switches[name] = 1;
    await until(() => desk.runtime.cockpit.alarms.get(code)?.state !== 'active', 5_000);
    await desk.signal('s2');
    expect((await desk.state('s2', ['open', 'rejected', 'failed']))[0]).toBe('open');
    expect(await desk.close()).toBe(0);
  });

  test('a lost connection to the broker stops entries in the turn it is known, and says so in its own words', async () => {
    const desk = await told();
    desk.venue.switches.connected = 0;
    await until(() => desk.terminal.obstacle !== null, 5_000);
    await desk.signal('s1');
    await desk.state('s1', ['open', 'rejected', 'failed']);
    expect([desk.life('s1')?.state, desk.life('s1')?.orders, desk.venue.requests.length]).toEqual(['rejected', [], 0]);
    expect(desk.terminal.obstacle?.text).toMatch(/broker/);
    const code = desk.terminal.obstacle?.code ?? '';
    const isToldAs = [...desk.runtime.cockpit.alarms].filter(([, { state }]) => state === 'active').map(([id]) => id);
    expect(isToldAs).toContain(code);
    desk.venue.switches.connected = 1;
    await until(() => desk.terminal.link().state === 'up' && desk.terminal.obstacle === null, 5_000);
    await desk.signal('s2');
    expect((await desk.state('s2', ['open', 'rejected', 'failed']))[0]).toBe('open');
    expect(await desk.close()).toBe(0);
  });
});
