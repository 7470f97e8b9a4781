import { describe, expect, test } from 'vitest';
import type { Fault } from '#main/paper-broker/index.ts';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa, type FarEnd } from './desk-with-ea.ts';
import { agreed, booked } from './waiting-entry.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

const ENDS: readonly FarEnd[] = ['paper', 'double', ...(hasCompiler ? (['compiled'] as const) : [])];
const DONE = ['open', 'failed', 'rejected', 'closed'];
const WITHIN_MS = 20_000;
const NO_STOP: Fault = { kind: 'refuse', retcode: 10_016, text: 'Invalid stops' };

const entryOf = (desk: DeskWithEa) => desk.records('order.intended').find(({ payload }) => payload.request.op === 'open');
const wanted = (desk: DeskWithEa) => {
  const request = entryOf(desk)?.payload.request;
  return request?.op === 'open' ? [[request.stopLoss, request.takeProfit]] : null;
};
const levels = (desk: DeskWithEa) => desk.venue.positions.map(({ stopLoss, takeProfit }) => [stopLoss, takeProfit]);
const isProtected = (desk: DeskWithEa): boolean => levels(desk).length === 1 && levels(desk)[0]?.[0] !== null;
const entries = (desk: DeskWithEa): number => desk.venue.account.deals(0).filter(({ entry }) => entry === 'in').length;
/** Whatever changes levels is refused, by whichever way it comes. */
const refuseStops = ({ venue }: DeskWithEa): void => {
  venue.neverStops = true;
  venue.judge = (request) => ('op' in request && request.op === 'modify' ? NO_STOP : null);
};

/** The Expert Advisor protects by itself; over the other two it is the engine that does. */
describe.each(ENDS)('an entry whose stop the broker let drop, with the %s terminal', (far) => {
  const connected = () => DeskWithEa.connected({ far, config: { recovery: { withoutStopMs: 3_000 } } });

  test('it gets its stop and its target, and the signal stays open', async () => {
    const desk = await connected();
    desk.venue.faults.push({ kind: 'levels_dropped' });
    await desk.signal('s1');
    const [state] = await desk.state('s1', DONE);
    await until(() => isProtected(desk), WITHIN_MS);
    await until(() => desk.runtime.cockpit.positions.values().next().value?.position.stopLoss !== null, WITHIN_MS);
    expect([state, levels(desk), desk.life('s1')?.state, entries(desk), desk.bugs]).toEqual([
      'open',
      wanted(desk),
      'open',
      1,
      [],
    ]);
    if (far !== 'compiled') expect(desk.records('position.protected').map(({ payload }) => payload.how)).toEqual(['set']);
    expect(await desk.close()).toBe(0);
  });

  test('no stop can be set: it is closed, and what became known is on record', async () => {
    const desk = await connected();
    desk.venue.faults.push({ kind: 'levels_dropped' });
    refuseStops(desk);
    await desk.signal('s1');
    await until(() => entries(desk) === 1 && desk.venue.positions.length === 0, WITHIN_MS);
    const [state] = await desk.state('s1', ['closed', 'failed'], WITHIN_MS);
    expect([state, desk.runtime.cockpit.positions.size, desk.runtime.cockpit.drift, desk.bugs]).toEqual(['closed', 0, null, []]);
    if (far !== 'compiled')
      expect(desk.records('position.protected').map(({ payload }) => payload.how)).toEqual(['closing', 'closed']);
    expect(await desk.close()).toBe(0);
  });

  test('the link is lost meanwhile: it gets its stop when it is back', async () => {
    const desk = await connected();
    desk.venue.faults.push({ kind: 'levels_dropped' });
    desk.venue.swallow = 0;
    await desk.signal('s1');
    await until(() => desk.venue.positions.length === 1);
    await desk.restartTerminal();
    await desk.isUp();
    await until(() => isProtected(desk), WITHIN_MS);
    const [state] = await desk.state('s1', DONE, WITHIN_MS);
    expect([levels(desk), state, entries(desk), desk.bugs]).toEqual([wanted(desk), 'open', 1, []]);
    expect(await desk.close()).toBe(0);
  });

  test('its first answer is lost too: found by looking, and protected', async () => {
    const desk = await connected();
    desk.venue.faults.push({ kind: 'timeout' });
    desk.venue.judge = (() => {
      let count = 0;
      return () => (count++ === 1 ? { kind: 'timeout' } : null);
    })();
    await desk.signal('s1');
    const [state] = await desk.state('s1', ['open', 'failed', 'rejected'], WITHIN_MS);
    const ticket = desk.venue.positions[0]?.ticket ?? '';
    desk.venue.takeStopAway(ticket);
    await until(() => isProtected(desk), WITHIN_MS);
    expect([state, levels(desk), entries(desk), desk.bugs]).toEqual(['open', wanted(desk), 1, []]);
    expect(await desk.close()).toBe(0);
  });
});

describe.skipIf(!hasCompiler)('two steps over the whole product', () => {
  test.each([
    ['filled', 'open', 1],
    ['rejected', 'failed', 0],
  ] as const)('the first is only taken (10008) and %s later: %s, and never without a stop for long', async (ends, end, count) => {
    const desk = await DeskWithEa.connected({ far: 'compiled' });
    desk.venue.noStopsAtOpen = true;
    desk.venue.faults.push({ kind: 'placed', afterMs: 1_500, ends });
    const beat = setInterval(() => desk.venue.price('USDJPY', 147.5), 50);
    await desk.signal('s1');
    const [state] = await desk.state('s1', ['open', 'failed', 'rejected'], 60_000);
    if (count === 1) await until(() => isProtected(desk), WITHIN_MS);
    clearInterval(beat);
    expect([state, levels(desk), entries(desk)]).toEqual([end, count === 1 ? wanted(desk) : [], count]);
    expect(await desk.close()).toBe(0);
  });

  test('no stop can be set: it is closed again, and what that has cost stands in the ledger', async () => {
    const desk = await DeskWithEa.connected({ far: 'compiled' });
    Object.assign(desk.venue, { noStopsAtOpen: true, neverStops: true });
    await desk.signal('s1');
    const [state, text] = await desk.state('s1', ['closed', 'failed'], WITHIN_MS);
    expect([state, desk.venue.positions, text]).toEqual(['closed', [], expect.stringContaining('Closed')]);
    expect([await booked(desk, 0), await agreed(desk), desk.runtime.cockpit.trades.length]).toEqual([[], [], 1]);
    await until(() => desk.logged.some((line) => line.includes('without its stop')), WITHIN_MS);
    expect(desk.logged.filter((line) => line.includes('without its stop')).length).toBe(1);
    expect(await desk.close()).toBe(0);
  });

  test('a symbol of instant execution has one step: a refused stop is a refused order', async () => {
    const desk = await DeskWithEa.connected({ far: 'compiled' });
    Object.assign(desk.venue, { noStopsAtOpen: true, execution: 'instant' });
    await desk.signal('s1');
    const [state] = await desk.state('s1', DONE);
    expect([state, desk.venue.requests.length, entries(desk)]).toEqual(['failed', 1, 0]);
    expect(await desk.close()).toBe(0);
  });
});
