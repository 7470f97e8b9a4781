import { afterEach, describe, expect, test } from 'vitest';
import type { Mt5Terminal } from '#main/adapters/mt5/index.ts';
import { NOT_SENT, type OrderRequest } from '#shared/domain';
import type { TerminalNews } from '#ports';
import { bridge } from './bridge-in-hand.ts';
import { DEAL, OFFSET_MS } from './lines-in-hand.ts';
import { ScriptedEa } from './scripted-ea.ts';
import { until } from './waiting.ts';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
async function linked(changes: Parameters<typeof bridge>[0] = {}) {
  const made = await bridge(changes);
  open.push(() => made.terminal.stop());
  const news: TerminalNews[] = [];
  open.push(made.terminal.onNews((one) => void news.push(one)));
  const ea = await ScriptedEa.up(made.port, made.terminal);
  open.push(() => ea.cut());
  return { ...made, ea, news };
}
const openOrder = (changes: Partial<OrderRequest> = {}): OrderRequest =>
  ({
    op: 'open',
    clientOrderId: '0123456789ABCDEF',
    symbol: 'EURUSD',
    side: 'BUY',
    volume: 0.1,
    stopLoss: 1.09,
    takeProfit: null,
    deviationPoints: 5,
    magic: 7,
    deadlineAt: Date.now() + 60_000,
    ...changes,
  }) as OrderRequest;
const isUp = (terminal: Mt5Terminal) => terminal.link().state === 'up';

describe('the link', () => {
  test('is stale while the terminal has no connection to its broker, though the Expert Advisor is heard', async () => {
    const { terminal, ea, logged } = await linked();
    ea.beat({ connected: false });
    const isStale = await until(() => terminal.link().state === 'stale');
    const obstacle = terminal.obstacle?.text ?? '';
    ea.beat({ connected: false });
    ea.beat();
    expect([isStale, await until(() => isUp(terminal)), terminal.obstacle]).toEqual([true, true, null]);
    expect(obstacle).toContain('no connection to the broker');
    ea.beat({ connected: false });
    await until(() => logged.filter((line) => line.startsWith(obstacle)).length === 2);
    expect(logged.filter((line) => line.startsWith(obstacle)).length, 'logged when it begins, not at every heartbeat').toBe(2);
  });

  test('tells when it comes and when it goes, and names server and account', async () => {
    const { terminal, ea, news } = await linked();
    const during = [terminal.source, terminal.account?.login];
    ea.cut();
    await until(() => terminal.link().state === 'down');
    expect([during, terminal.account, terminal.obstacle?.code]).toEqual([
      ['Demo, MetaTrader 5', '5012345'],
      null,
      'not_connected',
    ]);
    expect(news.filter(({ kind }) => kind === 'link')).toEqual([
      { kind: 'link', link: 'up' },
      { kind: 'link', link: 'down' },
    ]);
  });

  test('what keeps it from trading is news once, in the heartbeat that tells it', async () => {
    const { terminal, ea, news } = await linked();
    const told = () => news.filter(({ kind }) => kind === 'obstacle').length;
    const before = told();
    ea.beat({ terminalTrade: false });
    await until(() => terminal.obstacle !== null);
    ea.beat({ terminalTrade: false });
    ea.beat({ eaTrade: false });
    await until(() => terminal.obstacle?.code === 'program_not_allowed');
    expect([terminal.link().state, told() - before]).toEqual(['up', 2]);
  });

  test('another account at the terminal is told as that, not as silence', async () => {
    const { terminal, ea, port, news } = await linked();
    ea.cut();
    await until(() => terminal.link().state === 'down');
    const other = new ScriptedEa(port, { login: '777' });
    open.push(() => other.cut());
    await other.greet();
    await until(() => other.heard.some(({ t }) => t === 'challenge'));
    other.prove();
    await until(() => terminal.obstacle?.code === 'account_changed');
    expect([terminal.obstacle?.code, terminal.obstacle?.text, news.at(-1)?.kind]).toEqual([
      'account_changed',
      expect.stringMatching(/account 777 at Demo, not to 5012345 at Demo/) as string,
      'obstacle',
    ]);
    const back = await ScriptedEa.up(port, terminal);
    open.push(() => back.cut());
    expect(terminal.obstacle).toBeNull();
  });

  test('the account that is chosen in the place of the one that is traded is let in, and the other one’s session ends', async () => {
    const { terminal, ea, port } = await linked();
    const other = new ScriptedEa(port, { login: '777' });
    open.push(() => other.cut());
    await other.greet();
    await until(() => other.isClosed);
    expect(terminal.accounts.aside).toMatchObject([{ login: '777', server: 'Demo', obstacle: null }]);
    expect(terminal.accounts.choose({ login: '777', server: 'Demo' })).toBeNull();
    await until(() => ea.isClosed && terminal.link().state === 'down');
    const chosen = await ScriptedEa.up(port, terminal, { login: '777' });
    open.push(() => chosen.cut());
    expect([terminal.account?.login, terminal.obstacle, terminal.accounts.pinned?.how]).toEqual(['777', null, 'chosen']);
  });

  test('what was turned away says nothing of what was chosen since', async () => {
    const { terminal, ea, port } = await linked();
    ea.cut();
    await until(() => terminal.link().state === 'down');
    const other = new ScriptedEa(port, { login: '777' });
    open.push(() => other.cut());
    await other.greet();
    await until(() => terminal.obstacle?.code === 'account_changed');
    expect(terminal.accounts.choose({ login: '777', server: 'Demo' })).toBeNull();
    expect(terminal.obstacle?.code).toBe('not_connected');
  });

  test('has the limits that the Expert Advisor tells with its heartbeat, or the stricter ones of the configuration', async () => {
    const { terminal, ea } = await linked();
    expect(terminal.caps.lots).toEqual({ most: 5, setting: 'mt5.maxLots' });
    const guards = { positions: 3, perMinute: 60, perDay: 1_800, lastMinute: 1, today: 2, needStop: true, onlyDemo: true };
    ea.beat({ guards: { ...guards, lots: 0.5, symbols: '', keptLots: 5, keptPositions: 9 } });
    await until(() => terminal.caps.lots.most !== 5);
    expect(terminal.caps).toMatchObject({
      lots: { most: 0.5, setting: 'InpMaxLots' },
      positions: { most: 3, setting: 'InpMaxPositions' },
    });
  });

  test('before anybody has connected is down, for as long as the bridge has been there', async () => {
    const { terminal } = await bridge();
    open.push(() => terminal.stop());
    const { state, ageMs } = terminal.link();
    expect([state, ageMs >= 0, terminal.source, terminal.account]).toEqual([
      'down',
      true,
      'MetaTrader 5, not connected yet',
      null,
    ]);
  });
});

describe('an order', () => {
  test('in a symbol that the broker does not have is not sent', async () => {
    const { terminal, ea } = await linked();
    expect(await terminal.send(openOrder({ symbol: 'XAUUSD' }))).toMatchObject({
      kind: 'refused',
      retcode: NOT_SENT,
      text: 'The broker has no symbol of that name: nothing was sent',
    });
    expect(ea.saidTo('open')).toEqual([]);
  });

  test('is not sent before the first snapshot, though the Expert Advisor is there', async () => {
    const { terminal, port } = await bridge();
    open.push(() => terminal.stop());
    const ea = new ScriptedEa(port);
    open.push(() => ea.cut());
    await ea.greet();
    await until(() => ea.saidTo('snapshot').length === 1);
    expect(await terminal.send(openOrder())).toMatchObject({
      kind: 'refused',
      text: 'MetaTrader is not ready: nothing was sent',
    });
    expect([terminal.link().state, ea.saidTo('open')]).toEqual(['down', []]);
  });
});

describe('news', () => {
  test('of a deal is told with its numbers, and not when it answers a question', async () => {
    const { ea, news } = await linked();
    const { seq: _ours, ...line } = DEAL;
    const deal = { ...line, sym: 'EURUSD', ms: Date.now() + OFFSET_MS };
    ea.say({ ...deal, ticket: '1', q: 'q99' });
    ea.say({ ...deal, ticket: '2' });
    await until(() => news.some(({ kind }) => kind === 'deal'));
    expect(news.filter(({ kind }) => kind === 'deal')).toMatchObject([{ deal: { ticket: '2', symbol: 'EURUSD', profit: 42 } }]);
  });

  test('of a price and of a candle carry our name of the symbol and UTC', async () => {
    const { ea, news } = await linked();
    const now = Math.floor(Date.now() / 60_000) * 60_000;
    ea.say({ t: 'tick', sym: 'EURUSD', bid: 1.2, ask: 1.21, ms: now + OFFSET_MS });
    ea.say({ t: 'bar', sym: 'EURUSD', ms: now + OFFSET_MS, o: 1, h: 4, l: 0.5, c: 2, vol: 9, spread: 3 });
    await until(() => news.some(({ kind }) => kind === 'bar'));
    expect(news.filter(({ kind }) => kind === 'quote' || kind === 'bar')).toEqual([
      { kind: 'quote', quote: { symbol: 'EURUSD', bid: 1.2, ask: 1.21, at: now } },
      {
        kind: 'bar',
        bar: {
          symbol: 'EURUSD',
          timeframe: 'M1',
          time: now,
          open: 1,
          high: 4,
          low: 0.5,
          close: 2,
          volume: 9,
          spreadPoints: 3,
          source: 'live',
        },
      },
    ]);
  });

  test('stops for who has left', async () => {
    const { terminal, ea } = await linked();
    const heard: TerminalNews[] = [];
    const off = terminal.onNews((one) => void heard.push(one));
    off();
    ea.cut();
    await until(() => terminal.link().state === 'down');
    expect(heard).toEqual([]);
  });
});

test('the floor is told at the beginning of a session and on change, never while the link is down', async () => {
  const { terminal, port } = await bridge();
  open.push(() => terminal.stop());
  terminal.guard.keep({ equity: 47_500, untilMs: 1_754_431_200_000 });
  const ea = await ScriptedEa.up(port, terminal);
  open.push(() => ea.cut());
  await until(() => ea.saidTo('floor').length === 1);
  terminal.guard.keep({ equity: 47_600, untilMs: 1_754_431_200_000 });
  await until(() => ea.saidTo('floor').length === 2);
  expect(ea.saidTo('floor')).toMatchObject([{ equity: 47_500 }, { equity: 47_600 }]);
  // The PC's clock and the cockpit's are read one after the other: a millisecond may lie between them.
  expect(Math.abs(Number(ea.saidTo('floor')[1]?.['untilMs']) - 1_754_431_200_000)).toBeLessThanOrEqual(5);
});

test('a session whose first snapshot does not add up is ended, and says why', async () => {
  const { terminal, port, logged } = await bridge();
  open.push(() => terminal.stop());
  const ea = new ScriptedEa(port);
  open.push(() => ea.cut());
  await ea.greet();
  await until(() => ea.saidTo('snapshot').length === 1);
  ea.snapshot(String(ea.saidTo('snapshot')[0]?.['q']), '0'.repeat(64));
  expect([await until(() => ea.isClosed), terminal.link().state]).toEqual([true, 'down']);
  expect(logged.some((line) => line.includes('MetaTrader said something that does not hold'))).toBe(true);
  expect(logged.some((line) => line.includes('there was no first snapshot'))).toBe(true);
});

test('asked to connect again, it ends the session with a word', async () => {
  const { terminal, ea } = await linked();
  await terminal.reconnect();
  expect([await until(() => ea.isClosed), ea.heard.at(-1)]).toMatchObject([true, { t: 'bye', reason: 'reconnecting' }]);
});
