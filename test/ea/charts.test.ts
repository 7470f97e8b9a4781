import { afterEach, describe, expect, test } from 'vitest';
import { hasCompiler } from './compiled-ea.ts';
import { DeskWithEa } from './desk-with-ea.ts';
import { CommonFolder, EaProcess } from './ea-process.ts';
import { clock, pause } from './ea-clock.ts';
import { ScriptedCockpit } from './scripted-cockpit.ts';
import { Venue } from './venue.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Stage = { readonly venue: Venue; readonly cockpit: ScriptedCockpit; readonly folder: CommonFolder };
async function staged(): Promise<Stage> {
  const venue = new Venue();
  const cockpit = new ScriptedCockpit('well');
  const folder = new CommonFolder();
  closing.push(
    () => folder.remove(),
    () => venue.stop(),
    () => cockpit.stop(),
  );
  await venue.start();
  await cockpit.start();
  return { venue, cockpit, folder };
}
function onChart({ venue, cockpit, folder }: Stage, inputs: Record<string, string> = {}): EaProcess {
  const ea = new EaProcess(venue.port, cockpit.port, folder, { TERMINAL_GLOBALS: folder.dir, ...inputs });
  closing.push(() => ea.kill());
  return ea;
}

describe.skipIf(!hasCompiler)('a chart', () => {
  test.each([
    ['a token that is none', { InpToken: 'too short' }, 'copy the token from the cockpit'],
    ['no lots', { InpMaxLots: '0' }, 'InpMaxLots'],
    ['a timer of a millisecond', { InpTimerMs: '1' }, 'InpTimerMs'],
  ])('with %s in its inputs says so for as long as that is so, and does nothing', async (_what, inputs, text) => {
    const stage = await staged();
    const ea = onChart(stage, inputs);
    await until(() => ea.corner.includes(text));
    await pause(500);
    expect([ea.corner.includes(text), ea.log.includes('[EA] '), ea.exitCode, stage.cockpit.connections]).toEqual([
      true,
      true,
      null,
      0,
    ]);
    expect(await ea.end()).toBe(0);
  });

  test.each(['EventSetMillisecondTimer', 'EventSetTimer'])(
    'that gets no timer (%s) says so, and tries until it has one',
    async (call) => {
      const stage = await staged();
      stage.venue.calls.fail('EventSetMillisecondTimer', 4001, 2);
      if (call === 'EventSetTimer') stage.venue.calls.fail('EventSetTimer', 4001, 2);
      const ea = onChart(stage);
      const beat = setInterval(() => stage.venue.price('EURUSD', 1.157 + Math.random() / 1_000), 50);
      closing.push(() => clearInterval(beat));
      expect([
        await until(() => stage.cockpit.saidOf('hb').length > 0, 15_000),
        ea.log.includes('gives it no timer (error 4001)'),
      ]).toEqual([true, true]);
      expect(await ea.end()).toBe(0);
    },
  );

  test('without a login waits for one, and connects then', async () => {
    const stage = await staged();
    stage.venue.login = '0';
    const ea = onChart(stage);
    await until(() => ea.corner.includes('no account is logged in'));
    const before = stage.cockpit.connections;
    stage.venue.login = '5012345';
    expect([before, await until(() => stage.cockpit.saidOf('hb').length > 0)]).toEqual([0, true]);
    expect(await ea.end()).toBe(0);
  });

  test.each([
    ['not among the allowed addresses', 4014, 'add 127.0.0.1 under Tools > Options'],
    ['where nobody listens', 5272, 'start it with --terminal mt5'],
  ])('whose cockpit is %s says what to do', async (_what, error, text) => {
    const stage = await staged();
    stage.venue.calls.fail('SocketConnect', error);
    const ea = onChart(stage);
    const isShown = await until(() => ea.corner.includes(text));
    const words = ea.corner.replace('Mikrobot Cockpit: ', '');
    expect([isShown, await until(() => ea.log.includes(`[EA] MikrobotBridge: ${words}`))]).toEqual([true, true]);
    expect(await ea.end()).toBe(0);
  });

  test.each([
    ['version', 'this cockpit speaks CB/9'],
    ['account', 'account 1 is not 2'],
  ])('that is turned away (%s) keeps the reason, in its log too, and does not hammer', async (code, reason) => {
    const stage = await staged();
    stage.cockpit.turnsAway = { code, reason };
    const ea = onChart(stage);
    await until(() => ea.corner.includes(reason));
    await pause(1_500);
    expect([
      ea.corner,
      ea.log.includes(`[EA] MikrobotBridge: the cockpit turned it away: ${reason}`),
      stage.cockpit.connections,
    ]).toEqual([`Mikrobot Cockpit: the cockpit turned it away: ${reason}`, true, 1]);
    stage.cockpit.turnsAway = null;
    expect(await until(() => ea.corner.includes('connected'), 15_000)).toBe(true);
    expect(await ea.end()).toBe(0);
  });

  test('that gets another timeframe connects again, knows its client ids, and trades none of them twice', async () => {
    const stage = await staged();
    const ea = onChart(stage);
    const { cockpit, venue } = stage;
    await until(() => cockpit.saidOf('hb').length > 0);
    const open = {
      ...{ op: 'open', cid: '0123456789ABCDEF', sym: 'EURUSD', side: 'BUY', vol: 0.1, sl: 1.15, tp: 0 },
      ...{ deviation: 10, magic: '770000001' },
    };
    cockpit.command(open);
    await until(() => cockpit.saidOf('result').length > 0);
    ea.changeTimeframe();
    await until(() => cockpit.connections === 2 && cockpit.saidOf('auth').length === 2);
    await until(() => ea.corner.includes('connected'));
    cockpit.command(open);
    await until(() => cockpit.saidOf('result').length > 1);
    const answers = cockpit.saidOf('result').map(({ retcode, position }) => [retcode, position]);
    expect([answers[1], venue.requests.length, cockpit.saidOf('bye').map(({ reason }) => reason)]).toEqual([
      answers[0],
      1,
      ['deinit 3'],
    ]);
    expect(await ea.end()).toBe(0);
  });
});

describe.skipIf(!hasCompiler)('a second chart', () => {
  test('of the same terminal stands aside, both say so, and it takes over when the first is gone', async () => {
    const stage = await staged();
    const first = onChart(stage);
    await until(() => first.corner.includes('connected'));
    const second = onChart(stage);
    await until(() => second.corner.includes('stands aside'));
    await until(() => first.corner.includes('a second MikrobotBridge'));
    await until(() => stage.cockpit.saidOf('hb').some(({ aside }) => aside === true));
    expect([stage.cockpit.connections, second.corner.includes('off one of the two charts')]).toEqual([1, true]);
    expect(await first.end()).toBe(0);
    expect(await until(() => second.corner === 'Mikrobot Cockpit: connected', 15_000)).toBe(true);
    expect(await second.end()).toBe(0);
  });

  test('of the same terminal that begins in the same microsecond: one of the two has the session', async () => {
    const stage = await staged();
    const charts = [onChart(stage), onChart(stage)];
    const at = (text: string): number => charts.filter(({ corner }) => corner.includes(text)).length;
    expect([
      await until(() => at('this one stands aside') === 1 && at('a second MikrobotBridge') === 1),
      stage.cockpit.connections,
    ]).toEqual([true, 1]);
    for (const chart of charts) expect(await chart.end()).toBe(0);
  });

  test('of another terminal that begins in the same microsecond, with the same ChartID, has a number of its own', async () => {
    const stage = await staged();
    const folder = new CommonFolder();
    closing.push(() => folder.remove());
    const [one, other] = [onChart(stage), onChart({ ...stage, folder })];
    const numbers = (): Set<unknown> => new Set(stage.cockpit.saidOf('hello').map(({ chart }) => chart));
    expect(await until(() => numbers().size === 2)).toBe(true);
    expect([await one.end(), await other.end()]).toEqual([0, 0]);
  });

  test('whose first one hung and stood aside knows, back in its place, what was traded meanwhile', async () => {
    const stage = await staged();
    const { cockpit, venue } = stage;
    const open = (cid: string) => ({
      ...{ op: 'open', cid, sym: 'EURUSD', side: 'BUY', vol: 0.1, sl: 1.15, tp: 0, deviation: 10, magic: '770000001' },
    });
    const first = onChart(stage);
    await until(() => cockpit.saidOf('hb').length > 0);
    cockpit.command(open('0123456789ABCDEF'));
    await until(() => cockpit.saidOf('result').length === 1);
    const second = onChart(stage);
    await until(() => second.corner.includes('stands aside'));
    first.freeze();
    await until(() => second.corner.includes('connected'), 30_000);
    cockpit.command(open('1123456789ABCDEF'));
    await until(() => cockpit.saidOf('result').length === 2);
    first.thaw();
    await until(() => first.corner.includes('stands aside'), 15_000);
    const sessions = cockpit.saidOf('auth').length;
    expect(await second.end()).toBe(0);
    await until(() => cockpit.saidOf('auth').length > sessions && first.corner.includes('connected'), 30_000);
    cockpit.command(open('1123456789ABCDEF'));
    await until(() => cockpit.saidOf('result').length === 3);
    expect([venue.requests.length, cockpit.saidOf('ack').at(-1)?.['dup'], await first.end()]).toEqual([2, true, 0]);
  });

  test('takes over from one that was killed, once that is not heard of any more', async () => {
    const stage = await staged();
    const first = onChart(stage);
    await until(() => first.corner.includes('connected'));
    const second = onChart(stage);
    expect([await until(() => second.corner.includes('stands aside')), stage.cockpit.connections]).toEqual([true, 1]);
    await first.kill();
    expect([await until(() => second.corner.includes('connected'), 20_000), stage.cockpit.connections]).toEqual([true, 2]);
    expect(await second.end()).toBe(0);
  });

  test('of another terminal is turned away while the first is there: no link is lost, nothing on its way becomes unknown', async () => {
    const desk = await DeskWithEa.connected();
    closing.push(() => desk.close());
    const port = Number(desk.mt5.bridge.address?.split(':').at(-1));
    const second = new EaProcess(desk.venue.port, port, desk.folder);
    closing.push(() => second.kill());
    const began = clock.nowMs();
    await until(() => second.corner.includes('another chart has the session'));
    await until(() => desk.ea.corner.includes('a second MikrobotBridge'));
    await desk.signal('s1');
    const [state] = await desk.state('s1', ['open', 'failed', 'rejected']);
    await until(() => clock.nowMs() - began > 8_000, 20_000);
    const losses = desk.logged.filter((line) => line.includes('was lost') || line.includes('ends the older one')).length;
    expect([state, losses, desk.terminal.link().state]).toEqual(['open', 0, 'up']);
    expect(await second.end()).toBe(0);
  });
});
