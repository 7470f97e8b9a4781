import type { JournalRecord } from '#shared/events';
import type { ClientFrame, CommandName, LiveFrame, Refusal, Reply, Request, ServerFrame } from '#shared/ipc';
import { err, type Result } from '#shared/lib';
import { nextDelayMs } from './back-off.ts';
import type { WindowBridge, WireListener } from './wire.ts';

type Socket = Pick<WebSocket, 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose'>;
export type SocketPorts = {
  readonly open: () => Socket;
  readonly later: (run: () => void, ms: number) => void;
  readonly token: string;
};

/** What the server says when it does not know the token (RFC 6455 policy violation, or the private range's 401). */
const REFUSED_CODES: ReadonlySet<number> = new Set([1008, 4401]);
/** The token is right, and as many windows as the engine serves are open. */
const TOO_MANY_CODE = 4429;
const NOT_CONNECTED: Refusal = {
  kind: 'not-connected',
  code: 'not_connected',
  detail: 'The window has no connection to the engine; nothing was sent.',
};
const LOST: Refusal = {
  kind: 'not-connected',
  code: 'connection_lost',
  detail: 'The connection broke before the engine answered. Look at its state before you try again.',
};

const lossText = (code: number): string =>
  code === TOO_MANY_CODE ? 'Too many windows are open: close one of them.' : 'The connection to the engine is lost.';

class Listeners<A extends readonly unknown[]> {
  readonly #all = new Set<(...args: A) => void>();
  readonly add = (listener: (...args: A) => void): (() => void) => {
    this.#all.add(listener);
    return () => void this.#all.delete(listener);
  };
  readonly tell = (...args: A): void => this.#all.forEach((listener) => listener(...args));
}

/** The same contract over a WebSocket: `auth` first, answers matched by id, a new attempt after each loss. */
export function createSocketBridge({ open, later, token }: SocketPorts): WindowBridge {
  const feed = new Listeners<[readonly JournalRecord[]]>();
  const live = new Listeners<[LiveFrame]>();
  const wire = new Listeners<Parameters<WireListener>>();
  const waiting = new Map<number, (result: Result<never, Refusal>) => void>();
  let socket: Socket | null = null;
  let welcome = false;
  let attempt = 0;
  let lastId = 0;

  const receive = (frame: ServerFrame): void => {
    switch (frame.t) {
      case 'welcome':
        welcome = true;
        attempt = 0;
        return wire.tell('open', '', frame.role);
      case 'answer': {
        waiting.get(frame.id)?.(frame.result as Result<never, Refusal>);
        return void waiting.delete(frame.id);
      }
      case 'feed':
        return feed.tell(frame.batch as readonly JournalRecord[]);
      case 'live':
        return live.tell(frame.frame as LiveFrame);
    }
  };
  const connect = (): void => {
    const own = open();
    socket = own;
    const say = (frame: ClientFrame): void => own.send(JSON.stringify(frame));
    own.onopen = () => say({ t: 'auth', token });
    own.onmessage = ({ data }) => receive(JSON.parse(String(data)) as ServerFrame);
    own.onclose = ({ code }) => {
      welcome = false;
      for (const answer of waiting.values()) answer(err(LOST));
      waiting.clear();
      const refused = REFUSED_CODES.has(code);
      wire.tell(refused ? 'refused' : 'lost', refused ? 'The engine does not accept this window’s token.' : lossText(code), null);
      later(connect, nextDelayMs(refused ? 10 : attempt));
      attempt += 1;
    };
  };
  later(connect, 0);

  const send = <N extends CommandName>(name: N, request: Request<N>): Promise<Result<Reply<N>, Refusal>> => {
    if (!welcome || socket === null) return Promise.resolve(err(NOT_CONNECTED));
    lastId += 1;
    const id = lastId;
    const answered = new Promise<Result<Reply<N>, Refusal>>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ t: 'ask', id, name, request } satisfies ClientFrame));
    return answered;
  };
  return { send, onFeed: feed.add, onLive: live.add, onWire: wire.add };
}
