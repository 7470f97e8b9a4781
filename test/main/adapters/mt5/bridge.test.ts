import { afterEach, describe, expect, test } from 'vitest';
import type { Mt5Terminal } from '#main/adapters/mt5/index.ts';
import { createChance } from '#main/paper-broker/index.ts';
import { bridge } from './bridge-in-hand.ts';
import { fromEa } from '#shared/bridge';
import { mangled, soundValue } from '../../../shared/bridge/sound-line.ts';
import { ScriptedEa } from './scripted-ea.ts';
import { pause, until } from './waiting.ts';

/** Lines of noise in the suite; a longer run is made by hand with BRIDGE_FUZZ_LINES. */
const LINES = Number(process.env['BRIDGE_FUZZ_LINES'] ?? 20_000);

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
async function started(changes: Parameters<typeof bridge>[0] = {}): ReturnType<typeof bridge> {
  const made = await bridge(changes);
  open.push(() => made.terminal.stop());
  return made;
}
function ea(port: number, options: ConstructorParameters<typeof ScriptedEa>[1] = {}): ScriptedEa {
  const made = new ScriptedEa(port, options);
  open.push(() => made.cut());
  return made;
}
const linked = async (terminal: Mt5Terminal, port: number): Promise<ScriptedEa> => {
  const made = await ScriptedEa.up(port, terminal);
  open.push(() => made.cut());
  return made;
};
const REQUEST = {
  op: 'open',
  clientOrderId: '0123456789ABCDEF',
  symbol: 'EURUSD',
  side: 'BUY',
  volume: 0.1,
  stopLoss: 1.09,
  takeProfit: null,
  deviationPoints: 5,
  magic: 7,
} as const;

describe('before the proof', () => {
  test('a wrong token ends the connection, and nothing of the terminal is asked or told', async () => {
    const { port, terminal, logged } = await started();
    const stranger = ea(port, { token: 'x'.repeat(32) });
    await stranger.greet();
    await until(() => stranger.isClosed);
    expect([stranger.heard.map(({ t }) => t), terminal.link().state, logged.at(-1)]).toEqual([
      ['challenge'],
      'down',
      'A connection to the bridge ended {"why":"the token is not ours"}',
    ]);
  });

  test.each([
    ['no JSON', 'hello\n'],
    ['no object', '[1]\n'],
    ['a heartbeat', '{"t":"hb","seq":1}\n'],
    ['a hello with a field missing', '{"t":"hello","seq":1,"proto":1}\n'],
    ['a byte that is not ASCII', Buffer.from([0x7b, 0xc3, 0xa4, 0x0a])],
    ['a line without an end', Buffer.alloc(70_000, 0x61)],
    ['a number that is not the next', '{"t":"hello","seq":2}\n'],
    ['a replayed auth', '{"t":"auth","seq":1,"mac":"' + 'a'.repeat(64) + '"}\n'],
  ])('%s ends it', async (_what, text) => {
    const { port } = await started();
    const stranger = ea(port);
    await until(() => !stranger.socket.connecting);
    stranger.raw(text);
    expect([await until(() => stranger.isClosed), stranger.heard]).toEqual([true, []]);
  });

  test('a silent peer is dropped after five seconds, and sixty-four at once is the most', async () => {
    const { port } = await started();
    const silent = Array.from({ length: 70 }, () => ea(port));
    await until(() => silent.filter(({ isClosed }) => isClosed).length >= 6, 3_000);
    const refused = silent.map(({ isClosed }) => isClosed);
    expect([refused, await until(() => silent.every(({ isClosed }) => isClosed), 8_000)]).toEqual([
      silent.map((_, at) => at < 6),
      true,
    ]);
  }, 20_000);

  test('strangers without end do not keep the Expert Advisor away', async () => {
    const { port, terminal } = await started();
    const silent = Array.from({ length: 64 }, () => ea(port));
    await until(() => silent.every(({ socket }) => !socket.connecting));
    const one = await linked(terminal, port);
    for (let i = 0; i < 160; i += 1) ea(port);
    await until(() => silent.every(({ isClosed }) => isClosed));
    expect([one.isClosed, terminal.link().state]).toEqual([false, 'up']);
  });

  test('an Expert Advisor that has greeted outlasts any number of strangers that have not, while it thinks', async () => {
    const { port, terminal } = await started();
    const slow = ea(port);
    slow.isSlow = true;
    await slow.greet();
    await until(() => slow.heard.length === 1);
    for (let round = 0; round < 3; round += 1) {
      const silent = Array.from({ length: 70 }, () => ea(port));
      await until(() => silent.every(({ socket }) => !socket.connecting));
      await until(() => silent.some(({ isClosed }) => isClosed));
    }
    expect(slow.isClosed).toBe(false);
    slow.prove();
    slow.answers = true;
    expect(await until(() => terminal.link().state === 'up')).toBe(true);
  });

  test('forty at the door for each line of a slow Expert Advisor keep it out not once in ten', async () => {
    const { port, terminal } = await started();
    // What a program that opens a connection every 2 ms does while an Expert Advisor takes 80 ms for each step.
    const crowd = async (): Promise<void> => {
      const strangers = Array.from({ length: 40 }, () => ea(port));
      await until(() => strangers.every(({ socket }) => !socket.connecting));
    };
    let letIn = 0;
    for (let round = 0; round < 10; round += 1) {
      const slow = ea(port);
      [slow.isSlow, slow.answers] = [true, true];
      await until(() => !slow.socket.connecting);
      await crowd();
      await slow.greet();
      await crowd();
      await until(() => slow.heard.length > 0 || slow.isClosed);
      await crowd();
      if (!slow.isClosed) slow.prove();
      if (await until(() => terminal.link().state === 'up', 2_000)) letIn += 1;
      slow.cut();
      await until(() => terminal.link().state === 'down');
    }
    expect(letIn).toBe(10);
  });

  test('of those that have greeted the oldest makes room, and the session never', async () => {
    const { port, terminal } = await started();
    const one = await linked(terminal, port);
    const greeted: ScriptedEa[] = [];
    for (let at = 0; at < 66; at += 1) {
      const stranger = ea(port);
      stranger.isSlow = true;
      await stranger.greet();
      await until(() => stranger.heard.length === 1);
      greeted.push(stranger);
    }
    await until(() => greeted.filter(({ isClosed }) => isClosed).length >= 3);
    expect([one.isClosed, greeted.map(({ isClosed }) => isClosed)]).toEqual([false, greeted.map((_, at) => at < 3)]);
  });
});

describe('a session', () => {
  test('of another account than the one that came first is not begun, and the first one stays', async () => {
    const { port, terminal, logged } = await started();
    const first = await linked(terminal, port);
    const ofLogin = ea(port, { login: '777' });
    const ofServer = ea(port);
    await ofLogin.greet();
    await ofServer.greet({ server: 'Elsewhere' });
    await until(() => ofLogin.isClosed && ofServer.isClosed);
    expect([
      ofLogin.session + ofServer.session,
      logged.filter((line) => line.includes('which this cockpit trades')).length,
      first.isClosed,
    ]).toEqual(['', 2, false]);
    first.cut();
    await until(() => terminal.link().state === 'down');
    await linked(terminal, port);
  });

  test('of an account that is not the configured one, or live, is not begun, and the log says what to change', async () => {
    const { port, logged } = await started({ account: { login: '1', allowLive: false } });
    const other = ea(port);
    await other.greet();
    await until(() => other.isClosed);
    const live = ea(port, { login: '1' });
    await live.greet({ tradeMode: 'real' });
    await until(() => live.isClosed);
    expect([logged[0]?.includes('change mt5.login'), logged[1]?.includes('mt5.allowLive'), other.session, live.session]).toEqual([
      true,
      true,
      '',
      '',
    ]);
  });

  test('of another version is refused with the remedy, there and here, and so is another login', async () => {
    const { port, terminal } = await started({ account: { login: '5012345', allowLive: false } });
    const other = ea(port);
    await other.greet({ proto: 2 });
    await until(() => other.isClosed);
    const version = terminal.obstacle;
    const stranger = ea(port, { login: '777' });
    await stranger.greet();
    await until(() => stranger.isClosed);
    expect([other.heard, stranger.heard.at(-1), version, terminal.obstacle]).toEqual([
      [expect.objectContaining({ t: 'bye', code: 'version', reason: expect.stringContaining('MikrobotBridge.mq5') as string })],
      expect.objectContaining({ t: 'bye', code: 'account', reason: expect.stringContaining('change mt5.login') as string }),
      { code: 'version_refused', text: expect.stringMatching(/CB\/2.*compile it/) as string },
      { code: 'account_refused', text: expect.stringContaining('Account 777 is not 5012345') as string },
    ]);
    await linked(terminal, port);
    expect(terminal.obstacle).toBeNull();
  });

  test('that knows another token is named as that, and one that only hung up as that', async () => {
    const { port, terminal } = await started();
    const stranger = ea(port, { token: 'x'.repeat(32) });
    await stranger.greet();
    await until(() => stranger.isClosed);
    const shy = ea(port, { login: '888' });
    shy.isSlow = true;
    await shy.greet();
    await until(() => shy.heard.length === 1);
    const first = terminal.obstacle;
    shy.cut();
    await until(() => terminal.obstacle?.text.includes('888') === true);
    expect([first, terminal.obstacle]).toEqual([
      {
        code: 'token_refused',
        text: expect.stringMatching(/5012345 at Demo does not know this cockpit’s token.*InpToken/) as string,
      },
      { code: 'greeting_failed', text: expect.stringMatching(/888 at Demo greeted.*the other side hung up/) as string },
    ]);
  });

  test('of a second chart is turned away while the first is heard, on both charts, and let in when it falls silent', async () => {
    const { port, terminal } = await started();
    const first = await linked(terminal, port);
    const second = ea(port);
    await second.greet({ chart: 'chart-2' });
    await until(() => second.isClosed);
    await until(() => first.heard.some(({ t }) => t === 'notice'));
    const notice = first.heard.find(({ t }) => t === 'notice');
    expect([second.heard.at(-1), notice?.['text'], first.isClosed, terminal.link().state]).toEqual([
      expect.objectContaining({ t: 'bye', code: 'taken', reason: expect.stringContaining('stands aside') as string }),
      expect.stringContaining('a second MikrobotBridge'),
      false,
      'up',
    ]);
    first.answers = false;
    await pause(3_300);
    const third = ea(port);
    third.answers = true;
    await third.greet({ chart: 'chart-3' });
    expect([await until(() => first.isClosed), await until(() => terminal.link().state === 'up')]).toEqual([true, true]);
  }, 15_000);

  test('of an older Expert Advisor may look and close, opens nothing, and both sides say what it lacks', async () => {
    const { port, terminal, logged } = await started();
    const old = ea(port);
    old.answers = true;
    await old.greet({ minor: undefined, chart: undefined, ea: '0.6.1' });
    await until(() => terminal.link().state === 'up');
    const opened = await terminal.send({ ...REQUEST, deadlineAt: Date.now() + 400 });
    const closing = terminal.send({
      op: 'close',
      clientOrderId: '1123456789ABCDEF',
      ticket: '7',
      volume: null,
      deadlineAt: Date.now() + 400,
    });
    expect([await until(() => old.saidTo('close').length === 1), old.saidTo('open').length, opened]).toEqual([
      true,
      0,
      expect.objectContaining({ kind: 'refused', text: expect.stringContaining('0.6.1 is older') as string }),
    ]);
    expect([terminal.obstacle?.text.includes('compile it (F7)'), logged.some((line) => line.includes('0.6.1 is older'))]).toEqual(
      [true, true],
    );
    await closing;
  });

  test('goes on over a value that does not hold: it is told, counted, and left out', async () => {
    const { port, terminal, logged } = await started();
    const one = await linked(terminal, port);
    for (let i = 0; i < 10; i += 1) one.say({ t: 'tick', sym: 'EURUSD', bid: '1', ask: 2, ms: 3 });
    one.say({ t: 'gossip' });
    one.say({ t: 'tick', sym: 'EURUSD', bid: 1.2, ask: 1.2001, ms: Date.now() + 10_800_000 });
    expect(await until(() => terminal.quote('EURUSD')?.bid === 1.2)).toBe(true);
    expect([one.isClosed, terminal.link().state, logged.filter((line) => line.includes('does not hold'))]).toEqual([
      false,
      'up',
      [
        'MetaTrader told a value that does not hold (tick: bid), 1 in all {}',
        'MetaTrader told a value that does not hold (tick: bid), 10 in all {}',
        'MetaTrader told a value that does not hold (gossip: t), 1 in all {}',
      ],
    ]);
  });

  test('ends the older one of the same chart', async () => {
    const { port, terminal } = await started();
    const first = await linked(terminal, port);
    const second = await linked(terminal, port);
    await until(() => first.isClosed);
    const isUp = await until(() => terminal.link().state === 'up');
    expect([first.isClosed, second.isClosed, isUp]).toEqual([true, false, true]);
  });

  test.each([
    [
      'a gap in the numbers',
      (one: ScriptedEa) => {
        one.seq += 1;
        one.beat();
      },
    ],
    ['goodbye', (one: ScriptedEa) => one.say({ t: 'bye', reason: 'deinit 3' })],
    [
      'a flood',
      (one: ScriptedEa) =>
        one.raw(
          Array.from(
            { length: 30_000 },
            (_, i) => `{"t":"tx","seq":${one.seq + i + 1},"type":"x","order":"1","deal":"1","position":"1"}\n`,
          ).join(''),
        ),
    ],
  ])('ends with %s, and the link is down at once', async (_what, act) => {
    const { port, terminal } = await started();
    const one = await linked(terminal, port);
    one.answers = false;
    act(one);
    expect([await until(() => one.isClosed, 8_000), terminal.link().state]).toEqual([true, 'down']);
  });

  test('that falls silent is stale after three seconds and over after five', async () => {
    const { port, terminal } = await started();
    const one = await linked(terminal, port);
    one.answers = false;
    await pause(3_300);
    const stale = terminal.link().state;
    await until(() => one.isClosed, 4_000);
    expect([stale, one.isClosed, terminal.link().state]).toEqual(['stale', true, 'down']);
  }, 15_000);

  test('takes a line in pieces, and two lines in one', async () => {
    const { port, terminal } = await started();
    const one = await linked(terminal, port);
    const tick = (bid: number): string =>
      `${JSON.stringify({ t: 'tick', seq: (one.seq += 1), sym: 'EURUSD', bid, ask: bid + 0.0001, ms: Date.now() })}\n`;
    for (const byte of tick(1.2)) one.raw(byte);
    await until(() => terminal.quote('EURUSD')?.bid === 1.2);
    one.raw(tick(1.3) + tick(1.4));
    expect(await until(() => terminal.quote('EURUSD')?.bid === 1.4)).toBe(true);
  });
});

describe('a snapshot', () => {
  test('that does not add up is not believed', async () => {
    const { port, terminal, logged } = await started();
    const one = await linked(terminal, port);
    one.answers = false;
    one.positions = [{ ticket: '7', vol: 0.1 }];
    const asked = terminal.refresh();
    await until(() => one.saidTo('snapshot').length > 1);
    one.snapshot(String(one.saidTo('snapshot').at(-1)?.['q']), 'f'.repeat(64));
    expect([await asked, terminal.snapshot()?.positions, logged.some((line) => line.includes('does not add up'))]).toEqual([
      null,
      [],
      true,
    ]);
  });

  test('is the newest one asked for, at the time of its question', async () => {
    const { port, terminal } = await started();
    const one = await linked(terminal, port);
    one.positions = [{ ticket: '18446744073709551615', vol: 0.13 }];
    const before = Date.now();
    const seen = await terminal.refresh();
    expect([seen?.positions.map(({ ticket, volume }) => [ticket, volume]), (seen?.at ?? 0) >= before]).toEqual([
      [['18446744073709551615', 0.13]],
      true,
    ]);
  });
});

describe('looking for an order', () => {
  test.each([
    ['an open position', { state: 'open', retcode: 10_009 }, { kind: 'found', outcome: { kind: 'confirmed' } }],
    ['a stop that the broker did not move', { state: 'open', retcode: 10_016 }, { kind: 'absent' }],
    ['a change that nobody answered and no deal shows', { state: 'open', retcode: 10_012 }, { kind: 'absent' }],
    ['a working order', { state: 'working', retcode: 10_009 }, { kind: 'unreachable' }],
    ['nothing', { state: 'absent', retcode: 10_009 }, { kind: 'absent' }],
    ['a history that could not be read', { state: 'unreadable', retcode: 10_009 }, { kind: 'unreachable' }],
  ])('that finds %s', async (_what, found, expected) => {
    const { port, terminal } = await started();
    const one = await linked(terminal, port);
    one.positions = [{ ticket: '8', vol: 0.1 }];
    const looked = terminal.probe(REQUEST.clientOrderId);
    await until(() => one.saidTo('find').length > 0);
    one.say({ t: 'found', q: one.saidTo('find')[0]?.['q'], cid: REQUEST.clientOrderId, position: '8', ...found });
    expect(await looked).toMatchObject(expected);
  });
});

describe('an order', () => {
  test('goes out once, with its session and deadline, and its answer is the outcome', async () => {
    const { port, terminal } = await started();
    const one = await linked(terminal, port);
    const deadlineAt = Date.now() + 3_000;
    let taken = 0;
    const sent = terminal.send({ ...REQUEST, deadlineAt }, () => (taken += 1));
    await until(() => one.saidTo('open').length > 0);
    const [command] = one.saidTo('open');
    one.say({ t: 'ack', cid: REQUEST.clientOrderId, dup: false });
    one.say({
      t: 'result',
      cid: REQUEST.clientOrderId,
      retcode: 10009,
      order: '8',
      deal: '9',
      position: '8',
      price: 1.1,
      vol: 0.1,
      ms: Date.now(),
      why: '',
    });
    expect([await sent, taken, one.saidTo('open').length]).toMatchObject([
      { kind: 'confirmed', ticket: '8', deal: '9', price: 1.1 },
      1,
      1,
    ]);
    expect(command).toMatchObject({
      session: one.session,
      deadlineMs: deadlineAt,
      sym: 'EURUSD',
      side: 'BUY',
      vol: 0.1,
      sl: 1.09,
      tp: 0,
      deviation: 5,
      magic: '7',
    });
    for (const value of Object.values(command ?? {})) expect(['string', 'number', 'boolean']).toContain(typeof value);
  });

  test.each([
    ['no answer by its deadline', () => undefined, { kind: 'unknown', why: 'no answer by the deadline' }],
    ['a lost link', (one: ScriptedEa) => one.cut(), { kind: 'unknown' }],
    [
      '10012',
      (one: ScriptedEa) =>
        one.say({
          t: 'result',
          cid: REQUEST.clientOrderId,
          retcode: 10012,
          order: '0',
          deal: '0',
          position: '0',
          price: 0,
          vol: 0,
          ms: 1,
          why: 'timeout',
        }),
      { kind: 'unknown' },
    ],
    [
      '10008 and no deal',
      (one: ScriptedEa) =>
        one.say({
          t: 'result',
          cid: REQUEST.clientOrderId,
          retcode: 10008,
          order: '8',
          deal: '0',
          position: '8',
          price: 0,
          vol: 0,
          ms: 1,
          why: '',
        }),
      { kind: 'unknown' },
    ],
    [
      'a code nobody documents',
      (one: ScriptedEa) =>
        one.say({
          t: 'result',
          cid: REQUEST.clientOrderId,
          retcode: 12345,
          order: '0',
          deal: '0',
          position: '0',
          price: 0,
          vol: 0,
          ms: 1,
          why: '',
        }),
      { kind: 'unknown' },
    ],
    [
      'a refusal',
      (one: ScriptedEa) =>
        one.say({
          t: 'result',
          cid: REQUEST.clientOrderId,
          retcode: 10019,
          order: '0',
          deal: '0',
          position: '0',
          price: 0,
          vol: 0,
          ms: 1,
          why: 'No money',
        }),
      { kind: 'refused', retcode: 10019 },
    ],
    [
      'a guard of the Expert Advisor',
      (one: ScriptedEa) =>
        one.say({
          t: 'result',
          cid: REQUEST.clientOrderId,
          retcode: 0,
          order: '0',
          deal: '0',
          position: '0',
          price: 0,
          vol: 0,
          ms: 1,
          why: 'too many lots',
        }),
      { kind: 'refused', retcode: 0 },
    ],
    [
      'expired',
      (one: ScriptedEa) => one.say({ t: 'nak', code: 'expired', detail: 'late', cid: REQUEST.clientOrderId }),
      { kind: 'refused', retcode: 0 },
    ],
  ])('with %s', async (_what, act, outcome) => {
    const { port, terminal } = await started();
    const one = await linked(terminal, port);
    const sent = terminal.send({ ...REQUEST, deadlineAt: Date.now() + 400 });
    await until(() => one.saidTo('open').length > 0);
    act(one);
    expect(await sent).toMatchObject(outcome);
  });

  test('that is on its way is not sent a second time, and both askers get an end', async () => {
    const { port, terminal } = await started();
    const one = await linked(terminal, port);
    const first = terminal.send({ ...REQUEST, deadlineAt: Date.now() + 400 });
    const second = terminal.send({ ...REQUEST, deadlineAt: Date.now() + 400 });
    expect(await Promise.all([first, second])).toMatchObject([{ kind: 'unknown' }, { kind: 'refused', retcode: 0 }]);
    expect(one.saidTo('open')).toHaveLength(1);
  });

  test('is not sent at all while nobody is connected, and says why', async () => {
    const { terminal } = await started();
    expect(await terminal.send({ ...REQUEST, deadlineAt: Date.now() + 1_000 })).toMatchObject({
      kind: 'refused',
      retcode: 0,
      text: expect.stringContaining('is not connected') as unknown,
    });
  });
});

test(`${LINES} lines of noise from an Expert Advisor that knows the token: sessions end, the bridge does not`, async () => {
  const { port, terminal } = await started();
  const chance = createChance(11);
  const seen = { sessions: 0 };
  let one = ea(port);
  one.answers = true;
  const fresh = async (): Promise<void> => {
    one.cut();
    one = new ScriptedEa(port);
    one.answers = true;
    await one.greet();
    await until(() => one.session !== '');
    seen.sessions += 1;
  };
  await fresh();
  const memory = process.memoryUsage().heapUsed;
  for (let i = 0; i < LINES; i += 1) {
    if (one.isClosed) await fresh();
    const line = fromEa.options[Math.floor(chance() * fromEa.options.length)] ?? fromEa.options[0];
    // A goodbye ends it, as it should: seldom, so that the others are heard.
    if (line.shape.t.value === 'bye' && chance() < 0.9) continue;
    const fields = soundValue(line, chance, { seq: () => one.seq + 1 });
    const text = JSON.stringify(fields);
    one.raw(`${chance() < 0.5 ? text : mangled(text, chance)}\n`);
    one.seq += 1;
    if (i % 16 === 15) await pause(0);
  }
  await fresh();
  const grown = (process.memoryUsage().heapUsed - memory) / 2 ** 20;
  expect([seen.sessions > 5, grown < 120, await until(() => terminal.link().state === 'up')]).toEqual([true, true, true]);
  one.cut();
}, 600_000);
