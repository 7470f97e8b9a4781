import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa, type FarEnd } from './desk-with-ea.ts';
import { clock, pause } from './ea-clock.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

const DONE = ['open', 'failed', 'rejected'];
const ENDS: readonly FarEnd[] = ['double', ...(hasCompiler ? (['compiled'] as const) : [])];
let desk: DeskWithEa | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});
const said = (text: string): boolean => desk?.logged.some((line) => line.includes(text)) ?? false;

describe.each(ENDS)('what the %s terminal cannot read', (far) => {
  const events = () => desk?.mt5.events(clock.nowMs() - 3_600_000, clock.nowMs() + 3_600_000);

  test('of its calendar leaves the events known before in force, also one minute ahead, and is told with its error', async () => {
    desk = await DeskWithEa.open({ far, config: { calendar: { whenStale: 'refuse' } } });
    desk.venue.events.push({ id: 1, atMs: clock.nowMs() + 60_000, currency: 'USD', importance: 3, name: 'Rate decision' });
    await desk.isUp();
    await until(() => desk?.runtime.cockpit.calendar?.events.length === 1);
    desk.venue.calls.fail('CalendarValueHistory', 5401);
    await pause(100);
    await expect(events()).rejects.toThrow('error 5401: MetaTrader waited too long for the calendar server');
    await desk.signal('s1');
    const [state, why] = await desk.state('s1', DONE);
    expect([state, why?.includes('Rate decision'), desk.venue.positions.length]).toEqual(['rejected', true, 0]);
    desk.venue.calls.mend('CalendarValueHistory');
    await pause(100);
    expect((await events())?.map(({ title }) => title)).toEqual(['Rate decision']);
  });

  test('of its calendar from the beginning is no calendar, and not one without events', async () => {
    desk = await DeskWithEa.open({ far });
    desk.venue.calls.fail('CalendarValueHistory', 4001);
    await desk.isUp();
    await expect(events()).rejects.toThrow('error 4001');
    expect(desk.runtime.cockpit.calendar).toBeNull();
  });

  test('of its deals is an error, and not a day without trades', async () => {
    desk = await DeskWithEa.connected({ far });
    desk.venue.calls.fail('HistorySelect', 4001);
    await pause(100);
    await expect(desk.terminal.deals(0)).rejects.toThrow(/cannot read its (history of deals|deposits).*4001/);
    await desk.signal('s1');
    const blocked = await until(() => desk?.terminal.problem !== null && desk?.terminal.problem !== undefined);
    desk.venue.calls.mend('HistorySelect');
    expect([blocked, await until(() => desk?.terminal.problem === null, 15_000)]).toEqual([true, true]);
  });
});

describe.skipIf(!hasCompiler)('the compiled Expert Advisor', () => {
  test('whose deposits cannot be read says so, and entries wait until they can', async () => {
    desk = await DeskWithEa.connected();
    desk.venue.calls.fail('HistorySelect', 4004);
    // By itself, with its heartbeat: nobody has asked for the history.
    expect(await until(() => said('cannot read its deposits and withdrawals (error 4004'))).toBe(true);
    await until(() => desk?.runtime.cockpit.blocks.has('unsound_numbers') === true);
    await desk.signal('s1');
    const [state, why] = await desk.state('s1', DONE);
    expect([state, why, desk.venue.requests.length]).toEqual([expect.stringMatching(/rejected|failed/), expect.anything(), 0]);
    desk.venue.calls.mend('HistorySelect');
    await until(() => desk?.runtime.cockpit.blocks.has('unsound_numbers') === false, 20_000);
    await desk.signal('s2');
    expect([(await desk.state('s2', DONE))[0], said('can read its deposits and withdrawals again')]).toEqual(['open', true]);
  });

  test('whose symbols come late is asked again: names that could not be listed, and prices that are not there yet', async () => {
    desk = await DeskWithEa.open();
    desk.venue.calls.fail('SymbolsTotal', 4001, 2);
    desk.venue.priceless.add('GBPUSD');
    await desk.isUp();
    const { terminal } = desk;
    expect(await until(() => terminal.symbols().includes('EURUSD'), 10_000)).toBe(true);
    const first = terminal.symbols().includes('GBPUSD');
    desk.venue.priceless.delete('GBPUSD');
    expect([await until(() => terminal.symbols().includes('GBPUSD'), 20_000), first, said('cannot read the list')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test.each([
    ['', 0],
    [' and a full table of client ids', 3_900],
  ])('of a broker with 10,000 symbols, 50,000 deals%s is connected within seconds, and reads them all', async (_how, rows) => {
    desk = await DeskWithEa.open({ options: { symbols: ['EURUSD', 'ZZ9999'] } });
    await desk.ea.kill();
    const table = Array.from({ length: rows }, (_, i) => `${String(i).padStart(16, '0')};open;done;${i};${i};${i};10009;1.1;0.1`);
    writeFileSync(join(desk.folder.dir, 'MikrobotBridge-5012345.csv'), `${table.join('\r\n')}\r\n`);
    desk.venue.otherNames = Array.from({ length: 10_000 }, (_, at) => `ZZ${at}`);
    desk.venue.oldDeals = 50_000;
    const [began, beganMs] = [performance.now(), clock.nowMs()];
    desk.attach();
    expect(await desk.isUp()).toBe(true);
    const deals = await desk.terminal.deals(clock.nowMs() - 86_400_000);
    const took = [performance.now() - began, clock.nowMs() - beganMs].map(Math.round);
    console.log(`connected, 50,000 deals read, ${rows} rows in its table: ${took.join(' ms, by the clock of the test ')} ms`);
    expect([
      deals.length,
      new Set(deals.map(({ ticket }) => ticket)).size,
      desk.mt5.naming.names.map(({ how }) => how),
      desk.logged.filter((line) => line.includes('ended')),
    ]).toEqual([50_000, 50_000, ['exact', 'exact'], []]);
  });

  test('that has candles only bit by bit answers when they are there', async () => {
    desk = await DeskWithEa.connected();
    desk.venue.calls.fail('CopyRates', 4401, 5);
    expect((await desk.terminal.history('USDJPY', 150)).length).toBe(150);
    desk.venue.calls.fail('CopyRates', 4403);
    await pause(100);
    await expect(desk.terminal.history('USDJPY', 150)).rejects.toThrow('error 4403');
  });

  test('of a calendar with thousands of events, most without weight, tells every one that has some', async () => {
    desk = await DeskWithEa.open();
    const from = clock.nowMs() + 600_000;
    for (let id = 1; id <= 2_600; id += 1)
      desk.venue.events.push({ id, atMs: from + id * 1_000, currency: 'EUR', importance: id % 2, name: `No. ${id}` });
    desk.venue.events.push({ id: 2_601, atMs: from + 2_700_000, currency: 'USD', importance: 3, name: 'The last one' });
    await desk.isUp();
    const events = await desk.mt5.events(clock.nowMs(), from + 3_600_000);
    expect([events.length, new Set(events.map(({ title }) => title)).size, events.at(-1)?.title]).toEqual([
      1_301,
      1_301,
      'The last one',
    ]);
  });

  test('tells a withdrawal that comes in the moment in which another deal leaves the month: their number stays the same', async () => {
    desk = await DeskWithEa.open();
    desk.venue.oldDeals = 1;
    await desk.isUp();
    await pause(2_500);
    desk.venue.oldDeals = 0;
    desk.venue.account.operate('transfer', -260, clock.nowMs());
    expect(await until(() => desk?.runtime.cockpit.operations.size === 1)).toBe(true);
    expect(desk.runtime.cockpit.transfers.withdrawn).toBe(260);
  });
});
