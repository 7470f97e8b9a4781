/**
 * The least a program can be that takes signed signals. Arguments: `check`, or `NORMAL` / `FULL` [`grouped`] to also write a
 * row, or these and `order PORT` to send an order over TCP between two rows. Prints its port.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { secretKey } from '../world/signed-request.ts';
import { checkedSignal, type PeerSignal } from './check.ts';
import { openBridge } from './line-bridge.ts';
import { openRows } from './rows.ts';

const [mode = 'check', ...flags] = process.argv.slice(2);
const key = secretKey('floor');
const rows = mode === 'FULL' || mode === 'NORMAL' ? openRows(mode, flags.includes('grouped')) : null;
const bridgePort = flags.includes('order') ? Number(flags.at(-1)) : null;
const bridge = bridgePort === null ? null : await openBridge(bridgePort);

async function trade(signal: PeerSignal): Promise<void> {
  if (rows === null) return;
  const { entry, stop_loss: stopLoss, take_profit: takeProfit } = signal.price_levels;
  if (bridge === null) return rows.put('signal', signal);
  const rr = (takeProfit - entry) / (entry - stopLoss);
  const lots = Math.floor((10 / ((entry - stopLoss) * 1e5)) * 100) / 100;
  if (rr < 1) return;
  await rows.put('decision', { signal, rr, lots });
  const ack = await bridge({ symbol: signal.symbol, side: signal.direction, lots, price: entry, stopLoss, takeProfit });
  await rows.put('answer', ack);
}

async function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
  const signal = checkedSignal(key, request.headers, body);
  if (signal !== null) await trade(signal);
  const text = JSON.stringify(signal === null ? { status: 'refused' } : { status: 'accepted', signalId: signal.signal_id });
  response.writeHead(signal === null ? 401 : 202, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => void answer(request, response, chunks[0] ?? Buffer.alloc(0)));
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
process.on('SIGTERM', () => process.exit(0));
