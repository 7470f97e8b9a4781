import { createEngine, decide, fold, effectsOf, type Effect, type Engine, type Verdict } from '#engine';
import { NO_OBSERVER } from '#engine/controller';
import { parseConfig } from '#shared/config';
import {
  NO_LEVELS,
  type Account,
  type Deal,
  type Facts,
  type OrderRequest,
  type Outcome,
  type Position,
  type Quote,
  type Signal,
  type SymbolSpec,
  type TerminalSnapshot,
} from '#shared/domain';
import type { Decision, Input, JournalRecord, OperatorAction, Payload } from '#shared/events';
import { present } from '#shared/lib';
import { signalDigest, type SignalLife } from '#shared/projection';

/** A Monday in the overlap of London and New York. */
export const MONDAY = Date.parse('2025-08-04T13:00:00Z');
const ANY_SESSION = { sessions: ['any'] };

export const SPEC: SymbolSpec = {
  symbol: 'EURUSD',
  digits: 5,
  point: 0.00001,
  tickSize: 0.00001,
  tickValueProfit: 1,
  tickValueLoss: 1,
  contractSize: 100_000,
  volumeMin: 0.01,
  volumeMax: 50,
  volumeStep: 0.01,
  stopsLevel: 10,
  pip: 0.0001,
  currencyBase: 'EUR',
  currencyProfit: 'USD',
  currencyMargin: 'EUR',
  swap: { mode: 'none', long: 0, short: 0, triple: 3 },
};
export const ACCOUNT: Account = {
  login: '1',
  server: 'S',
  company: 'C',
  currency: 'USD',
  leverage: 100,
  marginMode: 'hedging',
  algoTrading: true,
  balance: 100_000,
  equity: 100_000,
  margin: 0,
  freeMargin: 100_000,
  marginLevel: null,
};

export type Told = Verdict & { readonly types: readonly string[] };

/**
 * The engine in a test's hand: every input is decided and folded as the runtime would, messages between agents are
 * delivered at once, and what would go to the terminal is kept to look at. Time moves only when the test says so.
 */
export class EngineInHand {
  readonly engine: Engine = createEngine();
  readonly records: JournalRecord[] = [];
  readonly sends: OrderRequest[] = [];
  readonly effects: Effect[] = [];
  /** Messages wait here instead of being delivered when `holds` is set. */
  readonly held: Extract<Effect, { kind: 'deliver' }>[] = [];
  holds = false;
  at = MONDAY;
  bid = 1.157;
  account: Account;
  link: Facts['link'] = 'up';
  positions: Position[] = [];

  constructor(changes: Record<string, unknown> = {}, account: Account = ACCOUNT) {
    this.account = account;
    const parsed = parseConfig({ strategies: { m5_bos: ANY_SESSION, m1_retest: ANY_SESSION }, ...changes });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    this.tell({
      type: 'run.started',
      payload: { version: '0', mode: 'paper', terminal: 'paper', market: 'test', config: parsed.value },
    });
    this.beat();
  }

  get cockpit(): Engine['cockpit'] {
    return this.engine.cockpit;
  }

  get quote(): Quote {
    return { symbol: 'EURUSD', bid: this.bid, ask: Number((this.bid + 0.00002).toFixed(5)), at: this.at };
  }

  get facts(): Facts {
    return {
      link: this.link,
      linkAgeMs: 0,
      account: this.account,
      positions: [...this.positions],
      orders: [],
      quote: this.quote,
      specs: [SPEC],
    };
  }

  snapshot(changes: Partial<TerminalSnapshot> = {}): TerminalSnapshot {
    return { at: this.at, account: this.account, positions: [...this.positions], orders: [], ...changes };
  }

  /** One input, its decisions, and everything that follows from them inside the engine. */
  tell(input: Input, actor = 'test', correlationId = 'story'): Told {
    const seq = this.cockpit.lastSeq + 1;
    const verdict = decide(this.engine, { input, at: this.at, actor, correlationId, seq, run: 'run-1' }, NO_OBSERVER);
    const envelope = { at: this.at, run: 'run-1', version: 2 as const, correlationId };
    const records = [
      { ...envelope, seq, causationId: null, actor, type: input.type, payload: input.payload },
      ...verdict.decisions.map((decision, index) => ({
        ...envelope,
        seq: seq + 1 + index,
        causationId: String(seq),
        actor: 'engine',
        type: decision.type,
        payload: decision.payload,
      })),
    ] as JournalRecord[];
    const effects: Effect[] = [];
    for (const record of records) {
      fold(this.engine, record);
      this.records.push(record);
      effects.push(...effectsOf(this.engine, record));
    }
    for (const effect of effects) this.#take(effect);
    return { ...verdict, types: verdict.decisions.map(({ type }) => type) };
  }

  beat(): Told {
    return this.tell({ type: 'time.reached', payload: { facts: this.facts, recentDeals: null } }, 'clock');
  }

  after(ms: number): this {
    this.at += ms;
    return this;
  }

  signalOf(signalId: string, changes: Partial<Signal> = {}): Signal {
    const { ask } = this.quote;
    return {
      signalId,
      source: 'webhook',
      dialect: 'canonical',
      kind: 'entry',
      symbol: 'EURUSD',
      timeframe: 'M5',
      pattern: 'M5_BOS',
      side: 'BUY',
      entry: ask,
      stopLoss: Number((ask - 0.002).toFixed(5)),
      takeProfit: Number((ask + 0.006).toFixed(5)),
      levels: NO_LEVELS,
      riskPercent: null,
      volumeMax: null,
      madeAt: this.at,
      metadata: {},
      ...changes,
    };
  }

  /** `traceId` is that of its delivery, which may hold several. */
  submit(
    signalId: string,
    changes: Partial<Signal> = {},
    fingerprint = `print of ${signalId}`,
    traceId = `trace-${signalId}`,
  ): Told {
    const signal = this.signalOf(signalId, changes);
    return this.tell({
      type: 'signal.arrived',
      payload: {
        arrival: { kind: 'signal', signal },
        source: signal.source,
        traceId,
        fingerprint,
        nonce: null,
        facts: this.facts,
      },
    });
  }

  act(action: OperatorAction): Told {
    return this.tell({ type: 'operator.acted', payload: { action, facts: this.facts } }, 'trader:test');
  }

  approve(signalId: string, digest = this.digest(signalId)): Told {
    return this.act({ act: 'approve', signalId, digest });
  }

  digest(signalId: string): string {
    return signalDigest(this.cockpit, this.life(signalId));
  }

  life(signalId: string): SignalLife {
    return present(this.cockpit.signals.get(signalId), `signal ${signalId} is known`);
  }

  standing(signalId: string): readonly [string, string | null] {
    const { state, reason } = this.life(signalId);
    return [state, reason?.code ?? null];
  }

  halt(flatten: boolean, snapshot: TerminalSnapshot | null = this.snapshot(), reason = 'test'): Told {
    return this.tell({ type: 'halt.asked', payload: { reason, flatten, snapshot } }, 'trader:test');
  }

  observe(recentDeals: readonly Deal[] = [], snapshot: TerminalSnapshot | null = this.snapshot()): Told {
    return this.tell(
      { type: 'terminal.observed', payload: { snapshot, link: this.link, recentDeals: [...recentDeals] } },
      'terminal',
    );
  }

  /** The newest order for a signal, approved when it has to be. */
  ordered(signalId: string, changes: Partial<Signal> = {}): Extract<OrderRequest, { op: 'open' }> {
    this.submit(signalId, changes);
    if (this.cockpit.pending.has(signalId)) this.approve(signalId);
    const request = this.sends.at(-1);
    if (request?.op !== 'open' || this.life(signalId).state !== 'ordered')
      throw new Error(`no order for ${signalId}: ${JSON.stringify(this.life(signalId).reason)}`);
    return request;
  }

  answer(clientOrderId: string, outcome: Outcome, position: Position | null = null): Told {
    return this.tell({ type: 'terminal.answered', payload: { clientOrderId, sentAt: this.at, outcome, position } }, 'terminal');
  }

  /** The terminal fills an order as asked: position, confirmation and all. */
  filled(request: Extract<OrderRequest, { op: 'open' }>, ticket: string): Position {
    const position = this.positionOf(request, ticket);
    this.positions.push(position);
    this.answer(request.clientOrderId, this.confirmed(ticket), position);
    return position;
  }

  opened(signalId: string, ticket: string, changes: Partial<Signal> = {}): Position {
    return this.filled(this.ordered(signalId, changes), ticket);
  }

  confirmed(ticket: string): Outcome {
    return { kind: 'confirmed', retcode: 10009, ticket, deal: `d${ticket}`, price: this.quote.ask, volume: null, at: this.at };
  }

  get silence(): Outcome {
    return { kind: 'unknown', why: 'no answer by the deadline', at: this.at };
  }

  positionOf(request: Extract<OrderRequest, { op: 'open' }>, ticket: string): Position {
    return {
      ticket,
      symbol: request.symbol,
      direction: request.side,
      volume: request.volume,
      entry: this.quote.ask,
      stopLoss: request.stopLoss,
      takeProfit: request.takeProfit,
      current: this.quote.bid,
      profit: 0,
      swap: 0,
      commission: 0,
      openedAt: this.at,
      clientOrderId: request.clientOrderId,
      magic: request.magic,
    };
  }

  /** The deals of a position: in, and out where it was closed (all of it, or the volumes given). */
  dealsOf(
    position: Position,
    exits: readonly { readonly volume: number; readonly profit: number; readonly reason?: Deal['reason'] }[],
  ): readonly Deal[] {
    const common = {
      position: position.ticket,
      symbol: position.symbol,
      commission: 0,
      swap: 0,
      clientOrderId: position.clientOrderId,
      magic: position.magic,
    };
    const first: Deal = {
      ...common,
      ticket: `${position.ticket}i`,
      order: position.ticket,
      direction: position.direction,
      entry: 'in',
      volume: position.volume,
      price: position.entry,
      profit: 0,
      at: position.openedAt,
      reason: 'expert',
    };
    const outs = exits.map(({ volume, profit, reason = 'sl' }, index): Deal => ({
      ...common,
      ticket: `${position.ticket}o${index}`,
      order: `${position.ticket}x${index}`,
      direction: position.direction === 'BUY' ? 'SELL' : 'BUY',
      entry: 'out',
      volume,
      price: this.bid,
      profit,
      at: this.at,
      reason,
      clientOrderId: null,
    }));
    return [first, ...outs];
  }

  /** Hands over messages that were held back. */
  release(): void {
    this.holds = false;
    for (const effect of this.held.splice(0)) this.#take(effect);
  }

  decisionsOf<T extends Decision['type']>(type: T): readonly Payload<T>[] {
    return this.records.filter((record) => record.type === type).map((record) => record.payload as Payload<T>);
  }

  #take(effect: Effect): void {
    this.effects.push(effect);
    if (effect.kind === 'send') this.sends.push(effect.request);
    if (effect.kind !== 'deliver') return;
    if (this.holds) this.held.push(effect);
    else
      this.tell(
        {
          type: 'message.delivered',
          payload: { message: effect.message, facts: effect.message.kind === 'review' ? null : this.facts },
        },
        'engine',
        effect.message.correlationId,
      );
  }
}
