/** Orders over the bridge, one after the other, and the floor beside them: the same bytes to a program that gives them back. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { bridge } from '../../main/adapters/mt5/bridge-in-hand.ts';
import { Latencies } from '../measure/latencies.ts';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Figures } from '../suite.ts';
import { FIFTY } from './fifty-symbols.ts';
import { startProgram } from './process.ts';

/** Bytes of an order's command on the wire. */
const BYTES = 260;

/** How many orders: those before are not counted. `gapMs`: pause from an answer to the next order; 0: none. */
export type Rounds = { readonly warm: number; readonly counted: number; readonly gapMs: number };

async function rounds({ warm, counted, gapMs }: Rounds, order: (round: number) => Promise<void>): Promise<Figures> {
  const times = new Latencies();
  for (let i = 0; i < warm + counted; i += 1) {
    // A little longer each time, so that no timer of the far side keeps step with it.
    if (gapMs > 0) await new Promise((resolve) => setTimeout(resolve, gapMs + (i % 7)));
    const began = nanoseconds();
    await order(i);
    if (i >= warm) times.add(nanoseconds() - began);
  }
  const { p50, p99 } = times.us();
  return { p50, p99 };
}

export async function echoed(how: Rounds): Promise<Figures> {
  const server = await startProgram(new URL('./raw-echo.ts', import.meta.url), []);
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
      how,
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
export async function answered(how: Rounds, ticks: number): Promise<Figures> {
  const { terminal, port, token } = await bridge({ symbols: FIFTY });
  const ea = await startProgram(new URL('./answering-ea.ts', import.meta.url), [String(port), token, String(ticks)]);
  while (terminal.link().state !== 'up') await new Promise((resolve) => setTimeout(resolve, 10));
  try {
    return await rounds(how, async (round) => {
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
