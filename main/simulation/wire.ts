import type { OrderRequest, Outcome, Quote, TerminalSnapshot } from '#shared/domain';
import type { Clock, Terminal, TerminalNews } from '#ports';
import { never, type ProcessIncarnation } from './incarnation.ts';

/** What happens to the next request on its way. */
export type WireFault =
  | { readonly kind: 'never' }
  /** Delivered a second time a moment later; the broker's word on that is heard by nobody. */
  | { readonly kind: 'twice' }
  /** Held on the way there, or its answer on the way back. */
  | { readonly kind: 'late'; readonly leg: 'there' | 'back'; readonly ms: number }
  /** The process dies when the request has left (`arrives`), or just before it does. */
  | { readonly kind: 'crash'; readonly arrives: boolean };

/** How the terminal can be reached; it outlives the process. */
export type Reach = {
  isCut: boolean;
  /** The terminal shows neither positions nor orders nor deals, as one does that is logged in somewhere else. */
  isBlind: boolean;
  readonly faults: WireFault[];
};

/** A look at the terminal is this old when it arrives. */
const LOOK_MS = 5;
/** A request that is delivered twice comes again after this long. */
const AGAIN_MS = 40;

export type WireEvents = {
  /** A request leaves the cockpit. */
  sending(request: OrderRequest): void;
  /** A snapshot is taken for the cockpit. */
  looked(snapshot: TerminalSnapshot): void;
};

/** The terminal as one life reaches it. `world` is the clock of everything outside the process. */
export function wireTo(
  broker: Terminal,
  { world, own }: { readonly world: Clock; readonly own: Clock },
  life: ProcessIncarnation,
  reach: Reach,
  events: WireEvents,
): Terminal {
  const quotes = new Map<string, Quote>();
  let lastSnapshot: TerminalSnapshot | null = null;
  const alive = <T>(answer: Promise<T>): Promise<T> => answer.then((value) => (life.alive ? value : never<T>()));
  const seen = (snapshot: TerminalSnapshot | null): TerminalSnapshot | null => (reach.isBlind ? emptied(snapshot) : snapshot);
  const after = (ms: number): Promise<void> => new Promise((resolve) => own.after(ms, () => resolve()));

  const send = (request: OrderRequest, taken?: () => void): Promise<Outcome> => {
    if (!life.alive) return never();
    events.sending(request);
    const fault = reach.faults.shift();
    if (fault?.kind === 'crash') life.alive = false;
    const isLost = reach.isCut || fault?.kind === 'never' || (fault?.kind === 'crash' && !fault.arrives);
    const silence = after(Math.max(0, request.deadlineAt - own.nowMs())).then(() => unanswered(own));
    return alive(isLost ? silence : Promise.race([carry(broker, world, after, request, fault, taken), silence]));
  };
  const look = async (): Promise<TerminalSnapshot | null> => {
    const snapshot = reach.isCut ? null : await broker.refresh();
    if (snapshot === null) return null;
    const shown = seen(snapshot);
    if (life.alive) events.looked(snapshot);
    await after(LOOK_MS);
    return reach.isCut ? null : shown;
  };
  return {
    kind: broker.kind,
    source: broker.source,
    link: () => (reach.isCut ? { state: 'down', ageMs: 60_000 } : broker.link()),
    symbols: () => broker.symbols(),
    spec: (symbol) => broker.spec(symbol),
    quote: (symbol) => {
      const quote = reach.isCut ? null : broker.quote(symbol);
      if (quote !== null) quotes.set(symbol, quote);
      return quotes.get(symbol) ?? null;
    },
    snapshot: () => {
      if (!reach.isCut) lastSnapshot = seen(broker.snapshot());
      return lastSnapshot;
    },
    refresh: () => alive(look()),
    send,
    opensAt: (symbol) => broker.opensAt(symbol),
    probe: (cid) => alive(reach.isCut ? Promise.resolve({ kind: 'unreachable', why: 'the link is down' }) : broker.probe(cid)),
    history: (symbol, count) => alive(broker.history(symbol, count)),
    deals: (sinceMs) => alive(reach.isCut || reach.isBlind ? Promise.resolve([]) : broker.deals(sinceMs)),
    onNews: (listener: (news: TerminalNews) => void) =>
      broker.onNews((news) => {
        if (life.alive && !reach.isCut) listener(news);
      }),
    start: () => broker.start(),
    reconnect: () => broker.reconnect(),
    stop: () => Promise.resolve(),
  };
}

/** Takes a request to the broker and its answer back, late where the fault says so. */
async function carry(
  broker: Terminal,
  world: Clock,
  after: (ms: number) => Promise<void>,
  request: OrderRequest,
  fault: WireFault | undefined,
  taken?: () => void,
): Promise<Outcome> {
  if (fault?.kind === 'late' && fault.leg === 'there') {
    // What is on the line arrives also when the sender is dead by then.
    return new Promise<Outcome>((resolve) => world.after(fault.ms, () => void broker.send(request).then(resolve)));
  }
  if (fault?.kind === 'twice') world.after(AGAIN_MS, () => void broker.send(request));
  const outcome = await broker.send(request, taken);
  if (fault?.kind === 'late') await after(fault.ms);
  return outcome;
}

/** A snapshot in which nothing is held: what a terminal shows before it has loaded its trades. */
const emptied = (snapshot: TerminalSnapshot | null): TerminalSnapshot | null =>
  snapshot === null ? null : { ...snapshot, positions: [], orders: [] };

const unanswered = (own: Clock): Outcome => ({ kind: 'unknown', why: 'no answer by the deadline', at: Math.floor(own.nowMs()) });
