import { describe, expect, it } from 'vitest';
import { config } from '#shared/config';
import { NOT_SENT, type OrderRequest } from '#shared/domain';
import { createPaperTerminal, type PaperTerminalOptions } from '#main/adapters/paper-broker/index.ts';
import type { TerminalNews } from '#ports';
import { VirtualClock } from './virtual-clock.ts';

const NOW = Date.UTC(2026, 4, 6, 13, 20, 31);

async function started(changes: Partial<PaperTerminalOptions> = {}) {
  const clock = new VirtualClock(NOW);
  const terminal = createPaperTerminal({
    config: config.parse({}).paper,
    clock,
    market: { kind: 'demo', historyBars: 10, offsetMinutes: () => 0 },
    dataFile: null,
    latency: false,
    ...changes,
  });
  const news: TerminalNews[] = [];
  terminal.onNews((one) => news.push(one));
  await terminal.start();
  clock.move(2_000);
  const open = (clientOrderId = 'A', changed: Partial<Extract<OrderRequest, { op: 'open' }>> = {}): OrderRequest => ({
    op: 'open',
    clientOrderId,
    symbol: 'EURUSD',
    side: 'BUY',
    volume: 1,
    stopLoss: Number((terminal.quote('EURUSD')!.bid - 0.002).toFixed(5)),
    takeProfit: null,
    deviationPoints: 0,
    magic: 1,
    deadlineAt: clock.nowMs() + 1_000,
    ...changed,
  });
  const links = (): string[] => news.flatMap((one) => (one.kind === 'link' ? [one.link] : []));
  return { clock, terminal, news, open, links };
}

describe('the link of the paper terminal', () => {
  it('that is cut stays down for as long as was said, whatever is tried, and comes back by itself', async () => {
    const { terminal, clock, links } = await started();
    terminal.cutFor(5_000);
    await terminal.start();
    await terminal.reconnect();
    clock.move(4_900);
    const during = terminal.link();
    clock.move(200);
    expect([during.state, terminal.link().state, links()]).toEqual(['down', 'up', ['up', 'down', 'up']]);
    expect(during.ageMs).toBeGreaterThanOrEqual(4_900);
    expect(terminal.link().ageMs).toBeLessThan(1_000);
  });

  it('that is down shows the last look, gives no new one, sends nothing and finds nothing out', async () => {
    const { terminal, clock, open } = await started();
    await terminal.send(open());
    const last = terminal.snapshot();
    terminal.cutFor(60_000);
    clock.move(10_000);
    expect([terminal.snapshot(), await terminal.refresh(), await terminal.probe('A')]).toEqual([
      last,
      null,
      { kind: 'unreachable', why: 'the paper terminal is not running' },
    ]);
    expect(await terminal.send(open('B'))).toEqual({
      kind: 'refused',
      retcode: NOT_SENT,
      text: 'No connection: the paper terminal is not running, nothing was sent',
      at: clock.nowMs(),
    });
  });

  it('that is made new is down and up again at once; one that is up is not started twice', async () => {
    const { terminal, links } = await started();
    await terminal.start();
    await terminal.reconnect();
    expect([links(), terminal.link().state]).toEqual([['up', 'down', 'up'], 'up']);
  });

  it('gives no prices while it is down, and goes on where the market is when it is back', async () => {
    const { terminal, clock, news } = await started();
    const count = (): number => news.filter(({ kind }) => kind === 'quote').length;
    terminal.cutFor(30_000);
    const before = count();
    clock.move(29_000);
    const during = count();
    clock.move(5_000);
    expect([during - before, count() > during]).toEqual([0, true]);
    expect(terminal.quote('EURUSD')!.at).toBeGreaterThan(NOW + 30_000);
  });
});

describe('what moves without an order of ours', () => {
  it('a deposit and a charge change the balance by their amount, and are listed', async () => {
    const { terminal } = await started();
    const before = terminal.snapshot()!.account.balance;
    terminal.operate('transfer', 500);
    terminal.operate('charge', -20);
    const { account } = terminal.snapshot()!;
    expect([account.balance - before, account.operations?.map(({ kind, amount }) => [kind, amount])]).toEqual([
      480,
      [
        ['transfer', 500],
        ['charge', -20],
      ],
    ]);
  });

  it('a trade made by hand is a deal that is told, and a position that is not ours', async () => {
    const { terminal, news } = await started();
    terminal.tradeByHand({ symbol: 'EURUSD', side: 'SELL', volume: 0.5, stopLoss: null, takeProfit: null, price: null });
    const [told] = news.flatMap((one) => (one.kind === 'deal' ? [one.deal] : []));
    expect([
      told?.volume,
      told?.direction,
      terminal.snapshot()?.positions.map(({ clientOrderId, volume }) => [clientOrderId, volume]),
    ]).toEqual([0.5, 'SELL', [[null, 0.5]]]);
  });

  it('the Algo Trading button lets no order in while it is off', async () => {
    const { terminal, open } = await started();
    terminal.setAlgoTrading(false);
    const off = await terminal.send(open('A'));
    const shown = terminal.snapshot()?.account.algoTrading;
    terminal.setAlgoTrading(true);
    expect([off.kind, shown, (await terminal.send(open('B'))).kind]).toEqual(['refused', false, 'confirmed']);
  });
});

describe('a copy for a rehearsal', () => {
  it('has the same books and prices, and what happens in it happens nowhere else', async () => {
    const { terminal, open } = await started();
    await terminal.send(open('A'));
    const copy = terminal.copy();
    await copy.start();
    const [held] = copy.snapshot()!.positions;
    await copy.send({ op: 'close', clientOrderId: 'X', ticket: held!.ticket, volume: null, deadlineAt: NOW + 60_000 });
    expect([
      copy.snapshot()?.positions.length,
      terminal.snapshot()?.positions.length,
      copy.source.startsWith('a copy of '),
    ]).toEqual([0, 1, true]);
  });

  it('hears of prices until it is stopped', async () => {
    const { terminal, clock } = await started();
    const copy = terminal.copy();
    await copy.start();
    clock.move(5_000);
    const together = copy.quote('EURUSD')?.at === terminal.quote('EURUSD')?.at;
    await copy.stop();
    const at = copy.quote('EURUSD')?.at;
    clock.move(5_000);
    expect([together, copy.quote('EURUSD')?.at === at, terminal.quote('EURUSD')!.at > at!]).toEqual([true, true, true]);
  });
});
