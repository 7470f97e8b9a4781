import { describe, expect, test } from 'vitest';
import { until } from '../main/adapters/mt5/waiting.ts';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa } from './desk-with-ea.ts';

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
