import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { config } from '#shared/config';
import type { OrderRequest, Outcome } from '#shared/domain';
import {
  createPaperTerminal,
  PaperStoreFault,
  type PaperTerminal,
  type PaperTerminalOptions,
} from '#main/adapters/paper-broker/index.ts';
import type { TerminalNews } from '#ports';
import { VirtualClock } from './virtual-clock.ts';

const NOW = Date.UTC(2026, 4, 6, 13, 20, 31);
const PAPER = config.parse({}).paper;
let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-'));
  file = join(folder, 'paper.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

type Rig = { terminal: PaperTerminal; clock: VirtualClock; news: TerminalNews[] };
async function started(changes: Partial<PaperTerminalOptions> = {}, now = NOW): Promise<Rig> {
  const clock = new VirtualClock(now);
  const market = { kind: 'demo', historyBars: 100, offsetMinutes: () => 0 } as const;
  const terminal = createPaperTerminal({ config: PAPER, clock, market, dataFile: null, ...changes });
  const news: TerminalNews[] = [];
  terminal.onNews((one) => news.push(one));
  await terminal.start();
  clock.move(2_000);
  return { terminal, clock, news };
}

function order({ terminal, clock }: Rig, clientOrderId = 'A', volume = 1): OrderRequest {
  const stopLoss = Number((terminal.quote('EURUSD')!.bid - 0.002).toFixed(5));
  return {
    op: 'open',
    clientOrderId,
    symbol: 'EURUSD',
    side: 'BUY',
    volume,
    stopLoss,
    takeProfit: null,
    deviationPoints: 0,
    magic: 1,
    deadlineAt: clock.nowMs() + 1_000,
  };
}
async function sent(rig: Rig, request: OrderRequest): Promise<Outcome> {
  const answer = rig.terminal.send(request);
  rig.clock.move(1_500);
  return answer;
}

describe('paper terminal in real time', () => {
  it('goes up, quotes, closes bars each minute and has a history without a hole', async () => {
    const { terminal, clock, news } = await started();
    clock.move(120_000);
    expect(terminal.source).toBe('demo market, seed 1');
    expect(news[0]).toEqual({ kind: 'link', link: 'up' });
    expect(terminal.link().state).toBe('up');
    expect(terminal.link().ageMs).toBeLessThan(2_000);
    const bars = news.flatMap((one) => (one.kind === 'bar' && one.bar.symbol === 'EURUSD' ? [one.bar] : []));
    expect(bars.map((bar) => bar.time)).toEqual([Date.UTC(2026, 4, 6, 13, 20), Date.UTC(2026, 4, 6, 13, 21)]);
    const history = await terminal.history('EURUSD', 50);
    expect(history.map((bar) => bar.time)).toEqual(
      Array.from({ length: 50 }, (_, at) => Date.UTC(2026, 4, 6, 13, 21) - (49 - at) * 60_000),
    );
    expect(history.every((bar) => bar.source === 'history')).toBe(true);
  });

  it('answers a little later, tells the deal, and values the position at each look', async () => {
    const rig = await started();
    const answer = rig.terminal.send(order(rig));
    expect(rig.terminal.snapshot()?.positions).toEqual([]);
    rig.clock.move(10);
    expect(await answer).toMatchObject({ kind: 'confirmed', retcode: 10009, volume: 1 });
    expect(rig.news.filter((one) => one.kind === 'deal')).toMatchObject([{ deal: { entry: 'in', clientOrderId: 'A' } }]);
    const first = rig.terminal.snapshot()?.positions[0]?.profit;
    rig.clock.move(20_000);
    expect(rig.terminal.snapshot()?.positions[0]?.profit).not.toBe(first);
    expect((await rig.terminal.refresh())?.at).toBe(rig.clock.nowMs());
  });

  it('an answer that is lost is unknown at the deadline, and the order is found by its id', async () => {
    const rig = await started({ faults: { strike: () => ({ kind: 'answer_lost' }) } });
    expect(await sent(rig, order(rig))).toMatchObject({ kind: 'unknown', why: 'no answer by the deadline' });
    expect(await rig.terminal.probe('A')).toMatchObject({ kind: 'found', position: { clientOrderId: 'A' } });
    expect(await sent(rig, order(rig))).toMatchObject({ kind: 'confirmed' });
    expect(rig.terminal.snapshot()?.positions).toHaveLength(1);
  });

  it('stopping settles what is under way as unknown, and afterwards nothing is sent', async () => {
    const rig = await started();
    const answer = rig.terminal.send(order(rig));
    await rig.terminal.stop();
    expect(await answer).toMatchObject({ kind: 'unknown', why: 'the paper terminal was stopped' });
    expect(await rig.terminal.send(order(rig, 'B'))).toMatchObject({ kind: 'refused', retcode: 0 });
    expect(await rig.terminal.probe('A')).toMatchObject({ kind: 'unreachable' });
    expect(rig.terminal.link().state).toBe('down');
    expect(rig.news.at(-1)).toEqual({ kind: 'link', link: 'down' });
  });
});

describe('the books in a file', () => {
  it('of 0.6.0, which name client order ids another way, are brought up to date: the answer, the deal and the position are found', async () => {
    const rig = await started({ dataFile: file });
    const request = order(rig);
    const answer = await sent(rig, request);
    await rig.terminal.stop();
    const db = new DatabaseSync(file);
    db.exec(`ALTER TABLE answers RENAME COLUMN client_order_id TO cid;
      UPDATE deals SET deal = json_remove(json_set(deal, '$.cid', json_extract(deal, '$.clientOrderId')), '$.clientOrderId')`);
    db.close();
    for (const at of [NOW + 10_000, NOW + 20_000]) {
      const again = await started({ dataFile: file }, at);
      const [deal] = await again.terminal.deals(NOW);
      expect([deal?.clientOrderId, again.terminal.snapshot()?.positions[0]?.clientOrderId]).toEqual(['A', 'A']);
      expect(await again.terminal.probe('A')).toMatchObject({ kind: 'found', position: { clientOrderId: 'A' } });
      expect(await sent(again, { ...request, deadlineAt: at + 4_000 })).toEqual(answer);
      expect(again.terminal.snapshot()?.positions).toHaveLength(1);
      await again.terminal.stop();
    }
  });

  it('everything is there after a stop, and the prices go on from where they were', async () => {
    const rig = await started({ dataFile: file });
    await sent(rig, order(rig));
    const before = rig.terminal.snapshot()!;
    const price = rig.terminal.quote('EURUSD')!.bid;
    const bars = await rig.terminal.history('GBPUSD', 200);
    await rig.terminal.stop();
    const clock = new VirtualClock(NOW + 3_600_000);
    const again = createPaperTerminal({
      config: PAPER,
      clock,
      market: { kind: 'demo', historyBars: 100, offsetMinutes: () => 0 },
      dataFile: file,
    });
    expect(again.quote('EURUSD')!.bid).toBe(price);
    await again.start();
    expect(again.snapshot()?.positions).toMatchObject([
      { ticket: before.positions[0]!.ticket, clientOrderId: 'A', entry: before.positions[0]!.entry },
    ]);
    expect(again.snapshot()?.account.balance).toBe(before.account.balance);
    expect(await again.deals(0)).toMatchObject([{ clientOrderId: 'A', entry: 'in' }]);
    expect(await again.history('GBPUSD', 200)).toEqual(bars);
    clock.move(1_500);
    expect(Math.abs(again.quote('EURUSD')!.bid - price)).toBeLessThan(0.0004);
    const second = again.send({ ...(order(rig) as Extract<OrderRequest, { op: 'open' }>), deadlineAt: clock.nowMs() + 1_000 });
    clock.move(100);
    expect(await second).toMatchObject({ kind: 'confirmed', ticket: before.positions[0]!.ticket });
    expect(again.snapshot()?.positions).toHaveLength(1);
    await again.stop();
  });

  it('a stop that was passed while the process was down is judged on the first price', async () => {
    const rig = await started({ dataFile: file });
    await sent(rig, order(rig));
    await rig.terminal.stop();
    const low = { symbol: 'EURUSD', bid: 1.05, ask: 1.0501, at: NOW + 3_600_000 };
    const market = {
      source: 'test',
      symbols: ['EURUSD'],
      history: () => [],
      priming: () => [],
      advance: (to: number) => (to < low.at ? [] : [low]),
      pathMinutes: () => 0,
    };
    const clock = new VirtualClock(NOW + 3_600_000);
    const again = createPaperTerminal({ config: PAPER, clock, market: { kind: 'file', market }, dataFile: file });
    const news: TerminalNews[] = [];
    again.onNews((one) => news.push(one));
    await again.start();
    expect(news.filter((one) => one.kind === 'deal')).toMatchObject([{ deal: { reason: 'sl', price: 1.05, entry: 'out' } }]);
    await again.stop();
  });

  it('a process killed the moment it has its answer loses nothing', async () => {
    const script = fileURLToPath(new URL('./broker-process.ts', import.meta.url));
    const { stdout, signal } = spawnSync(process.execPath, [script, file], { encoding: 'utf8' });
    // TerminateProcess of Windows leaves no signal behind.
    expect(signal).toBe(process.platform === 'win32' ? null : 'SIGKILL');
    const told = JSON.parse(stdout) as { outcome: Extract<Outcome, { kind: 'confirmed' }>; bid: number; balance: number };
    const clock = new VirtualClock(Date.now());
    const again = createPaperTerminal({
      config: PAPER,
      clock,
      market: { kind: 'demo', historyBars: 100, offsetMinutes: () => 0 },
      dataFile: file,
    });
    await again.start();
    expect(again.snapshot()).toMatchObject({
      account: { balance: told.balance },
      positions: [{ ticket: told.outcome.ticket, clientOrderId: 'KILLED', volume: 0.5 }],
    });
    expect(await again.probe('KILLED')).toMatchObject({ kind: 'found', outcome: told.outcome });
    expect(await again.deals(0)).toHaveLength(1);
    expect((await again.history('XAUUSD', 1_000)).length).toBeGreaterThanOrEqual(100);
    expect(again.quote('EURUSD')!.bid).toBeCloseTo(told.bid, 3);
    await again.stop();
  });

  it('a file that is not the account’s is refused in words', async () => {
    const rig = await started({ dataFile: file });
    await rig.terminal.stop();
    expect(() =>
      createPaperTerminal({
        config: { ...PAPER, currency: 'EUR' },
        clock: rig.clock,
        market: { kind: 'demo', historyBars: 0, offsetMinutes: () => 0 },
        dataFile: file,
      }),
    ).toThrow('The saved paper account is in USD, the configuration says EUR');
    expect(existsSync(`${file}-wal`), 'a file that was refused is closed again').toBe(false);
    expect(() =>
      createPaperTerminal({
        config: PAPER,
        clock: rig.clock,
        market: { kind: 'demo', historyBars: 0, offsetMinutes: () => 0 },
        dataFile: folder,
      }),
    ).toThrow(PaperStoreFault);
  });
});
