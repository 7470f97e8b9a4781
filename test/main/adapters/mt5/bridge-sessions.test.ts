import { afterEach, describe, expect, test } from 'vitest';
import { BridgeServer } from '#main/adapters/mt5/bridge-server.ts';
import { countingIds, virtualClock } from '#main/adapters/system/index.ts';
import { TOKEN } from './bridge-in-hand.ts';
import { ScriptedEa } from './scripted-ea.ts';
import { until } from './waiting.ts';

const START = Date.parse('2026-03-04T12:00:00Z');
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The door alone, on real sockets and in time that a test moves. */
async function door() {
  const clock = virtualClock(START);
  const told = { opened: [] as string[], messages: [] as string[], refused: [] as string[], closed: [] as string[] };
  const logged: unknown[][] = [];
  const server = new BridgeServer(
    {
      host: '127.0.0.1',
      port: 0,
      token: TOKEN,
      clock,
      ids: countingIds('s-'),
      log: { write: (...line: unknown[]) => void logged.push(line) },
      caps: () => ({ maxLots: 5, maxPositions: 9 }),
    },
    {
      refuses: () => null,
      opened: (hello) => void told.opened.push(hello.chart ?? ''),
      message: (message) => void told.messages.push(message.t),
      odd: () => undefined,
      isAsked: () => false,
      refused: ({ code }) => void told.refused.push(code),
      closed: (why) => void told.closed.push(why),
    },
  );
  const { port } = await server.start();
  closing.push(() => server.stop());
  /** Greets from a chart, and waits until it is in or out. */
  const from = async (chart: string | undefined): Promise<ScriptedEa> => {
    const ea = new ScriptedEa(port);
    closing.push(() => ea.cut());
    await ea.greet({ chart });
    await until(() => ea.session !== '' || ea.isClosed);
    clock.runSoon();
    return ea;
  };
  const notices = (ea: ScriptedEa): unknown[] => ea.heard.filter(({ t }) => t === 'notice').map(({ text }) => text);
  return { server, clock, told, logged, from, notices };
}

describe('one session at a time', () => {
  test('another chart stands aside, and both say so; the session goes on', async () => {
    const { server, clock, told, from, notices } = await door();
    const first = await from('one');
    const second = await from('two');
    await until(() => notices(first).length > 0);
    expect([second.isClosed, second.heard.at(-1), first.isClosed, told.refused, server.hasSecond]).toMatchObject([
      true,
      { t: 'bye', code: 'taken' },
      false,
      ['taken'],
      true,
    ]);
    clock.advanceBy(2_000);
    first.beat();
    await until(() => told.messages.length > 0);
    expect([told.messages[0], told.opened, told.closed, notices(first)]).toEqual([
      'hb',
      ['one'],
      [],
      ['a second MikrobotBridge stands aside: take it off one of the two charts'],
    ]);
  });

  test('the notice goes a quarter of a minute after the last knock', async () => {
    const { server, clock, from, notices } = await door();
    const first = await from('one');
    await from('two');
    const heard = async (count: number): Promise<boolean> => until(() => notices(first).length >= count);
    await heard(1);
    // The session stays heard, so that it is not the silence that lets another in.
    for (let second = 0; second < 14; second += 1) {
      clock.advanceBy(1_000);
      first.beat();
      await until(() => first.heard.filter(({ t }) => t === 'hb').length > second);
    }
    const before = [server.hasSecond, notices(first).length];
    clock.advanceBy(1_000);
    await heard(2);
    expect([before, server.hasSecond, notices(first).at(-1)]).toEqual([[true, 1], false, '']);
  });

  test.each<readonly [string, string | undefined, string | undefined, boolean]>([
    ['the same chart', 'one', 'one', true],
    ['another chart', 'one', 'two', false],
    ['a chart without a name', 'one', undefined, false],
    ['any chart where the first has no name', undefined, 'two', false],
    ['no name where the first has none', undefined, undefined, false],
  ])('is taken over by %s: %s, %s: %s', async (_what, one, two, isLetIn) => {
    const { told, logged, from } = await door();
    const first = await from(one);
    const second = await from(two);
    await until(() => (isLetIn ? first.isClosed : second.isClosed));
    expect([second.session !== '', first.isClosed, told.closed.length]).toEqual([isLetIn, isLetIn, isLetIn ? 1 : 0]);
    const isLogged = logged.some(
      ([level, text]) => level === 'warn' && text === 'A newer connection of the Expert Advisor ends the older one',
    );
    expect(isLogged).toBe(isLetIn);
    if (isLetIn) expect(first.heard.at(-1)).toMatchObject({ t: 'bye', code: 'taken', reason: 'a newer connection took over' });
  });

  test('that has fallen silent for three seconds makes way for another chart, and not earlier', async () => {
    const { clock, from } = await door();
    const first = await from('one');
    clock.advanceBy(3_000);
    const early = await from('two');
    clock.advanceBy(1);
    const late = await from('three');
    await until(() => first.isClosed);
    expect([early.session, late.session !== '', first.isClosed]).toEqual(['', true, true]);
  });

  test('that ends is told once, by what ended it, and the next one is let in', async () => {
    const { server, told, from } = await door();
    const first = await from('one');
    server.drop('it was restarted');
    await until(() => first.isClosed);
    const second = await from('two');
    expect([told.closed, told.opened, second.session !== '', first.heard.at(-1)]).toMatchObject([
      ['it was restarted'],
      ['one', 'two'],
      true,
      { t: 'bye', code: 'over' },
    ]);
  });

  test('ends with the cockpit, with a goodbye, and nothing is left of a notice', async () => {
    const { server, clock, from } = await door();
    const first = await from('one');
    await from('two');
    await server.stop();
    await until(() => first.isClosed);
    expect([first.heard.at(-1), clock.nextDue()]).toMatchObject([{ t: 'bye', reason: 'the cockpit is closed' }, null]);
    await server.stop();
  });
});
