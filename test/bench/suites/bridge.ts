import { connect } from 'node:net';
import { once } from 'node:events';
import { bridge } from '../../main/adapters/mt5/bridge-in-hand.ts';
import { Latencies } from '../measure/latencies.ts';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Figures, Suite } from '../suite.ts';
import { FIFTY } from '../world/fifty-symbols.ts';
import { startProgram } from '../world/process.ts';

const WARM = 500;
const ROUNDS = 4_000;
/** Bytes of an order's command on the wire. */
const BYTES = 260;

async function rounds(once: (round: number) => Promise<void>): Promise<Figures> {
  const times = new Latencies();
  for (let i = 0; i < WARM + ROUNDS; i += 1) {
    const began = nanoseconds();
    await once(i);
    if (i >= WARM) times.add(nanoseconds() - began);
  }
  const { p50, p99 } = times.us();
  return { p50, p99 };
}

async function echo(): Promise<Figures> {
  const server = await startProgram(new URL('../world/raw-echo.ts', import.meta.url), []);
  const socket = connect({ host: '127.0.0.1', port: Number(server.ready), noDelay: true });
  await once(socket, 'connect');
  const line = Buffer.alloc(BYTES, 0x61);
  let left = 0;
  let back: () => void = () => undefined;
  socket.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left <= 0) back();
  });
  try {
    return await rounds(
      () =>
        new Promise((resolve) => {
          left = BYTES;
          back = resolve;
          socket.write(line);
        }),
    );
  } finally {
    socket.destroy();
    await server.stop();
  }
}

/** `ticks`: how many a second come in meanwhile, over fifty symbols together. */
async function ours(ticks: number): Promise<Figures> {
  const { terminal, port, token } = await bridge({ symbols: FIFTY });
  const ea = await startProgram(new URL('../world/answering-ea.ts', import.meta.url), [String(port), token, String(ticks)]);
  while (terminal.link().state !== 'up') await new Promise((resolve) => setTimeout(resolve, 10));
  try {
    return await rounds(async (round) => {
      const clientOrderId = String(round).padStart(16, '0');
      const outcome = await terminal.send({
        op: 'open',
        clientOrderId,
        symbol: 'EURUSD',
        side: 'BUY',
        volume: 0.1,
        stopLoss: 1.09,
        takeProfit: null,
        deviationPoints: 5,
        magic: 7,
        deadlineAt: Date.now() + 5_000,
      });
      if (outcome.kind !== 'confirmed') throw new Error(`answered with ${JSON.stringify(outcome)}`);
    });
  } finally {
    await ea.stop();
    await terminal.stop();
  }
}

export const suite: Suite = {
  name: 'bridge',
  title: 'Order to its answer over the bridge, two processes, loopback',
  baseline: 'raw TCP echo of the same size',
  metrics: [
    { key: 'p50', label: 'p50', unit: 'us' },
    { key: 'p99', label: 'p99', unit: 'us' },
  ],
  candidates: [
    { name: 'raw TCP echo of the same size', measure: echo },
    { name: 'ours: command, session, checks, outcome', measure: () => ours(0) },
    { name: 'ours, and 200 ticks a second of 50 symbols', measure: () => ours(200) },
    { name: 'ours, and 200 ticks a second of each of 50 symbols', measure: () => ours(10_000) },
  ],
  notes: [
    'Both sides of ours are Node; MetaTrader wakes its Expert Advisor every 10 to 20 ms, which is what a trader will see.',
    'The far side cannot turn off TCP’s delay of small packets, as MQL5 cannot: an answer behind a tick may wait for an acknowledgement (p99).',
    'Its own way through the compiled Expert Advisor is tested, not timed: the sanitizers are in it.',
  ],
};
