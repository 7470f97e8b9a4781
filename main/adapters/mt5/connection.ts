import type { Socket } from 'node:net';
import {
  GONE_MS,
  HEARS,
  HEARTBEAT_MS,
  lineToEa,
  MINOR,
  type Asked,
  type ByeCode,
  type FromEa,
  type Hello,
  type ToEa,
} from '#shared/bridge';
import type { Clock } from '#ports';
import { Handshake } from './handshake.ts';
import { LineFault, LineSplitter, RefusedSession, TokenRefused } from './line-splitter.ts';
import { RateLimit } from './rate-limit.ts';
import { readLine } from './read-line.ts';

/** From connecting to the proof of the token. */
const HANDSHAKE_TIMEOUT_MS = 5_000;
/** Bytes waiting to be read by the other side; more, and it does not read any more. */
const SEND_BUFFER_MAX_BYTES = 1_048_576;
/** So long what was said last may take to leave a connection that is over. */
const LINGER_MS = 2_000;

type Plain = { [K in ToEa['t']]: Omit<Extract<ToEa, { t: K }>, 'seq'> }[ToEa['t']];

/**
 * Why an Expert Advisor is not let in, in words for its chart and its log. `token`: one of both sides saw a proof that does not
 * hold. `greeting`: it greeted and its connection ended before any proof, whatever ended it.
 */
export type Refusal = { readonly code: ByeCode | 'token' | 'greeting'; readonly reason: string };

/** What it is told itself: who knows the token may hear why. */
export type Turned = Refusal & { readonly code: ByeCode };

export type ConnectionEvents = {
  /** The token was proven. The answer is the welcome, or why there is none. */
  opened(hello: Hello): { readonly session: string; readonly maxLots: number; readonly maxPositions: number } | Turned;
  message(message: FromEa): void;
  /** A value that does not hold was left out; `q`: the whole answer to this question. */
  odd(what: string, q: string | null): void;
  /** A question with this id waits for its answer: its lines were asked for. */
  isAsked(q: string): boolean;
  /** Nobody was let in, and was told why. */
  refused(refusal: Refusal): void;
  /** Called once, whatever ended it. `wasOpen`: it had proven the token. */
  closed(why: string, wasOpen: boolean): void;
};

/** One socket whose other end claims to be an Expert Advisor. */
export class Connection {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #events: ConnectionEvents;
  readonly #lines = new LineSplitter();
  readonly #shake: Handshake;
  readonly #rate = new RateLimit();
  #session: string | null = null;
  #seqIn = 0;
  #seqOut = 0;
  #isClosed = false;
  /** It was told why it is not let in. */
  #isTurned = false;
  #timers: (() => void)[] = [];
  /** When the last line came, monotonic. */
  lastMono: number;

  constructor(socket: Socket, token: string, clock: Clock, events: ConnectionEvents) {
    this.#socket = socket;
    this.#clock = clock;
    this.#events = events;
    this.#shake = new Handshake(token);
    this.lastMono = clock.monoMs();
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.close(`the connection failed: ${error.message}`));
    socket.on('close', () => this.close('the other side hung up'));
    this.#timers.push(
      clock.after(
        HANDSHAKE_TIMEOUT_MS,
        () => this.#session === null && this.close(`no proof of the token within ${HANDSHAKE_TIMEOUT_MS / 1_000} s`),
      ),
    );
  }

  get isOpen(): boolean {
    return this.#session !== null && !this.#isClosed;
  }

  /** It said a good hello; whether it knows the token is another matter. */
  get hasGreeted(): boolean {
    return this.#shake.login !== null;
  }

  get isGone(): boolean {
    return this.#isClosed;
  }

  /** Sends a command. False: the session is over, or its other side does not read. */
  command(asked: Asked): boolean {
    return this.#session !== null && this.#send({ t: 'cmd', session: this.#session, ...asked });
  }

  close(why: string): void {
    this.#close(why, 'greeting');
  }

  /** Says goodbye first. */
  end(reason: string, code: ByeCode = 'over'): void {
    if (this.#session !== null) this.#send({ t: 'bye', reason: reason.slice(0, 300), code });
    // It was not turned away for anything of its own.
    this.#isTurned = true;
    this.close(reason);
  }

  /** To be shown on the chart; empty: nothing any more. */
  notice(text: string): void {
    if (this.isOpen) this.#send({ t: 'notice', text: text.slice(0, 200) });
  }

  #take(chunk: Buffer): void {
    if (this.#isClosed) return;
    const said = this.#seqOut;
    try {
      const lines = this.#lines.push(chunk);
      for (const line of lines) if (!this.isGone) this.#line(line);
      if (lines.length > 0) this.#acknowledge(said);
    } catch (error) {
      if (!(error instanceof LineFault)) throw error;
      if (error instanceof RefusedSession) {
        this.#isTurned = true;
        this.#send({ t: 'bye', reason: error.message.slice(0, 300), code: error.code });
        this.#events.refused({ code: error.code, reason: error.message });
      }
      this.#close(error.message, error instanceof TokenRefused ? 'token' : 'greeting');
    }
  }

  /**
   * MQL5 cannot turn Nagle's algorithm off: what the Expert Advisor says next waits until what it said before was acknowledged, and an
   * acknowledgement alone may take 40 ms on Linux and 200 ms on Windows. A line of ours takes it along. (RFC 1122, 4.2.3.2 and 4.2.3.4)
   */
  #acknowledge(said: number): void {
    if (this.isOpen && this.#seqOut === said && this.#socket.writableLength === 0) this.#send({ t: 'hb', ack: this.#seqIn });
  }

  /** `how`: what it is told as where it ends between the greeting and the proof. */
  #close(why: string, how: 'token' | 'greeting'): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const caller = this.#shake.caller;
    if (this.#session === null && caller !== null && !this.#isTurned) this.#events.refused(refusalOf(how, caller, why));
    for (const off of this.#timers) off();
    this.#leave();
    this.#events.closed(why, this.#session !== null);
  }

  /** What is on its way out still leaves, as a goodbye that nobody hears explains nothing; who does not read is not waited for. */
  #leave(): void {
    if (this.#socket.writableLength > SEND_BUFFER_MAX_BYTES) {
      this.#socket.destroy();
      return;
    }
    const callOff = this.#clock.after(LINGER_MS, () => this.#socket.destroy());
    this.#socket.once('close', callOff);
    this.#socket.destroySoon();
  }

  #line(line: string): void {
    const now = this.#clock.monoMs();
    this.lastMono = now;
    const message = parsed(line, this.#session !== null);
    // What was asked for comes in pages: as much of it as was asked for.
    const isAsked = typeof message.q === 'string' && this.#events.isAsked(message.q);
    if (!isAsked && !this.#rate.admits(line.length, now))
      throw new LineFault('more lines or bytes within a second than any terminal sends');
    if (message.seq !== this.#seqIn + 1) throw new LineFault(`line ${String(message.seq)} came behind line ${this.#seqIn}`);
    this.#seqIn += 1;
    if (this.#session === null) {
      this.#shaken(message);
      return;
    }
    const { message: read, odd } = readLine(message);
    if (odd !== null) this.#events.odd(odd, read === null && typeof message.q === 'string' ? message.q : null);
    if (read === null) return;
    if (read.t === 'bye') this.close(`the Expert Advisor said goodbye: ${read.reason}`);
    else this.#events.message(read);
  }

  #shaken(message: object): void {
    const step = this.#shake.take(message);
    if (step.kind === 'challenge') {
      this.#send({ t: 'challenge', nonce: step.nonce, mac: step.mac });
      return;
    }
    const answer = this.#events.opened(step.hello);
    if ('reason' in answer) throw new RefusedSession(answer.reason, answer.code);
    this.#session = answer.session;
    this.#send({ t: 'welcome', hbMs: HEARTBEAT_MS, minor: MINOR, hears: HEARS, ...answer });
    this.#beat();
  }

  #beat(): void {
    this.#timers.push(
      this.#clock.after(HEARTBEAT_MS, () => {
        if (this.#clock.monoMs() - this.lastMono > GONE_MS) {
          this.close(`nothing was heard for ${GONE_MS / 1_000} s`);
          return;
        }
        this.#send({ t: 'hb', ack: this.#seqIn });
        this.#timers = this.#timers.slice(-1);
        if (!this.#isClosed) this.#beat();
      }),
    );
  }

  #send(message: Plain): boolean {
    if (this.#isClosed) return false;
    if (this.#socket.writableLength > SEND_BUFFER_MAX_BYTES) {
      this.close('the other side does not read');
      return false;
    }
    this.#seqOut += 1;
    // One write a message: two of them and the second would wait for the first one's acknowledgement.
    this.#socket.write(lineToEa({ ...message, seq: this.#seqOut }));
    return true;
  }
}

const refusalOf = (code: 'token' | 'greeting', caller: string, why: string): Refusal => ({
  code,
  reason:
    code === 'token'
      ? `The Expert Advisor of ${caller} does not know this cockpit’s token`
      : `The Expert Advisor of ${caller} greeted, and its connection ended before its proof: ${why}`,
});

type Parsed = { readonly t?: unknown; readonly seq?: unknown; readonly q?: unknown };

/** A session's line that is no JSON costs that line, as long as its number can be read. */
function parsed(line: string, isSession: boolean): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    const [, t, seq] = /^\{"t":"([a-z.]{1,20})","seq":(\d{1,15})[,}]/.exec(line) ?? [];
    if (!isSession || seq === undefined) throw new LineFault('a line is no JSON');
    return { t: `no JSON, ${t ?? ''}`, seq: Number(seq) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new LineFault('a line is no JSON object');
  return value;
}
