import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TOKEN } from './ea-process.ts';
import { clock } from './ea-clock.ts';

type Line = Record<string, unknown> & { readonly t: string };

/** A cockpit that a test writes itself: it can lie, mumble, or say anything once the handshake is over. */
export class ScriptedCockpit {
  readonly heard: Line[] = [];
  connections = 0;
  socket: Socket | null = null;
  /** Takes connections and says nothing, as a process that hangs does. */
  isHung = false;
  /** Lets nobody in who proves the token, and says why. */
  turnsAway: { readonly code: string; readonly reason: string } | null = null;
  #seq = 0;
  readonly #server: Server;
  readonly #greets: 'well' | 'with a wrong proof' | 'with noise';

  constructor(greets: 'well' | 'with a wrong proof' | 'with noise') {
    this.#greets = greets;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async start(port = 0): Promise<number> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): void {
    this.socket?.destroy();
    this.#server.close();
  }

  say(fields: Record<string, unknown>): void {
    this.#seq += 1;
    this.raw(`${JSON.stringify({ seq: this.#seq, ...fields })}\n`);
  }

  raw(text: string | Buffer): void {
    if (this.socket?.writable === true) this.socket.write(text);
  }

  /** A line whose number is right and whose rest is whatever it is. */
  noise(line: string): void {
    this.#seq += 1;
    const text = `{"seq":${this.#seq},${line.replace(/^\{/, '').replaceAll('\n', ' ')}`;
    this.raw(`${text}\n`);
  }

  /** A command whose session and deadline are right. */
  command(fields: Record<string, unknown>): void {
    this.say({ t: 'cmd', session: 'session-1', deadlineMs: clock.nowMs() + 60_000, ...fields });
  }

  saidOf(t: string): readonly Line[] {
    return this.heard.filter((line) => line.t === t);
  }

  #serve(socket: Socket): void {
    this.connections += 1;
    this.socket = socket;
    this.#seq = 0;
    socket.on('error', () => undefined);
    let rest = '';
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1');
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        const line = JSON.parse(rest.slice(0, end)) as Line;
        rest = rest.slice(end + 1);
        if (this.isHung) continue;
        this.heard.push(line);
        if (line.t === 'hello') this.#challenge(line);
        if (line.t === 'auth' && this.turnsAway !== null) this.say({ t: 'bye', ...this.turnsAway });
        else if (line.t === 'auth')
          this.say({
            t: 'welcome',
            session: 'session-1',
            minor: 1,
            hbMs: 1_000,
            maxLots: 50,
            maxPositions: 9,
            hears: 'protected',
          });
        if (line.t === 'hb') this.say({ t: 'hb', ack: Number(line['seq']) });
      }
    });
  }

  #challenge({ login, nonce }: Line): void {
    const serverNonce = 'ab'.repeat(16);
    const mac = createHmac('sha256', TOKEN)
      .update(`S|1|${String(login)}|${String(nonce)}|${serverNonce}`)
      .digest('hex');
    if (this.#greets === 'with noise') this.raw(Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7 + 13) % 256)));
    else
      this.say({
        t: 'challenge',
        nonce: serverNonce,
        mac: this.#greets === 'well' ? mac : mac.replace(/^./, (c) => (c === '0' ? '1' : '0')),
      });
  }
}
