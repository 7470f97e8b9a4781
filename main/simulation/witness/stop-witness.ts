import { scopeKey, type OrderRequest, type Position, type StopScope, type TradingState } from '#shared/domain';
import { isInputType, type JournalRecord, type Payload } from '#shared/events';
import { addsRisk, isCovered } from './ours.ts';
import type { Report } from './report.ts';

/** What the simulated operator asks for that begins or ends a stop. */
export type OperatorAct =
  | { readonly kind: 'halt'; readonly scope: StopScope }
  | { readonly kind: 'lift'; readonly scope: StopScope }
  | { readonly kind: 'resume' }
  | { readonly kind: 'adopt' };
/** `unclear`: the process ended, or its disk failed, before the act was answered. */
export type ActEnd = 'done' | 'refused' | 'unclear';
/** An act from its first moment on. */
export type Asked = { readonly act: OperatorAct; isUsed: boolean };

const ACCOUNT: StopScope = { kind: 'account' };

/**
 * I3. A stop stands from the moment it is answered, or is on disk where the engine decided it by itself, whatever is told to
 * windows later. From then on no entry of its scope is sent, and only the operator's own act ends it: a typed resume, a typed
 * lift. Reduce-only ends also with an adopted difference, or with a look at the terminal.
 */
export class StopWitness {
  readonly #report: Report;
  /** As the records on disk have it. */
  #trading: TradingState = 'active';
  #cause: JournalRecord['type'] | null = null;
  readonly #onDisk = new Map<string, StopScope>();
  /** Answered by a process whose disk was sound: no restart may lose them. */
  readonly #acknowledged = new Map<string, StopScope>();
  /** Everything that stands, also what a process with a failed disk has only in memory. */
  #standing = new Map<string, StopScope>();
  #asked: Asked[] = [];

  constructor(report: Report) {
    this.#report = report;
  }

  /** The operator asks; nothing is known of the answer yet. */
  asks(act: OperatorAct): Asked {
    const asked = { act, isUsed: false };
    this.#asked.push(asked);
    return asked;
  }

  /** The operator is answered. `isDiskSound`: what the process says can have been written down. */
  answered(asked: Asked, end: ActEnd, isDiskSound: boolean): void {
    const { act } = asked;
    if (end !== 'unclear') this.#asked = this.#asked.filter((other) => other !== asked);
    if (end === 'refused' && asked.isUsed)
      this.#report('I3', `The ${act.kind} was refused to the operator and done all the same`);
    if (end !== 'done' || act.kind !== 'halt') return;
    const key = scopeKey(act.scope);
    this.#standing.set(key, act.scope);
    if (!isDiskSound) return;
    this.#acknowledged.set(key, act.scope);
    if (!this.#onDisk.has(key)) this.#report('I3', `The stop of ${key} was answered before it was on disk`);
  }

  /** What is stopped at this moment. */
  get standing(): readonly StopScope[] {
    return [...this.#standing.values()];
  }

  /** The operator has asked for such a thing, and it is not over. */
  isAsking(kind: OperatorAct['kind']): boolean {
    return this.#asked.some(({ act }) => act.kind === kind);
  }

  /** A record has reached the disk. */
  recorded(record: JournalRecord): void {
    if (isInputType(record.type)) this.#cause = record.type;
    if (record.type === 'trading.changed') this.#traded(record.payload);
    else if (record.type === 'order.intended') this.#intended(record.payload.request);
    else if (record.type === 'stop.latched') this.#latch(record.payload.scope);
    else if (record.type === 'stop.lifted') {
      const key = scopeKey(record.payload.scope);
      if (!this.#wasAsked((act) => act.kind === 'lift' && scopeKey(act.scope) === key))
        this.#report('I3', `The stop of ${key} was lifted, and the operator did not ask for it`);
      this.#end(key);
    }
  }

  /** A request leaves the cockpit. `held`: the position it changes, as the broker has it. */
  sent(request: OrderRequest, held: Position | null = null): void {
    if (!addsRisk(request, held)) return;
    const about = request.op === 'open' ? request : held;
    for (const [key, scope] of this.#standing)
      if (about === null ? scope.kind === 'account' : isCovered(scope, about))
        this.#report('I3', `The ${request.op} ${request.clientOrderId} was sent while the stop of ${key} stood`);
    if (this.#trading === 'reducing')
      this.#report('I14', `The ${request.op} ${request.clientOrderId} was sent while trading was reduce-only`);
  }

  /** The process has ended: the next one knows what is on disk, and what was acknowledged has to be there. */
  died(): void {
    this.#standing = new Map([...this.#onDisk, ...this.#acknowledged]);
  }

  /** What the cockpit shows of its stops, at any moment while it is sound. */
  shows(trading: TradingState, stops: ReadonlySet<string>): void {
    for (const key of this.#standing.keys())
      if (key === 'account' ? trading !== 'halted' : !stops.has(key))
        this.#report('I3', `The stop of ${key} stands, and the cockpit shows trading ${trading} without it`);
  }

  #intended(request: OrderRequest): void {
    for (const [key, scope] of request.op === 'open' ? this.#onDisk : [])
      if (request.op === 'open' && isCovered(scope, request))
        this.#report('I3', `The open ${request.clientOrderId} was decided while the stop of ${key} stood`);
  }

  #traded({ to }: Payload<'trading.changed'>): void {
    const before = this.#trading;
    this.#trading = to;
    if (to === 'halted') {
      this.#latch(ACCOUNT);
      return;
    }
    const isHalted = this.#standing.has('account');
    const isResumed = to === 'active' && this.#wasAsked((act) => act.kind === 'resume');
    if (isHalted && !isResumed) this.#report('I3', `Trading went from halted to ${to}, and the operator did not resume it`);
    const isSettled = this.#cause === 'terminal.observed' || isResumed;
    if (to === 'active' && !isHalted && !isSettled && !this.#wasAsked((act) => act.kind === 'adopt'))
      this.#report('I3', `Trading went from ${before} to active after ${this.#cause ?? 'nothing'}, and nobody asked for it`);
    if (to === 'active') this.#end('account');
  }

  #latch(scope: StopScope): void {
    this.#standing.set(scopeKey(scope), scope);
    this.#onDisk.set(scopeKey(scope), scope);
  }

  #end(key: string): void {
    for (const stops of [this.#standing, this.#onDisk, this.#acknowledged]) stops.delete(key);
  }

  #wasAsked(isSuch: (act: OperatorAct) => boolean): boolean {
    const found = this.#asked.find(({ act, isUsed }) => !isUsed && isSuch(act));
    if (found === undefined) return false;
    found.isUsed = true;
    return true;
  }
}
