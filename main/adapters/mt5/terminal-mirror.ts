import { createHash } from 'node:crypto';
import { snapshotText, type FromEa, type Hello, type LineOf } from '#shared/bridge';
import type { Account, BalanceOperation, PendingOrder, Position, Quote, SymbolSpec, TerminalSnapshot } from '#shared/domain';
import { accountOf, mayTrade } from './account-of.ts';
import type { Guards } from './guards.ts';
import { opensNext } from '#shared/instruments';
import { mappingOf, type KnownNames, type Mapping } from './symbol-map.ts';
import type { ServerTime } from './server-time.ts';
import { ServerZone } from './server-zone.ts';
import type { ZoneMemory } from './zone-memory.ts';
import { specOf } from './symbol-spec.ts';
import { tickValuesOf } from './tick-values.ts';
import { operationOf, orderOf, positionOf, type SymbolTranslator } from './translate.ts';

const NAMES_MAX = 100_000;
const NAME_LENGTH_MAX = 32;
const OPERATIONS_MAX = 50;
/** A tick value this much below the terminal's own calculation is worth a word. */
const VALUE_DIFFERS = 1.02;

type Draft = { readonly rev: number; readonly positions: LineOf<'position'>[]; readonly orders: LineOf<'order'>[] };
export type Switches = Pick<LineOf<'hb'>, 'connected' | 'terminalTrade' | 'eaTrade' | 'accountTrade' | 'accountExpert'>;

/** What is known of the terminal, folded from what its Expert Advisor says. Nothing here outlives the session but the last snapshot. */
export class TerminalMirror implements SymbolTranslator {
  readonly #configured: KnownNames;
  readonly #confirmed: (server: string) => KnownNames;
  /** Absent: the PC's clock is never in doubt. */
  readonly #time: ServerTime | undefined;
  #mappings: readonly { readonly symbol: string; readonly mapping: Mapping }[] = [];
  readonly #wanted: readonly string[];
  readonly #pips: Readonly<Record<string, number>>;
  #hello: Hello | null = null;
  #account: LineOf<'account'> | null = null;
  #operations: readonly BalanceOperation[] = [];
  #draft: Draft | null = null;
  #snapshot: TerminalSnapshot | null = null;
  #switches: Switches | null = null;
  #guards: Guards | null = null;
  #names = new Set<string>();
  readonly #shut = new Set<string>();
  readonly #brokerOf = new Map<string, string>();
  readonly #oursOf = new Map<string, string>();
  readonly #specs = new Map<string, SymbolSpec>();
  readonly #quotes = new Map<string, Quote>();
  readonly #zone: ServerZone;
  /** Of the newest snapshot that added up. */
  rev = -1;

  constructor(
    wanted: readonly string[],
    configured: KnownNames,
    confirmed: (server: string) => KnownNames,
    time?: ServerTime,
    pips: Readonly<Record<string, number>> = {},
    zones?: ZoneMemory,
  ) {
    this.#zone = new ServerZone(zones);
    this.#time = time;
    this.#pips = pips;
    this.#wanted = wanted;
    this.#configured = configured;
    this.#confirmed = confirmed;
  }

  /** A new session: what the old one said holds no longer. */
  begin(hello: Hello): void {
    this.#time?.begin(hello.server);
    this.#hello = hello;
    this.#draft = null;
    this.#operations = [];
    this.#switches = null;
    this.#guards = null;
    this.#names.clear();
    this.#shut.clear();
    this.#mappings = [];
    this.#specs.clear();
    this.#zone.begin(hello.server);
    this.rev = -1;
  }

  ours = (broker: string): string => this.#oursOf.get(broker) ?? broker;
  utc = (serverMs: number): number => this.#zone.utc(serverMs);
  broker = (symbol: string): string | null => this.#brokerOf.get(symbol) ?? null;

  get offsetMs(): number | null {
    return this.#zone.offsetMs;
  }

  get switches(): Switches | null {
    return this.#switches;
  }

  /** The Expert Advisor's guards; null before they were told, or where it is older. */
  get guards(): Guards | null {
    return this.#guards;
  }

  get hello(): Hello | null {
    return this.#hello;
  }

  /** Whether programs may trade is as of the last heartbeat, which is newer than any snapshot. */
  get snapshot(): TerminalSnapshot | null {
    const snapshot = this.#snapshot;
    const algoTrading = mayTrade(this.#switches);
    if (snapshot === null || this.#switches === null || snapshot.account.algoTrading === algoTrading) return snapshot;
    return { ...snapshot, account: { ...snapshot.account, algoTrading } };
  }

  /** Those of our symbols that the broker has and has described, in our order, however they came. */
  get symbols(): readonly string[] {
    return [...new Set([...this.#wanted, ...this.#specs.keys()])].filter((symbol) => this.#specs.has(symbol));
  }

  spec = (symbol: string): SymbolSpec | null => this.#specs.get(symbol) ?? null;

  /** When its market opens next, by the broker's trade sessions and the server's clock; null: it is open, or not told. */
  opensAt(symbol: string, nowMs: number): number | null {
    const sessions = this.spec(symbol)?.sessions;
    return sessions === undefined || this.offsetMs === null ? null : opensNext(sessions, nowMs, this.offsetMs);
  }

  quote = (symbol: string): Quote | null => this.#quotes.get(symbol) ?? null;

  /** How each symbol we want is called there. Answers with what has to be subscribed. */
  mapped(): readonly { readonly symbol: string; readonly mapping: Mapping }[] {
    this.#brokerOf.clear();
    this.#oursOf.clear();
    const confirmed = this.#confirmed(this.#hello?.server ?? '');
    const names = [...this.#names];
    this.#mappings = this.#wanted.map((symbol) => {
      const mapping = mappingOf(symbol, { names, shut: this.#shut }, this.#configured, confirmed);
      if (mapping.kind !== 'none') {
        this.#brokerOf.set(symbol, mapping.broker);
        this.#oursOf.set(mapping.broker, symbol);
      }
      return { symbol, mapping };
    });
    return this.#mappings;
  }

  /** As they were found when the session began, or when one was confirmed. */
  get mappings(): readonly { readonly symbol: string; readonly mapping: Mapping }[] {
    return this.#mappings;
  }

  hasName = (broker: string): boolean => this.#names.has(broker);

  /** Takes one line in. What is wrong with it, or null. */
  take(message: FromEa): string | null {
    this.#time?.take(message);
    switch (message.t) {
      case 'hb':
        this.#switches = message;
        this.#guards = message.guards ?? null;
        this.#zone.learn(message, this.#time);
        return null;
      case 'names':
        for (const name of message.names)
          if (name !== '' && name.length <= NAME_LENGTH_MAX && this.#names.size < NAMES_MAX) this.#names.add(name);
        for (const shut of message.shut ?? []) this.#shut.add(shut);
        return null;
      case 'symbol':
        return this.#described(message);
      case 'tick':
        this.#priced(message.sym, message.bid, message.ask, message.ms);
        return null;
      case 'account':
        this.#account = message;
        return null;
      case 'operation':
        this.#operations = [...this.#operations, operationOf(message, this)].slice(-OPERATIONS_MAX);
        return null;
      case 'snapshot.begin':
        this.#draft = { rev: message.rev, positions: [], orders: [] };
        return null;
      case 'position':
        this.#draft?.positions.push(message);
        return null;
      case 'order':
        this.#draft?.orders.push(message);
        return null;
      case 'snapshot.end':
        return this.#completed(message);
      default:
        return null;
    }
  }

  /** The account as of the last lines; null before the first. */
  account(): Account | null {
    if (this.#hello === null || this.#account === null) return null;
    return accountOf(this.#hello, this.#account, mayTrade(this.#switches), this.#operations);
  }

  #described(line: LineOf<'symbol'>): string | null {
    const symbol = this.ours(line.sym);
    const isWhole = line.tickSize > 0 && line.point > 0 && line.volMin > 0 && line.volStep > 0;
    const known = [...this.#specs].map(([name, spec]) => ({ spec, quote: this.quote(name) }));
    const values = tickValuesOf(line, this.#hello?.currency ?? null, known);
    if (!isWhole || values === null) return `${line.sym} is described without tick size, tick value or volumes`;
    const isFirst = !this.#specs.has(symbol);
    this.#specs.set(symbol, specOf(line, { symbol, values, pip: this.#pips[symbol], utc: this.utc }));
    if (line.ms > 0) this.#priced(line.sym, line.bid, line.ask, line.ms);
    return isFirst && values.by === 'calculation' && line.tickLoss > 0 && values.loss > line.tickLoss * VALUE_DIFFERS
      ? `${line.sym} loses ${values.loss} a tick by the terminal's calculation, not ${line.tickLoss}: the calculation counts`
      : null;
  }

  #priced(broker: string, bid: number, ask: number, ms: number): void {
    const symbol = this.ours(broker);
    if (bid > 0 && ask >= bid) this.#quotes.set(symbol, { symbol, bid, ask, at: this.utc(ms) });
  }

  /** Only a snapshot that adds up counts: its numbers and its hash are the terminal's own. */
  #completed({ rev, positions, orders, hash }: LineOf<'snapshot.end'>): string | null {
    const draft = this.#draft;
    this.#draft = null;
    if (draft?.rev !== rev) return 'a snapshot ends that did not begin';
    const text = snapshotText(draft.positions);
    const isSame = createHash('sha256').update(text).digest('hex') === hash;
    if (draft.positions.length !== positions || draft.orders.length !== orders || !isSame) return 'a snapshot does not add up';
    const account = this.account();
    if (account === null) return 'a snapshot came before the account';
    const seen: Position[] = draft.positions.map((line) => positionOf(line, this));
    const working: PendingOrder[] = draft.orders.map((line) => orderOf(line, this));
    this.rev = rev;
    this.#snapshot = { at: 0, account, positions: seen, orders: working };
    return null;
  }

  /** When the newest snapshot was taken, by our own clock. */
  stamp(at: number): TerminalSnapshot | null {
    if (this.#snapshot !== null) this.#snapshot = { ...this.#snapshot, at };
    return this.#snapshot;
  }
}
