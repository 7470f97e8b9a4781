import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export type Line = Record<string, unknown> & { readonly t: string };

/** Where the connection breaks: at the line with this number from now on, told or kept back. */
export type CutPlan = {
  readonly line: number;
  /** Of lines about orders alone; else of everything but prices and heartbeats. */
  readonly ofOrders: boolean;
  /** The line still arrives. */
  readonly isHeard: boolean;
  /** What else happens in that moment. */
  readonly then: () => void;
};

const NOISE: ReadonlySet<string> = new Set(['hb', 'tick', 'bar', 'bars', 'symbol', 'names', 'calendar', 'calendar.end']);
const ORDERS: ReadonlySet<string> = new Set(['ack', 'result', 'nak', 'deal', 'protected', 'found']);

/** The cable between terminal and cockpit: it hears every line of both, and breaks where it is told to. */
export class CuttingWire {
  /** Where the cockpit listens. */
  target = 0;
  /** Every order that the cockpit has sent, oldest first. */
  readonly orders: Line[] = [];
  /** Every answer to one, oldest first. */
  readonly answers: Line[] = [];
  readonly #server: Server = createServer((far) => this.#join(far));
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #plan: CutPlan | null = null;
  #count = 0;

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Still to come. */
  get isArmed(): boolean {
    return this.#plan !== null;
  }

  arm(plan: CutPlan | null): void {
    [this.#plan, this.#count] = [plan, 0];
  }

  stop(): void {
    this.#cut();
    this.#server.close();
  }

  #cut(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
    this.#pairs.clear();
  }

  #join(far: Socket): void {
    const near = connect({ host: '127.0.0.1', port: this.target, noDelay: true });
    far.setNoDelay(true);
    const pair = [far, near] as const;
    this.#pairs.add(pair);
    for (const [from, to] of [pair, [near, far] as const]) {
      let rest = '';
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#pairs.delete(pair);
        to.destroy();
      });
      from.on('data', (chunk: Buffer) => {
        rest += chunk.toString('latin1');
        for (let end = rest.indexOf('\n'); end >= 0 && this.#pairs.has(pair); end = rest.indexOf('\n')) {
          const text = rest.slice(0, end + 1);
          rest = rest.slice(end + 1);
          this.#pass(text, to);
        }
      });
    }
  }

  #pass(text: string, to: Socket): void {
    // Heartbeats and prices are most of it: they are not read.
    const kind = /^\{"t":"([\w.]+)"/.exec(text)?.[1] ?? '';
    if (NOISE.has(kind)) {
      to.write(text, 'latin1');
      return;
    }
    const line = JSON.parse(text) as Line;
    const isOrder = line.t === 'cmd' && typeof line['cid'] === 'string' && line['op'] !== 'find';
    if (line.t === 'ack' || line.t === 'result') this.answers.push(line);
    const plan = this.#plan;
    const counts = plan !== null && !NOISE.has(line.t) && (!plan.ofOrders || isOrder || ORDERS.has(line.t));
    if (counts) this.#count += 1;
    const isHere = counts && this.#count > plan.line;
    if (!isHere || plan.isHeard) {
      if (isOrder) this.orders.push(line);
      to.write(text, 'latin1');
    }
    if (!isHere) return;
    this.#plan = null;
    // What was written still arrives.
    setImmediate(() => {
      this.#cut();
      plan.then();
    });
  }
}
