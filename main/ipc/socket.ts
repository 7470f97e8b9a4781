import type { JournalRecord } from '#shared/events';
import { includesRole } from '#shared/domain';
import { clientFrame, COMMAND_ROLES, type ClientFrame, type Refusal, type ServerFrame } from '#shared/ipc';
import { err } from '#shared/lib';
import type { Clock, CockpitService, Holder, Log } from '#ports';
import { serveCommand } from './serve.ts';

/** One open WebSocket, as little of it as serving takes. */
export type CockpitSocket = {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** The first frame was good: this is a window of the trader's. False: as many as may be are open already. */
  prove(): boolean;
  /** Bytes handed over that the other side has not taken yet. */
  bufferedBytes(): number;
  onText(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
};
export type SocketParts = {
  readonly service: CockpitService;
  readonly clock: Clock;
  /** Whom a token stands for; null: nobody. */
  readonly whoIs: (token: string) => Holder | null;
  readonly log: Log;
};

const AUTH_MS = 3_000;
/** Close codes of the contract: the first frame was not a good `auth`; a frame was not of the protocol; the reader fell behind; too many windows. */
const UNAUTHENTICATED = 4401;
const NOT_UNDERSTOOD = 4400;
const FELL_BEHIND = 4408;
const TOO_MANY = 4429;
/** Above the first mark live figures are left out, because the next ones replace them; records never are, so above the second the reader starts over. */
const LIVE_PAUSE_BYTES = 1024 * 1024;
const CLOSE_BYTES = 8 * 1024 * 1024;
const ASKS_MAX = 64;
const BATCH_MAX = 1_000;

/** Serves the contract to one browser: `auth` first, then questions, answers, the feed and the live figures. */
export function serveSocket(socket: CockpitSocket, parts: SocketParts): void {
  const session: Session = { socket, parts, token: null, closed: false, asking: 0, endings: [] };
  session.endings.push(
    parts.clock.after(AUTH_MS, () => session.token === null && close(session, UNAUTHENTICATED, 'no auth frame in time')),
  );
  socket.onClose(() => end(session));
  socket.onText((text) => {
    if (session.closed) return;
    const frame = frameOf(text);
    if (session.token === null) authenticate(session, frame);
    else if (frame?.t === 'ask') void answer(session, frame);
    else close(session, NOT_UNDERSTOOD, 'not a frame of the contract');
  });
}

type Session = {
  readonly socket: CockpitSocket;
  readonly parts: SocketParts;
  /** What the window has shown; null: nothing good yet. */
  token: string | null;
  closed: boolean;
  asking: number;
  readonly endings: (() => void)[];
};

function frameOf(text: string): ClientFrame | null {
  try {
    return clientFrame.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function authenticate(session: Session, frame: ClientFrame | null): void {
  const { service, whoIs, log } = session.parts;
  const holder = frame?.t === 'auth' ? whoIs(frame.token) : null;
  if (frame?.t !== 'auth' || holder === null || holder.isExpired) {
    log.write('warn', 'cockpit socket not authenticated');
    close(session, UNAUTHENTICATED, 'bad token');
    return;
  }
  if (!session.socket.prove()) {
    log.write('warn', 'cockpit window refused', { code: 'too_many_windows' });
    close(session, TOO_MANY, 'too many windows are open: close one');
    return;
  }
  session.token = frame.token;
  push(session, { t: 'welcome', role: holder.role });
  // Subscribed before the first question can be answered, so that no record falls between the state and the feed.
  session.endings.push(service.onFeed((batch) => feed(session, batch)));
  session.endings.push(
    service.onLive((frame) => {
      if (holderNow(session) === null) close(session, UNAUTHENTICATED, 'the token is no longer good');
      else if (session.socket.bufferedBytes() <= LIVE_PAUSE_BYTES) push(session, { t: 'live', frame });
    }),
  );
}

async function answer(session: Session, { id, name, request }: Extract<ClientFrame, { t: 'ask' }>): Promise<void> {
  if (session.asking >= ASKS_MAX) {
    close(session, NOT_UNDERSTOOD, 'too many questions at once');
    return;
  }
  const holder = holderNow(session);
  if (holder === null) {
    close(session, UNAUTHENTICATED, 'the token is no longer good');
    return;
  }
  if (!includesRole(holder.role, COMMAND_ROLES[name])) {
    const detail = `This needs the role ${COMMAND_ROLES[name]}; this window was opened with ${holder.role}.`;
    push(session, { t: 'answer', id, result: err<Refusal>({ kind: 'refused', code: 'forbidden_role', detail }) });
    return;
  }
  session.asking += 1;
  const result = await serveCommand(session.parts.service, name, request, holder.actor, session.parts.log);
  session.asking -= 1;
  push(session, { t: 'answer', id, result });
}

/** Whom the window stands for at this moment: tokens are deleted, and expire. */
function holderNow({ token, parts }: Session): Holder | null {
  const holder = token === null ? null : parts.whoIs(token);
  return holder?.isExpired === false ? holder : null;
}

function feed(session: Session, batch: readonly JournalRecord[]): void {
  for (let from = 0; from < batch.length; from += BATCH_MAX)
    push(session, { t: 'feed', batch: batch.slice(from, from + BATCH_MAX) });
}

/** Sends unless the reader is so far behind that starting over is quicker than catching up. */
function push(session: Session, frame: ServerFrame): void {
  if (session.closed) return;
  if (session.socket.bufferedBytes() > CLOSE_BYTES) close(session, FELL_BEHIND, 'fell behind');
  else session.socket.send(JSON.stringify(frame));
}

function close(session: Session, code: number, reason: string): void {
  if (session.closed) return;
  end(session);
  session.socket.close(code, reason);
}

function end(session: Session): void {
  session.closed = true;
  for (const ending of session.endings.splice(0)) ending();
}
