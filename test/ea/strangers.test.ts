import { afterEach, describe, expect, test } from 'vitest';
import { createChance } from '#main/paper-broker/index.ts';
import { hasCompiler } from './compiled-ea.ts';
import { until } from '../main/adapters/mt5/waiting.ts';
import { CommonFolder, EaProcess } from './ea-process.ts';
import { ScriptedCockpit } from './scripted-cockpit.ts';
import { Venue } from './venue.ts';
import { clock, pause } from './ea-clock.ts';
import { commandKinds, mangled, soundValue, toEaKinds } from '../shared/bridge/sound-line.ts';
import { patience } from '../time/pace.ts';

/** Lines of noise; a longer run is made by hand with EA_FUZZ_LINES. */
const LINES = Number(process.env['EA_FUZZ_LINES'] ?? 3_000);

const BATCH = 100;

/** SEND_BYTES of the Expert Advisor. */
const SENT_TOGETHER = 32_768;

type Stage = { readonly venue: Venue; readonly cockpit: ScriptedCockpit; readonly ea: EaProcess; readonly folder: CommonFolder };
let stage: Stage | undefined;
async function staged(
  greets: ConstructorParameters<typeof ScriptedCockpit>[0],
  inputs: Record<string, string> = {},
): Promise<Stage> {
  const venue = new Venue();
  const cockpit = new ScriptedCockpit(greets);
  const folder = new CommonFolder();
  const ea = new EaProcess(await venue.start(), await cockpit.start(), folder, inputs);
  stage = { venue, cockpit, ea, folder };
  return stage;
}
afterEach(async () => {
  await stage?.ea.kill();
  stage?.cockpit.stop();
  stage?.venue.stop();
  stage?.folder.remove();
  stage = undefined;
});

const open = (cid: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  op: 'open',
  cid,
  sym: 'EURUSD',
  side: 'BUY',
  vol: 0.1,
  sl: 1.15,
  tp: 0,
  deviation: 10,
  magic: '770000001',
  ...changes,
});

describe.skipIf(!hasCompiler)('the compiled Expert Advisor among strangers', () => {
  test.each(['with a wrong proof', 'with noise'] as const)(
    'a cockpit that greets %s hears no proof and commands nothing',
    async (greets) => {
      const { ea, cockpit, venue } = await staged(greets);
      expect(await until(() => cockpit.connections >= 2, 10_000)).toBe(true);
      cockpit.command(open('0123456789ABCDEF'));
      await until(() => cockpit.connections >= 3, 10_000);
      // It says that the proof does not hold, and proves nothing itself.
      const said = greets === 'with noise' ? ['hello undefined'] : ['hello undefined', 'bye token'];
      expect([
        new Set(cockpit.heard.map(({ t, code }) => `${t} ${String(code)}`)),
        venue.requests.length,
        await ea.end(),
      ]).toEqual([new Set(said), 0, 0]);
    },
  );

  test('a connection that breaks while it tells a price ends nothing but the connection', async () => {
    const { ea, cockpit, venue } = await staged('well');
    for (let tries = 0; tries < 4; tries += 1) {
      const known = cockpit.connections;
      await until(() => cockpit.saidOf('hb').length > 0 && cockpit.socket !== null, 10_000);
      cockpit.command({ op: 'sub', q: 'q1', sym: 'EURUSD' });
      await until(() => cockpit.saidOf('symbol').length > 0, 10_000);
      // In one turn: an answer that all but fills what is sent together, a new price behind it, and a connection that is gone.
      ea.freeze();
      venue.price('EURUSD', 1.157 + (tries + 1) / 10_000);
      venue.calls.fail('SocketSend', 5_273, 1);
      // Each of these letters is six in the answer.
      cockpit.command({ op: 'dance', q: 'é'.repeat(Math.floor((SENT_TOGETHER - 150) / 6)) });
      await pause(200);
      ea.thaw();
      await until(() => cockpit.connections > known || ea.exitCode !== null, 10_000);
      if (ea.exitCode !== null) break;
      cockpit.heard.length = 0;
    }
    expect([ea.log.includes('sending failed (error 5273)'), ea.exitCode]).toEqual([true, null]);
    expect([ea.log.includes('CRITICAL'), await ea.end()]).toEqual([false, 0]);
  });

  test('candles of a coin that costs a hundred-thousandth of a dollar keep all its digits', async () => {
    const { ea, cockpit, venue } = await staged('well');
    venue.dwelt('EURUSD', 0.00000712);
    await until(() => cockpit.saidOf('hb').length > 0);
    cockpit.command({ op: 'bars', q: 'q1', sym: 'EURUSD', count: 30 });
    await until(() => cockpit.saidOf('bars').length > 0, 10_000);
    const [first] = cockpit.saidOf('bars')[0]?.['rows'] as readonly (readonly number[])[];
    expect([first?.slice(1, 5), await ea.end()]).toEqual([Array(4).fill(0.00000712), 0]);
  });

  test('it waits longer and longer before it tries again', async () => {
    const { ea, cockpit } = await staged('with a wrong proof');
    await until(() => cockpit.connections >= 1);
    const began = clock.nowMs();
    await until(() => cockpit.connections >= 4, 15_000);
    expect([clock.nowMs() - began > 3_000, await ea.end()]).toEqual([true, 0]);
  });

  test('commands of another session, past their deadline, or of no kind it knows are turned away by name', async () => {
    const { ea, cockpit, venue } = await staged('well');
    await until(() => cockpit.saidOf('hb').length > 0);
    cockpit.command({ ...open('0123456789ABCDEF'), session: 'session-2' });
    cockpit.command({ ...open('1123456789ABCDEF'), deadlineMs: clock.nowMs() - 1 });
    cockpit.command({ op: 'dance', q: 'q1', cid: '2123456789ABCDEF' });
    cockpit.command({ op: 'sub', q: 'q2', sym: 'NOWHERE' });
    cockpit.command(open('not a client id'));
    await until(() => cockpit.saidOf('nak').length >= 5);
    expect([cockpit.saidOf('nak').map(({ code }) => code), venue.requests.length, await ea.end()]).toEqual([
      ['wrong_session', 'expired', 'unknown_op', 'unknown_symbol', 'malformed'],
      0,
      0,
    ]);
  });

  test.each([
    ['more lots than its input', open('0123456789ABCDEF', { vol: 60 }), 'more than 50.00 lots'],
    ['no stop loss', open('0123456789ABCDEF', { sl: 0 }), 'without a stop loss'],
    ['a stop nearer than the broker allows', open('0123456789ABCDEF', { sl: 1.15699 }), 'nearer to the price'],
    ['a volume below the least', open('0123456789ABCDEF', { vol: 0.004 }), 'below the least'],
    ['a symbol that is not listed', open('0123456789ABCDEF', { sym: 'USDJPY', sl: 140 }), 'not among the symbols'],
  ])('its own guards refuse %s, whatever the cockpit says', async (_what, command, why) => {
    const { ea, cockpit, venue } = await staged('well', { InpSymbols: 'EURUSD, GBPUSD' });
    await until(() => cockpit.saidOf('hb').length > 0);
    cockpit.command({ op: 'sub', q: 'q1', sym: command['sym'] });
    await until(() => cockpit.saidOf('symbol').length > 0);
    cockpit.command(command);
    await until(() => cockpit.saidOf('result').length > 0);
    const [result] = cockpit.saidOf('result');
    expect([result?.['retcode'], venue.requests.length, await ea.end()]).toEqual([0, 0, 0]);
    expect(result?.['why']).toContain(why);
  });

  test('asked where a close stands that the server refused, it tells the refusal', async () => {
    const { ea, cockpit } = await staged('well');
    await until(() => cockpit.saidOf('hb').length > 0);
    cockpit.command(open('0123456789ABCDEF'));
    await until(() => cockpit.saidOf('result').length > 0);
    const ticket = cockpit.saidOf('result')[0]?.['position'];
    cockpit.command({ op: 'close', cid: '1123456789ABCDEF', ticket, vol: 0.004 });
    await until(() => cockpit.saidOf('result').length > 1);
    cockpit.command({ op: 'find', q: 'q1', cid: '1123456789ABCDEF' });
    await until(() => cockpit.saidOf('found').length > 0);
    expect([cockpit.saidOf('result')[1]?.['retcode'], cockpit.saidOf('found')[0], await ea.end()]).toMatchObject([
      10_014,
      { state: 'open', position: ticket, retcode: 10_014 },
      0,
    ]);
  });

  test.each([
    ['its position, before any history shows it', true],
    ['its filled order, after its position is gone', false],
  ])('an entry answered with 10012 is proved by what carries its id: %s', async (_what, isHeld) => {
    const { ea, cockpit, venue } = await staged('well');
    await until(() => cockpit.saidOf('hb').length > 0);
    venue.faults.push({ kind: 'timeout' });
    venue.isHistoryBehind = isHeld;
    cockpit.command(open('0123456789ABCDEF'));
    await until(() => cockpit.saidOf('result').length > 0);
    const ticket = venue.positions[0]?.ticket;
    if (!isHeld) {
      cockpit.command({ op: 'close', cid: '1123456789ABCDEF', ticket, vol: venue.positions[0]?.volume });
      await until(() => cockpit.saidOf('result').length > 1);
    }
    cockpit.command({ op: 'find', q: 'q1', cid: '0123456789ABCDEF' });
    await until(() => cockpit.saidOf('found').length > 0);
    expect([cockpit.saidOf('result')[0]?.['retcode'], cockpit.saidOf('found')[0], await ea.end()]).toMatchObject([
      10_012,
      { state: isHeld ? 'open' : 'closed', position: ticket, retcode: 10_009 },
      0,
    ]);
  });

  test('the floor of the day only rises, and holds over a restart', async () => {
    const { ea, cockpit, venue, folder } = await staged('well');
    await until(() => cockpit.saidOf('hb').length > 0);
    const untilMs = clock.nowMs() + 3_600_000;
    cockpit.command({ op: 'floor', equity: 100_500, untilMs });
    cockpit.command({ op: 'floor', equity: 50_000, untilMs: untilMs + 3_600_000 });
    cockpit.command(open('0123456789ABCDEF'));
    await until(() => cockpit.saidOf('result').length > 0);
    const first = cockpit.saidOf('result')[0]?.['why'];
    expect(await ea.end()).toBe(0);
    const again = new EaProcess(venue.port, cockpit.port, folder);
    await until(() => cockpit.connections >= 2);
    await until(() => cockpit.saidOf('hb').length > 1 && cockpit.saidOf('auth').length > 1);
    cockpit.command(open('1123456789ABCDEF'));
    await until(() => cockpit.saidOf('result').length > 1);
    const second = cockpit.saidOf('result')[1]?.['why'];
    expect([first, second, venue.requests.length, await again.end()]).toEqual([
      "equity is at or below today's floor of 100500.00",
      "equity is at or below today's floor of 100500.00",
      0,
      0,
    ]);
  });

  test('the floor of a day that is over holds nothing back', async () => {
    const { ea, cockpit } = await staged('well');
    await until(() => cockpit.saidOf('hb').length > 0);
    cockpit.command({ op: 'floor', equity: 100_500, untilMs: clock.nowMs() - 60_000 });
    cockpit.command({ op: 'floor', equity: 90_000, untilMs: clock.nowMs() + 60_000 });
    cockpit.command(open('0123456789ABCDEF'));
    await until(() => cockpit.saidOf('result').length > 0);
    expect([cockpit.saidOf('result')[0]?.['retcode'], await ea.end()]).toEqual([10_009, 0]);
  });

  test.each([-1, -2_147_483_649, 4_294_967_295, 9e18])('pages from row %i on are an answer, and no end', async (skip) => {
    const { ea, cockpit } = await staged('well');
    await until(() => cockpit.saidOf('hb').length > 0);
    const now = clock.nowMs();
    cockpit.command({ op: 'calendar', q: 'a', fromMs: now, toMs: now + 3_600_000, skip });
    cockpit.command({ op: 'history', q: 'b', sinceMs: now - 3_600_000, skip });
    await until(() => cockpit.saidOf('history.end').length > 0);
    expect([cockpit.saidOf('calendar.end')[0]?.['next'], cockpit.saidOf('history.end')[0]?.['next']]).toEqual([0, 0]);
    expect(await ea.end()).toBe(0);
  });

  test(
    `${LINES} lines of noise: no crash, no finding of the sanitizers, nothing traded that was not asked for well`,
    async () => {
      const { ea, cockpit, venue } = await staged('well', {
        InpMaxPerMinute: '1000000',
        InpMaxPerDay: '1000000',
        InpTimerMs: '5',
      });
      await until(() => cockpit.saidOf('hb').length > 0);
      const chance = createChance(7);
      const anyTime = (): number => clock.nowMs() + Math.floor((chance() - 0.2) * 200_000);
      const known = {
        session: () => (chance() < 0.95 ? 'session-1' : 'x'),
        deadlineMs: () => clock.nowMs() + (chance() < 0.95 ? 60_000 : -60_000),
        sym: () => (chance() < 0.8 ? 'EURUSD' : 'NOSUCH'),
        cid: () => `0123456789ABC${String(Math.floor(chance() * 900) + 100)}`,
        sl: () => (chance() < 0.7 ? 1.15 : 1.16),
        ...{ untilMs: anyTime, fromMs: anyTime, toMs: anyTime, sinceMs: anyTime },
        // Not above what there is for good: entries are to be tried too.
        equity: () => chance() * 1_000,
      };
      const kinds = [...commandKinds, ...commandKinds, ...toEaKinds].filter((kind) => kind.shape.t.value !== 'bye');
      for (let i = 0; i < LINES; i += 1) {
        const kind = kinds[Math.floor(chance() * kinds.length)];
        if (kind === undefined) continue;
        // Its number is put before it.
        const { seq: _seq, ...fields } = soundValue(kind, chance, known) as { readonly seq: number };
        const line = JSON.stringify(fields);
        cockpit.noise(chance() < 0.2 ? line : mangled(line, chance));
        if (i % BATCH !== BATCH - 1) continue;
        // The next lines only when these have been read.
        cockpit.command({ op: 'history', q: `end-${i}`, sinceMs: clock.nowMs() });
        const isRead = await until(
          () => cockpit.heard.findLast(({ t, q }) => t === 'history.end' && q === `end-${i}`) !== undefined,
          10_000,
        );
        if (!isRead) throw new Error(`after ${i + 1} lines it is silent, exit code ${ea.exitCode}: ${ea.log.slice(-4_000)}`);
      }
      await pause(300);
      const naks = cockpit.saidOf('nak').length;
      const read = cockpit.saidOf('history.end').filter(({ q }) => String(q).startsWith('end-')).length;
      expect({
        turnedAway: naks > LINES / 20,
        lots: venue.requests.every((request) => Number(request[4]) <= 50),
        read,
        connections: cockpit.connections,
        still: ea.exitCode,
        end: await ea.end(),
      }).toEqual({ turnedAway: true, lots: true, read: LINES / BATCH, connections: 1, still: null, end: 0 });
      expect(ea.log).not.toContain('CRITICAL');
    },
    patience(600_000),
  );
});
