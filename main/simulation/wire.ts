import type { OrderRequest, Outcome, Quote, TerminalSnapshot } from '#shared/domain';
import type { Clock, ServerReading, Terminal, TerminalNews } from '#ports';
import type { Reach, WireFault } from './reach.ts';
import { never, type ProcessIncarnation } from './incarnation.ts';

/** A look at the terminal is this old when it arrives. */
const LOOK_MS = 5;
const SERVER_ZONE_MS = 3 * 3_600_000;
/** A request that is delivered twice comes again after this long. */
const AGAIN_MS = 40;

export type WireEvents = {
  /** A request leaves the cockpit; the terminal takes it no later than `untilMs`, true time. */
  sending(request: OrderRequest, untilMs: number): void;
  /** The broker has said how a request ended, whether or not that is heard. */
  settled(clientOrderId: string, outcome: Outcome): void;
  /** The terminal's books as the cockpit sees them at this moment. */
  shown(snapshot: TerminalSnapshot): void;
  /** A fresh look is taken for the cockpit. */
  looked(look: { readonly shown: TerminalSnapshot; readonly truth: TerminalSnapshot }): void;
};

/** What lies between one life of the cockpit and its broker: `world` is the true clock, `own` the process's on the PC's clock. */
export type Line = {
  readonly broker: Terminal;
  readonly world: Clock;
  readonly own: Clock;
  readonly life: ProcessIncarnation;
  readonly reach: Reach;
  readonly events: WireEvents;
};

const after = (clock: Clock, ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, () => resolve()));
const aliveIn =
  (life: ProcessIncarnation) =>
  <T>(answer: Promise<T>): Promise<T> =>
    answer.then((value) => (life.alive ? value : never<T>()));

/** The terminal as one life reaches it. */
export function wireTo(line: Line): Terminal {
  const { broker, own, life, reach, events } = line;
  const quotes = new Map<string, Quote>();
  let lastSnapshot: TerminalSnapshot | null = null;
  const alive = aliveIn(life);
  const look = async (): Promise<TerminalSnapshot | null> => {
    const snapshot = reach.isCut ? null : await broker.refresh();
    if (snapshot === null) return null;
    const shown = reach.isBlind ? emptied(snapshot) : snapshot;
    if (life.alive) events.looked({ shown, truth: snapshot });
    await after(own, LOOK_MS);
    return reach.isCut ? null : shown;
  };
  return {
    kind: broker.kind,
    source: broker.source,
    link: () => (reach.isCut ? { state: 'down', ageMs: 60_000 } : broker.link()),
    serverClock: () => (reach.isCut || broker.link().state !== 'up' ? null : serverClock(line)),
    symbols: () => broker.symbols(),
    spec: (symbol) => broker.spec(symbol),
    quote: (symbol) => {
      const quote = reach.isCut ? null : broker.quote(symbol);
      if (quote !== null) quotes.set(symbol, quote);
      return quotes.get(symbol) ?? null;
    },
    snapshot: () => {
      const truth = reach.isCut ? null : broker.snapshot();
      if (truth === null) return lastSnapshot;
      lastSnapshot = reach.isBlind ? emptied(truth) : truth;
      if (life.alive) events.shown(lastSnapshot);
      return lastSnapshot;
    },
    refresh: () => alive(look()),
    send: senderOver(line),
    opensAt: (symbol) => broker.opensAt(symbol),
    // What a terminal does not show it cannot look through either: it does not know, which is not the same as no.
    probe: (clientOrderId) =>
      alive(
        reach.isCut || reach.isBlind || reach.isMute
          ? Promise.resolve({ kind: 'unreachable', why: reach.isCut ? 'the link is down' : 'the history is not loaded' })
          : broker.probe(clientOrderId),
      ),
    history: (symbol, count) => alive(broker.history(symbol, count)),
    deals: (sinceMs) => alive(reach.isCut || reach.isBlind ? Promise.resolve([]) : broker.deals(sinceMs)),
    onNews: (listener) => newsOver(line, listener),
    start: () => broker.start(),
    reconnect: () => broker.reconnect(),
    stop: () => Promise.resolve(),
  };
}

/** The broker's server keeps the true time in a zone of its own, and its prices carry it. The terminal is on the same PC. */
function serverClock({ world, own }: Line): ServerReading {
  const serverMs = Math.floor((world.nowMs() + SERVER_ZONE_MS) / 1_000) * 1_000;
  return { server: 'simulated', serverMs, pcMs: own.wallMs(), monoMs: own.monoMs(), quoteMs: serverMs, isLive: true };
}

function senderOver({ broker, world, own, life, reach, events }: Line): Terminal['send'] {
  const alive = aliveIn(life);
  const heard: Terminal['send'] = async (request, taken) => {
    const outcome = await broker.send(request, taken);
    if (outcome.kind !== 'unknown') events.settled(request.clientOrderId, outcome);
    return outcome;
  };
  return (request, taken) => {
    if (!life.alive) return never();
    // Terminal and cockpit share the PC's clock, so what is left of a deadline is the same to both; the broker has the true time.
    const leftMs = request.deadlineAt - own.nowMs();
    const untilMs = world.nowMs() + leftMs;
    events.sending(request, untilMs);
    const fault = reach.faults.shift();
    if (fault?.kind === 'crash') life.alive = false;
    const isLost = reach.isCut || fault?.kind === 'never' || (fault?.kind === 'crash' && !fault.arrives);
    const silence = after(own, Math.max(0, leftMs)).then(() => unanswered(own));
    const delivery = { request: { ...request, deadlineAt: untilMs }, fault, taken };
    return alive(isLost ? silence : Promise.race([carry(heard, { world, own }, delivery), silence]));
  };
}

function newsOver({ broker, life, reach }: Line, listener: (news: TerminalNews) => void): () => void {
  const offs = [
    broker.onNews((news) => {
      if (life.alive && !reach.isCut) listener(news);
    }),
    reach.onLink((state) => {
      if (life.alive && broker.link().state !== 'down') listener({ kind: 'link', link: state });
    }),
  ];
  return () => {
    for (const off of offs) off();
  };
}

type Delivery = {
  readonly request: OrderRequest;
  readonly fault: WireFault | undefined;
  readonly taken: (() => void) | undefined;
};

/** Takes a request to the broker and its answer back, late where the fault says so. */
async function carry(
  send: Terminal['send'],
  { world, own }: Pick<Line, 'world' | 'own'>,
  { request, fault, taken }: Delivery,
): Promise<Outcome> {
  if (fault?.kind === 'late' && fault.leg === 'there') {
    // What is on the line arrives also when the sender is dead by then.
    return new Promise<Outcome>((resolve) => world.after(fault.ms, () => void send(request).then(resolve)));
  }
  if (fault?.kind === 'twice') world.after(AGAIN_MS, () => void send(request));
  const outcome = await send(request, taken);
  if (fault?.kind === 'late') await after(own, fault.ms);
  return outcome;
}

/** A snapshot in which nothing is held: what a terminal shows before it has loaded its trades. */
const emptied = (snapshot: TerminalSnapshot): TerminalSnapshot => ({ ...snapshot, positions: [], orders: [] });

const unanswered = (own: Clock): Outcome => ({ kind: 'unknown', why: 'no answer by the deadline', at: Math.floor(own.nowMs()) });
