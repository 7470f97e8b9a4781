import type { Clock, Terminal } from '#ports';
import type { OrderRequest, TerminalSnapshot } from '#shared/domain';

/** What one life of the cockpit hears and sees of the world; a crash takes all of it away at once. */
export type Lifeline = {
  alive: boolean;
  /** The cable to the terminal is out. */
  cut: boolean;
  /** The terminal shows neither positions nor deals, as one does that is logged in somewhere else. */
  blind: boolean;
};

/** A look at the terminal is this old when it arrives. */
const LOOK_MS = 5;

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** The clock as one life knows it: nothing that was set before a crash runs after it. */
export const crashableClock = (clock: Clock, life: Lifeline): Clock => ({
  nowMs: () => clock.nowMs(),
  wallMs: () => clock.wallMs(),
  monoMs: () => clock.monoMs(),
  ...(clock.keeper === undefined ? {} : { keeper: clock.keeper }),
  after: (delayMs, act) => clock.after(delayMs, () => life.alive && act()),
  soon: (act) => {
    clock.soon(() => life.alive && act());
  },
});

/** Told of every request that leaves the cockpit. False: it is lost on the way, and nobody ever answers. */
export type Sender = (request: OrderRequest) => boolean;

/** The terminal as one life reaches it. The broker behind it lives on. */
export function wireTo(terminal: Terminal, clock: Clock, life: Lifeline, sent: Sender): Terminal {
  const alive = <T>(answer: Promise<T>): Promise<T> => answer.then((value) => (life.alive ? value : never<T>()));
  const seen = (snapshot: TerminalSnapshot | null): TerminalSnapshot | null =>
    snapshot !== null && life.blind ? { ...snapshot, positions: [] } : snapshot;
  const late = <T>(answer: T): Promise<T> => new Promise((resolve) => clock.after(LOOK_MS, () => resolve(answer)));
  return {
    kind: terminal.kind,
    source: terminal.source,
    link: () => (life.cut ? { state: 'down', ageMs: 60_000 } : terminal.link()),
    symbols: () => terminal.symbols(),
    spec: (symbol) => terminal.spec(symbol),
    quote: (symbol) => terminal.quote(symbol),
    snapshot: () => seen(terminal.snapshot()),
    refresh: () => alive(life.cut ? Promise.resolve(null) : terminal.refresh().then((snapshot) => late(seen(snapshot)))),
    send: (request, taken) => (sent(request) ? alive(terminal.send(request, taken)) : never()),
    opensAt: (symbol) => terminal.opensAt(symbol),
    probe: (clientOrderId) =>
      alive(life.cut ? Promise.resolve({ kind: 'unreachable', why: 'the link is down' }) : terminal.probe(clientOrderId)),
    history: (symbol, count) => alive(terminal.history(symbol, count)),
    deals: (sinceMs) => alive(life.cut || life.blind ? Promise.resolve([]) : terminal.deals(sinceMs)),
    onNews: (listener) =>
      terminal.onNews((news) => {
        if (life.alive && !life.cut) listener(news);
      }),
    start: () => terminal.start(),
    reconnect: () => terminal.reconnect(),
    stop: () => Promise.resolve(),
  };
}
