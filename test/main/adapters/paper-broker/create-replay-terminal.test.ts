import { expect, it } from 'vitest';
import { config } from '#shared/config';
import type { Bar } from '#shared/domain';
import { createReplayTerminal } from '#main/adapters/paper-broker/index.ts';
import { ticksOfBar } from '#main/paper-broker/index.ts';
import type { TerminalNews } from '#ports';
import { VirtualClock } from './virtual-clock.ts';

const PAPER = { ...config.parse({}).paper, slippagePoints: 0 };
const START = Date.UTC(2014, 4, 1);
const bar = (minute: number, low: number): Bar => ({
  symbol: 'EURUSD',
  timeframe: 'M1',
  time: START + minute * 60_000,
  open: 1.386,
  high: 1.3862,
  low,
  close: 1.3861,
  volume: 70,
  spreadPoints: 10,
  source: 'live',
});

it('bars: their ticks are judged, the bar is told as the file has it, an order is answered within the call', async () => {
  const clock = new VirtualClock(START);
  const terminal = createReplayTerminal({
    config: PAPER,
    clock,
    file: { name: 'EURUSD_M1.csv', kind: 'bars' },
    symbols: ['EURUSD'],
    history: [bar(-1, 1.3859)],
  });
  const news: TerminalNews[] = [];
  terminal.onNews((one) => news.push(one));
  await terminal.start();
  const play = (one: Bar): void => {
    for (const tick of ticksOfBar(one, 0.00001)) {
      clock.moveTo(tick.at);
      terminal.feedTick(tick);
    }
    clock.moveTo(one.time + 60_000);
    terminal.feedTime(clock.nowMs());
    terminal.feedBar(one);
  };
  play(bar(0, 1.3859));
  expect(terminal.source).toBe('file EURUSD_M1.csv, bars');
  let answered: unknown = null;
  void terminal
    .send({
      op: 'open',
      clientOrderId: 'A',
      symbol: 'EURUSD',
      side: 'BUY',
      volume: 1,
      stopLoss: 1.3855,
      takeProfit: null,
      deviationPoints: 0,
      magic: 1,
      deadlineAt: clock.nowMs(),
    })
    .then((outcome) => (answered = outcome));
  expect(terminal.snapshot()?.positions).toHaveLength(1);
  await Promise.resolve();
  expect(answered).toMatchObject({ kind: 'confirmed', price: 1.3862 });
  play(bar(1, 1.3851));
  expect(news.flatMap((one) => (one.kind === 'bar' ? [one.bar] : []))).toEqual([bar(0, 1.3859), bar(1, 1.3851)]);
  expect(news.findLast((one) => one.kind === 'deal')).toMatchObject({
    deal: { reason: 'sl', price: 1.3851, at: START + 75_000 },
  });
  expect((await terminal.history('EURUSD', 10)).map((one) => one.time)).toEqual(
    [-1, 0, 1].map((minute) => START + minute * 60_000),
  );
});

it('ticks: they make the bars', async () => {
  const clock = new VirtualClock(START);
  const terminal = createReplayTerminal({
    config: PAPER,
    clock,
    file: { name: 'EURUSD_TICKS_x.csv', kind: 'ticks' },
    symbols: ['EURUSD'],
  });
  const bars: Bar[] = [];
  terminal.onNews((one) => {
    if (one.kind === 'bar') bars.push(one.bar);
  });
  await terminal.start();
  for (const tick of ticksOfBar(bar(0, 1.3859), 0.00001)) terminal.feedTick(tick);
  terminal.feedTime(START + 60_000);
  expect(bars).toEqual([{ ...bar(0, 1.3859), volume: 4 }]);
});
