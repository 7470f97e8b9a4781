import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { CommandName, Request } from '#shared/ipc';
import type { Cockpit } from '../screen/cockpit.ts';

/** Gives one of the window's commands to a running cockpit, through the door the window uses. */
export async function ask<N extends CommandName>(cockpit: Cockpit, name: N, request: Request<N>): Promise<void> {
  const socket = new WebSocket(`${cockpit.http.replace('http', 'ws')}/cockpit`);
  try {
    await once(socket, 'open');
    socket.send(JSON.stringify({ t: 'auth', token: cockpit.secret('operatorToken') }));
    socket.send(JSON.stringify({ t: 'ask', id: 1, name, request }));
    const result = await answered(socket);
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
  } finally {
    socket.close();
  }
}

type Answered = { readonly ok: true } | { readonly ok: false; readonly error: unknown };

function answered(socket: WebSocket): Promise<Answered> {
  return new Promise((resolve, reject) => {
    socket.on('close', (code) => reject(new Error(`the socket was closed with ${code}`)));
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as { readonly t: string; readonly result: Answered };
      if (frame.t === 'answer') resolve(frame.result);
    });
  });
}
