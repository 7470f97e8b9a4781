import { effectOf, ORDER_EFFECTS, scopeKey, type OrderRequest, type StopScope, type TerminalSnapshot } from '#shared/domain';
import { isInputType, type JournalRecord, type Payload } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import { magicOf } from '#shared/strategies';
import type { PaperTerminal } from '../adapters/paper-broker/index.ts';
import { CashWatch } from './cash-watch.ts';
import { needlessStop, sizingProblems } from './sizing-watch.ts';

/** Which rule did not hold, and how one saw it. The names are those of the quality bar; `A1` is a trader's click, `BUG` an assertion. */
export type Broken = { readonly invariant: string; readonly text: string };
type Intended = Payload<'order.intended'>;

/** How many snapshots back a certificate may refer to. */
const LOOKS_MAX = 50;

/** Looks on from outside the cockpit, over all its lives, and keeps the first thing that is not as it must be. */
export class Watcher {
  broken: Broken | null = null;
  latch: 'open' | 'halted' = 'open';
  readonly intended = new Map<string, Intended>();
  readonly sent = new Set<string>();
  readonly #durable = new Set<string>();
  /** Sent with a durable intent. */
  readonly #onRecord = new Set<string>();
  readonly #orderOf = new Map<string, string>();
  /** What the broker really held when each snapshot was taken. */
  readonly #looks = new Map<number, { readonly held: number; readonly working: number; readonly isBlind: boolean }>();
  #isHaltedOnDisk = false;
  /** Symbols and strategies that are stopped, as it was told and as it is on disk. */
  #stops = new Map<string, StopScope>();
  readonly #stopsOnDisk = new Map<string, StopScope>();
  #cause: JournalRecord | null = null;
  readonly #cash = new CashWatch();
  /** Looks in a row, by when they were taken, that showed no working order, and that showed nothing at all. */
  readonly #noOrders = new Set<number>();
  readonly #nothing = new Set<number>();
  readonly #broker: PaperTerminal;
  readonly #cockpit: () => ReadonlyCockpit;

  constructor(broker: PaperTerminal, cockpit: () => ReadonlyCockpit) {
    this.#broker = broker;
    this.#cockpit = cockpit;
  }

  fail(invariant: string, text: string): void {
    this.broken ??= { invariant, text };
  }

  /** Records have reached the disk. */
  durable(records: readonly JournalRecord[]): void {
    for (const record of records) {
      if (record.type === 'trading.changed') this.#isHaltedOnDisk = record.payload.to === 'halted';
      // A look may be on disk and never told, when the process ends in between.
      if (record.type === 'terminal.observed') this.#clean(record.payload.snapshot);
      if (record.type === 'stop.latched') this.#stopsOnDisk.set(scopeKey(record.payload.scope), record.payload.scope);
      if (record.type === 'stop.lifted') this.#stopsOnDisk.delete(scopeKey(record.payload.scope));
      if (record.type !== 'order.intended') continue;
      this.#durable.add(record.payload.cid);
      this.#intend(record.payload);
    }
  }

  looked(snapshot: TerminalSnapshot, isBlind: boolean): void {
    this.#looks.set(snapshot.at, { held: snapshot.positions.length, working: snapshot.orders.length, isBlind });
    const [oldest] = this.#looks.keys();
    if (this.#looks.size > LOOKS_MAX && oldest !== undefined) this.#looks.delete(oldest);
  }

  /** A request leaves the cockpit. With a broken disk only what takes risk away may. */
  sending(request: OrderRequest, isDiskBroken: boolean): void {
    const { cid, op } = request;
    const addsRisk = this.#addsRisk(request);
    if (!this.#durable.has(cid) && (addsRisk || !isDiskBroken))
      this.fail('I1', `${op} ${cid} was sent before its intent was durable`);
    // A close that could not be written down is not known after a restart: asked for again, its id keeps it from being done twice.
    if (this.#onRecord.has(cid)) this.fail('I7', `${op} ${cid} was sent twice`);
    this.sent.add(cid);
    if (this.#durable.has(cid)) this.#onRecord.add(cid);
    if (addsRisk && this.latch !== 'open') this.fail('I3', `The ${op} ${cid} was sent after the halt`);
  }

  /** By the broker's own books, not by the ledger's. */
  #addsRisk(request: OrderRequest): boolean {
    const held = this.#broker.snapshot()?.positions.find(({ ticket }) => 'ticket' in request && ticket === request.ticket);
    return ORDER_EFFECTS[effectOf(request, held ?? null)].addsRisk;
  }

  /** Records are told to the windows: everything the engine asked of the world for them has been asked by now. */
  published(batch: readonly JournalRecord[]): void {
    for (const record of batch) {
      if (isInputType(record.type)) this.#cause = record;
      if (record.type === 'trading.changed') this.#traded(record.payload);
      else if (record.type === 'stop.latched') this.#stops.set(scopeKey(record.payload.scope), record.payload.scope);
      else if (record.type === 'stop.lifted') this.#stops.delete(scopeKey(record.payload.scope));
      else if (record.type === 'day.anchored') this.#cash.anchored(this.#cause);
      else if (record.type === 'order.intended') this.#ordered(record.payload);
      else if (record.type === 'order.resolved') void this.#resolved(record.payload);
      else if (record.type === 'terminal.observed') this.#clean(record.payload.snapshot);
      else if (record.type === 'signal.moved') this.#moved(record.payload);
      else if (record.type === 'stop.progressed') this.#stopped(record.payload.certificate);
    }
    this.#drifted(batch);
  }

  /** A look counts for a certificate only when it is another one, and nothing was there. */
  #clean(snapshot: TerminalSnapshot | null): void {
    if (snapshot === null) return;
    if (snapshot.orders.length > 0) this.#noOrders.clear();
    else this.#noOrders.add(snapshot.at);
    if (snapshot.orders.length + snapshot.positions.length > 0) this.#nothing.clear();
    else this.#nothing.add(snapshot.at);
  }

  /** An exit is over when nothing that it asked for is still under way. */
  #moved({ signalId, state }: Payload<'signal.moved'>): void {
    const { signals, openOrders, orders } = this.#cockpit();
    if (state !== 'closed' || signals.get(signalId)?.signal.kind !== 'exit') return;
    const open = [...openOrders].find((cid) => orders.get(cid)?.askedBy === signalId);
    if (open !== undefined) this.fail('I10', `Exit ${signalId} is over while its close ${open} is under way`);
  }

  /** After the last look of a batch: what the ledger has and the terminal does not is on the screen, and nothing is opened. */
  #drifted(batch: readonly JournalRecord[]): void {
    const last = batch.findLast(({ type }) => isInputType(type));
    if (last?.type !== 'terminal.observed' || last.payload.snapshot === null) return;
    const { positions, drift, trading } = this.#cockpit();
    const { at, positions: there } = last.payload.snapshot;
    const missing = [...positions.values()].find(
      ({ position }) => position.openedAt < at && !there.some(({ ticket }) => ticket === position.ticket),
    );
    if (missing !== undefined && (drift === null || trading.state === 'active'))
      this.fail(
        'I14',
        `Position ${missing.position.ticket} is not at the terminal, and trading is ${trading.state} without a drift`,
      );
  }

  /** The process has ended: what is on disk is what the next one knows. */
  died(): void {
    this.latch = this.#isHaltedOnDisk ? 'halted' : 'open';
    this.#stops = new Map(this.#stopsOnDisk);
  }

  #intend(order: Intended): void {
    this.intended.set(order.cid, order);
    const { signalId, request, cid } = order;
    if (request.op !== 'open' || signalId === null) return;
    const first = this.#orderOf.get(signalId);
    if (first !== undefined && first !== cid) this.fail('I2', `Signal ${signalId} has two orders: ${first} and ${cid}`);
    this.#orderOf.set(signalId, cid);
  }

  #traded({ to, reason }: Payload<'trading.changed'>): void {
    if (to === 'halted') this.latch = 'halted';
    else if (to === 'active') this.latch = 'open';
    if (!reason.startsWith('Hard stop') || reason.includes('as it will be')) return;
    const needless = needlessStop(this.#cause, this.#cockpit(), this.#cash);
    if (needless !== null) this.fail('I5', needless);
  }

  #ordered(order: Intended): void {
    this.#intend(order);
    const { request, cid } = order;
    if (order.askedBy !== undefined && request.op === 'close' && this.#cockpit().positions.get(request.ticket)?.foreign === true)
      this.fail('X1', `Exit ${order.askedBy} closes ${request.ticket}, which is not ours`);
    if (request.op !== 'open') {
      if (!this.sent.has(cid) && !this.#addsRisk(request)) this.fail('I13', `The ${request.op} ${cid} was decided and not sent`);
      return;
    }
    if (this.latch !== 'open') this.fail('I3', `Entry ${cid} was intended after the halt`);
    for (const [key, scope] of this.#stops)
      if (
        scope.kind === 'symbol'
          ? scope.symbol === request.symbol
          : scope.kind === 'strategy' && magicOf(scope.strategyId) === request.magic
      )
        this.fail('I3', `Entry ${cid} was intended while ${key} was stopped`);
    for (const { invariant, text } of sizingProblems(order, request, this.#cause, this.#cockpit(), this.#cash))
      this.fail(invariant, text);
  }

  async #resolved({ cid, outcome }: Payload<'order.resolved'>): Promise<void> {
    const { kind } = await this.#broker.probe(cid);
    if (outcome.kind === 'refused' && (kind === 'found' || kind === 'found_closed'))
      this.fail('I7', `Order ${cid} was taken for refused, and the broker has it`);
    if (outcome.kind === 'confirmed' && kind === 'absent')
      this.fail('I7', `Order ${cid} was taken for done, and the broker does not have it`);
  }

  #stopped({ id, state, scope }: Payload<'stop.progressed'>['certificate']): void {
    if (state !== 'flat' && state !== 'halted') return;
    if (scope !== undefined && scope.kind !== 'account') return; // What else is held says nothing about it.
    const seen = this.#cause?.type === 'terminal.observed' ? this.#cause.payload.snapshot : null;
    if (seen === null) {
      this.fail('I4', `Certificate ${id} says ${state} without a look at the terminal`);
      return;
    }
    const looks = (state === 'flat' ? this.#nothing : this.#noOrders).size;
    if (looks < 2) this.fail('I4', `Certificate ${id} says ${state} after ${looks} clean look`);
    const held = this.#cockpit().positions.size;
    if (state === 'flat' && held > 0) this.fail('I4', `Certificate ${id} says flat, the ledger holds ${held} positions`);
    const there = this.#looks.get(seen.at);
    if (seen.orders.length > 0 || (state === 'flat' && seen.positions.length > 0))
      this.fail(
        'I4',
        `Certificate ${id} says ${state}, the snapshot shows ${seen.positions.length} positions, ${seen.orders.length} orders`,
      );
    else if (there?.isBlind === false && (there.working > 0 || (state === 'flat' && there.held > 0)))
      this.fail('I4', `Certificate ${id} says ${state}, the broker held ${there.held} positions, ${there.working} orders`);
  }
}
