import type { OrderRequest, Outcome, TerminalSnapshot } from '#shared/domain';
import { isInputType, type JournalRecord, type Payload } from '#shared/events';
import { BrokerBooks } from './broker-books.ts';
import { isOnTime, ledgerClaims, pendingClaims } from './claims.ts';
import { CertificateWitness, type Look } from './certificate-witness.ts';
import { ClockWitness } from './clock-witness.ts';
import { DayWitness } from './day-witness.ts';
import { firmOf } from './firm-day.ts';
import { LedgerWitness } from './ledger-witness.ts';
import { ManagementWitness } from './management-witness.ts';
import { OrderWitness } from './order-witness.ts';
import { addsRisk, isOurs } from './ours.ts';
import { PendingWitness } from './pending-witness.ts';
import { ProtectionWitness } from './protection-witness.ts';
import { RecordsWitness } from './records-witness.ts';
import type { Broken } from './report.ts';
import { RiskWitness } from './risk-witness.ts';
import { SendingWitness } from './sending-witness.ts';
import { StopWitness } from './stop-witness.ts';
import type { Watched } from './watched.ts';

/** The ways of a request to the broker take a moment, and so does the engine: added to what is due at once. */
const MOMENT_MS = 1_500;
/** A step of time that is longer counts as so long: nothing could be done in the rest of it. */
const STEP_MS = 500;
const LOOK_EVERY_MS = 250;
/** What is seen of a terminal comes and goes with the line to it. */
const LINK_REST_MS = 60_000;

/** Looks on from outside the cockpit, over all its lives, and keeps the first thing that is not as it must be. */
export class Witnesses {
  broken: Broken | null = null;
  readonly fail = (invariant: string, text: string): void => {
    this.broken ??= { invariant, text };
  };
  readonly stop = new StopWitness(this.fail);
  readonly orders = new OrderWitness(this.fail);
  readonly certificates = new CertificateWitness(this.fail);
  readonly #records = new RecordsWitness(this.fail);
  readonly risk = new RiskWitness(this.fail);
  readonly management = new ManagementWitness(this.fail);
  readonly #clock = new ClockWitness(this.fail);
  readonly #protection = new ProtectionWitness(this.fail);
  readonly #sending: SendingWitness;
  readonly #ledger: LedgerWitness;
  readonly #pending: PendingWitness;
  /** Null where the plan's firm is not known. */
  readonly #day: DayWitness | null;
  readonly #watched: Watched;
  readonly #broker: BrokerBooks;
  readonly #flattening = new Set<string>();
  /** Of the newest record that was heard, and of the newest on disk. */
  #heardSeq = 0;
  #durableSeq = 0;
  #lookedAt = 0;
  #linkMovedAt = 0;
  #wasAware = false;

  constructor(watched: Watched) {
    this.#watched = watched;
    this.#broker = new BrokerBooks(watched.broker);
    this.#ledger = new LedgerWitness(this.fail, watched.refreshMs + MOMENT_MS);
    this.#pending = new PendingWitness(this.fail, watched.refreshMs + 3 * MOMENT_MS);
    const { rulebook } = watched.config;
    const firm = firmOf(rulebook);
    const capital = firm === null ? null : { firm, initialBalance: rulebook.initialBalance };
    this.#sending = new SendingWitness(this.fail, watched.config, capital, this.risk);
    this.#day = capital === null ? null : new DayWitness(this.fail, capital);
  }

  /** Records have reached the disk: nothing that follows from them has left the cockpit yet. */
  durable(records: readonly JournalRecord[]): void {
    const nowMs = this.#watched.nowMs();
    for (const record of records) {
      this.#durableSeq = record.seq;
      this.stop.recorded(record);
      this.risk.recorded(record);
      this.#records.recorded(record, nowMs, nowMs - this.#linkMovedAt < LINK_REST_MS);
      if (record.type === 'order.intended') this.orders.durable(record.payload);
      if (record.type === 'order.resolved') this.orders.ended(record.payload);
      this.#hear(record);
    }
  }

  /** Records are told to the windows: everything the engine asked of the world for them has been asked by now. */
  published(batch: readonly JournalRecord[]): void {
    for (const record of batch) {
      this.#hear(record);
      if (record.type === 'order.intended') this.#ordered(record.payload);
      else if (record.type === 'order.resolved') {
        this.orders.ended(record.payload);
        void this.#resolved(record.payload);
      } else if (record.type === 'signal.moved') this.orders.moved(record.payload, this.#watched.cockpit());
    }
    const last = batch.findLast(({ type }) => isInputType(type));
    if (last?.type === 'terminal.observed' && last.payload.snapshot !== null)
      this.#ledger.took(last.payload.snapshot.at, last.payload.snapshot.positions, ledgerClaims(this.#watched.cockpit()));
  }

  /** A request leaves the cockpit; no terminal takes it after `untilMs`, true time. */
  sending(request: OrderRequest, untilMs: number): void {
    const { nowMs } = this.#watched;
    const held = 'ticket' in request ? this.#broker.held(request.ticket) : null;
    const [isAdding, isDiskBroken] = [addsRisk(request, held), !this.#watched.isDiskSound()];
    this.orders.sending(request, { isAdding, isDiskBroken, held: (one) => this.#broker.held(one) });
    this.stop.sent(request, held);
    this.management.sending(request, { held, deals: this.#broker.deals }, nowMs(), untilMs);
    this.#clock.look(nowMs(), this.#watched.clock());
    this.#clock.sent(request, nowMs());
    for (const one of [this.#pending, this.#protection]) one.sending(request);
    const at = request.op === 'open' ? this.#broker.atSending(nowMs()) : null;
    if (request.op === 'open' && at !== null) this.#sending.sending(request, untilMs, at);
  }

  /** The broker's last word on a request. */
  settled(clientOrderId: string, outcome: Outcome): void {
    this.#sending.settled(clientOrderId);
    this.management.settled(clientOrderId);
    for (const one of [this.#pending, this.#protection]) one.answered(clientOrderId, outcome);
  }

  /** The terminal's books as the cockpit is shown them at this moment. */
  shown(snapshot: TerminalSnapshot): void {
    this.#sending.shown(snapshot);
  }

  looked(look: Look): void {
    this.certificates.looked(look);
    this.shown(look.shown);
  }

  /** The line to the terminal broke or came back. */
  linkMoved(): void {
    this.#linkMovedAt = this.#watched.nowMs();
  }

  /** Time has passed: both books are held against each other, four times a second at most. */
  look(): void {
    const nowMs = this.#watched.nowMs();
    if (nowMs - this.#lookedAt < LOOK_EVERY_MS) return;
    const isAware = this.#watched.isAware();
    const ms = isAware && this.#wasAware ? Math.min(nowMs - this.#lookedAt, STEP_MS) : 0;
    this.#lookedAt = nowMs;
    this.#wasAware = isAware;
    this.#clock.look(nowMs, this.#watched.clock(), ms);
    if (this.#broker.snapshot !== null) this.#compare(this.#broker.snapshot, nowMs, ms);
  }

  /** The process has ended: what is on disk is what the next one knows. */
  died(): void {
    this.stop.died();
    this.#ledger.died();
    this.#protection.died();
    this.#pending.died();
    this.#heardSeq = this.#durableSeq;
    this.#wasAware = false;
  }

  #compare(snapshot: TerminalSnapshot, nowMs: number, ms: number): void {
    const { trading, stops, certificates, day, transfers, blocks } = this.#watched.cockpit();
    if (this.#watched.isDiskSound()) this.stop.shows(trading.state, new Set(stops.keys()));
    this.#ledger.look({ ms, broker: snapshot.positions, ...ledgerClaims(this.#watched.cockpit()), ...this.orders.doubts });
    this.#protection.look(ms, snapshot);
    this.#pending.look({
      ...{ ...pendingClaims(this.#watched.cockpit()), nowMs, ms: isOnTime(nowMs, this.#watched.clock()) ? ms : 0, snapshot },
      ...{ stops: this.stop.standing, deals: this.#broker.deals, inDoubt: this.orders.doubts.inDoubt },
      spec: (symbol) => this.#watched.broker.spec(symbol),
    });
    const standing = trading.certificateId === null ? undefined : certificates.get(trading.certificateId);
    this.#day?.look({
      nowMs,
      ms,
      books: this.#broker.books(snapshot),
      open: snapshot.positions.length + snapshot.orders.length,
      day: day === null ? null : { anchorAt: day.anchorAt, from: day.balance + transfers.day },
      isClosing: (trading.state === 'halted' && standing?.flatten === true) || blocks.has('account_size'),
    });
  }

  /** A record, once: when it is durable, or when it is told where the disk fails. */
  #hear(record: JournalRecord): void {
    if (record.seq <= this.#heardSeq) return;
    this.#heardSeq = record.seq;
    this.orders.turns.recorded(record);
    if (record.type === 'order.intended') this.orders.told(record.payload);
    else if (record.type === 'order.progressed' && record.payload.to === 'working')
      this.orders.isKnown(record.payload.clientOrderId);
    else if (record.type === 'order.ended') {
      this.orders.isKnown(record.payload.clientOrderId);
      this.#pending.ended(record.payload.clientOrderId, this.#broker.deals);
    } else if (record.type === 'position.dropped') {
      this.#sending.dropped.add(record.payload.ticket);
      this.management.dropped(record.payload.ticket);
    } else if (record.type === 'terminal.observed') {
      this.certificates.observed(record.payload.snapshot);
      this.#sending.observed(record.payload.snapshot?.positions ?? []);
    } else if (record.type === 'stop.progressed') this.#progressed(record.payload);
    else if (record.type === 'day.anchored') this.#day?.anchored(record.payload, this.#watched.nowMs());
  }

  #progressed({ certificate }: Payload<'stop.progressed'>): void {
    const { cockpit, nowMs } = this.#watched;
    const isNew = certificate.flatten && !this.#flattening.has(certificate.id);
    if (isNew) this.#flattening.add(certificate.id);
    const snapshot = this.#broker.snapshot;
    if (isNew && !this.stop.isAsking('halt') && snapshot !== null) this.#day?.closesAll(this.#broker.books(snapshot), nowMs());
    const ledger = [...cockpit().positions.values()].map(({ position }) => position);
    this.certificates.progressed(certificate, ledger, this.#sending.dropped);
  }

  #ordered({ request, clientOrderId, askedBy }: Payload<'order.intended'>): void {
    if (request.op === 'open') return;
    const held = 'ticket' in request ? this.#broker.held(request.ticket) : null;
    if (!this.orders.sent.has(clientOrderId) && !addsRisk(request, held))
      this.fail('I13', `The ${request.op} ${clientOrderId} was decided and not sent`);
    const isExit = askedBy !== undefined && request.op === 'close';
    if (isExit && held !== null && !isOurs(held) && !this.orders.turns.mayClose(held.ticket))
      this.fail('X1', `Exit ${askedBy} closes ${held.ticket}, which is not ours`);
  }

  async #resolved(end: Payload<'order.resolved'>): Promise<void> {
    const asked = this.orders.intended.get(end.clientOrderId)?.request;
    if (asked?.op === 'modify' && end.by === 'snapshot') {
      // A change is its levels: a broker may have said that it is done, and have let them drop.
      const held = this.#broker.held(asked.ticket);
      const stands = held?.stopLoss === asked.stopLoss && held.takeProfit === asked.takeProfit;
      if (held !== null) this.orders.resolved(end, stands);
      return;
    }
    const isThere = await this.#broker.has(end.clientOrderId);
    if (isThere !== null) this.orders.resolved(end, isThere);
  }
}
