import { config } from '#shared/config';
import { createPaperTerminal } from '#main/adapters/paper-broker/index.ts';
import type { Clock } from '#ports';

/** A process that trades once on the paper broker and is killed the moment it has the answer. Argument: the data file. */
const clock: Clock = {
  nowMs: () => Date.now(),
  wallMs: () => Date.now(),
  monoMs: () => performance.now(),
  after: (delayMs, act) => {
    const timer = setTimeout(act, delayMs);
    return () => clearTimeout(timer);
  },
  soon: (act) => void setImmediate(act),
};
const terminal = createPaperTerminal({
  config: config.parse({}).paper,
  clock,
  market: { kind: 'demo', historyBars: 100, offsetMinutes: () => 0 },
  dataFile: process.argv[2] ?? '',
});
await terminal.start();
while (terminal.quote('EURUSD') === null) await new Promise((resolve) => setTimeout(resolve, 50));
const bid = terminal.quote('EURUSD')?.bid ?? 0;
const outcome = await terminal.send({
  op: 'open',
  clientOrderId: 'KILLED',
  symbol: 'EURUSD',
  side: 'BUY',
  volume: 0.5,
  stopLoss: Number((bid - 0.003).toFixed(5)),
  takeProfit: null,
  deviationPoints: 0,
  magic: 1,
  deadlineAt: Date.now() + 2_000,
});
process.stdout.write(JSON.stringify({ outcome, bid, balance: terminal.snapshot()?.account.balance }), () =>
  process.kill(process.pid, 'SIGKILL'),
);
