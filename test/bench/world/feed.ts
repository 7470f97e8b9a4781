import WebSocket from 'ws';

type Record = {
  readonly type: string;
  readonly payload: { readonly signalId?: unknown; readonly state?: unknown; readonly reason?: unknown };
};

/** The cockpit's own feed of records, as its windows get it. */
export class Feed {
  readonly #socket: WebSocket;
  #listener: (record: Record) => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString('utf8')) as { readonly t: string; readonly batch?: readonly Record[] };
      for (const record of frame.batch ?? []) this.#listener(record);
    });
  }

  static open(port: number, token: string): Promise<Feed> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/cockpit`, { perMessageDeflate: false });
      socket.once('error', reject);
      socket.once('open', () => socket.send(JSON.stringify({ t: 'auth', token })));
      socket.once('message', () => resolve(new Feed(socket)));
    });
  }

  /** Kept when the signal's order is intended and on its way; broken when the signal ends before. */
  ordered(signalId: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#listener = ({ type, payload }) => {
        if (payload.signalId !== signalId) return;
        if (type === 'order.intended') resolve();
        if (type === 'signal.moved' && (payload.state === 'rejected' || payload.state === 'failed'))
          reject(new Error(`${signalId}: ${JSON.stringify(payload.reason)}`));
      };
    });
  }

  close(): void {
    this.#socket.terminate();
  }
}
