import { identifierOf, type Position } from '#shared/domain';
import { DeskWithEa, type FarEnd } from './desk-with-ea.ts';
import { pause } from './ea-clock.ts';
import { hasCompiler } from './compiled-ea.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

export const ENDS: readonly FarEnd[] = ['paper', 'double', ...(hasCompiler ? (['compiled'] as const) : [])];
/** One R of every position here, as a price distance: a stop 20 pips off. */
export const R = 0.002;
const WITHIN_MS = 20_000;
/** Long enough for a price, a look at the clock and what would follow. */
const QUIET_MS = 700;
type Rules = Readonly<Record<string, unknown>>;

/** One request about an open position: its rule and step, what it asked, and the outcomes in order. */
export type Moved = {
  readonly rule: string;
  readonly step: string;
  readonly asked: number | null;
  readonly ends: readonly string[];
};

/** A desk whose strategy manages its positions by these rules, over any far end. */
export const managing = (
  far: FarEnd,
  management: Rules,
  { sessions = ['any'], ...changes }: Parameters<typeof DeskWithEa.connected>[0] & { readonly sessions?: readonly string[] } = {},
): Promise<DeskWithEa> =>
  DeskWithEa.connected({
    far,
    ...changes,
    config: { strategies: { m5_bos: { sessions, maxConcurrent: 9, management }, m1_retest: { sessions: ['any'] } } },
  });

/** One position of ours and what a test does with it. */
export class Held {
  readonly desk: DeskWithEa;
  readonly signalId: string;
  readonly ticket: string;
  readonly up: 1 | -1;
  readonly entry: number;
  readonly lots: number;
  readonly symbol: string;
  readonly #stops: number[] = [];
  readonly #watch: NodeJS.Timeout;

  private constructor(desk: DeskWithEa, signalId: string, { direction, entry, volume, symbol, ...held }: Position) {
    this.desk = desk;
    this.signalId = signalId;
    this.ticket = identifierOf(held);
    this.up = direction === 'BUY' ? 1 : -1;
    [this.entry, this.lots, this.symbol] = [entry, volume, symbol];
    this.#watch = setInterval(() => this.#look(), 4);
  }

  static async open(desk: DeskWithEa, signalId: string, side: 'BUY' | 'SELL', symbol = 'EURUSD'): Promise<Held> {
    const before = new Set(desk.venue.positions.map(identifierOf));
    await desk.signal(signalId, { side, symbol });
    const [state, why] = await desk.state(signalId, ['open', 'failed', 'rejected'], WITHIN_MS);
    const made = desk.venue.positions.find((one) => one.symbol === symbol && !before.has(identifierOf(one)));
    if (state !== 'open' || made === undefined) throw new Error(`${signalId} did not open: ${state} ${why}`);
    return new Held(desk, signalId, made);
  }

  /** Every stop that it had at the venue, oldest first. */
  get stops(): readonly number[] {
    this.#look();
    return this.#stops;
  }

  get position(): Position | undefined {
    return this.desk.venue.positions.find((one) => identifierOf(one) === this.ticket);
  }

  /** So many R from its entry, on the price grid. */
  level(r: number): number {
    return Number((this.entry + this.up * r * R).toFixed(5));
  }

  /** The price by which it would be closed goes to so many R of gain. */
  to(r: number): void {
    this.desk.venue.price(this.symbol, Number((this.level(r) - (this.up === 1 ? 0 : 0.00002)).toFixed(5)));
  }

  /** There, and long enough for a move that must not come. */
  async stays(r: number): Promise<void> {
    this.to(r);
    await pause(QUIET_MS);
  }

  /** There, until so many moves of it have their last word and nothing is under way. */
  async moves(r: number, count: number): Promise<void> {
    this.to(r);
    await this.moved(count);
  }

  async moved(count: number): Promise<void> {
    await until(() => this.done.length >= count && this.isSettled, WITHIN_MS);
  }

  get isSettled(): boolean {
    const { openOrders, orders, drift } = this.desk.runtime.cockpit;
    const mine = [...openOrders].some((id) => orders.get(id)?.managed !== undefined);
    return !mine && drift === null && this.ledgerAgrees;
  }

  /** Ledger and terminal say the same of it: gone, or the same lots and stop. */
  get ledgerAgrees(): boolean {
    const mine = this.desk.runtime.cockpit.positions.get(this.ticket)?.position;
    const there = this.position;
    if (mine === undefined || there === undefined) return mine === there;
    return mine.volume === there.volume && mine.stopLoss === there.stopLoss;
  }

  /** Its moves that have ended, oldest first. */
  get done(): readonly Moved[] {
    return this.all.filter(({ ends }) => ends.some((kind) => kind !== 'unknown'));
  }

  /** Every move: an intent with its reason, and the outcomes on record. */
  get all(): readonly Moved[] {
    const ends = this.desk.records('order.resolved');
    return this.desk.records('order.intended').flatMap(({ payload: { request, managed } }) => {
      if (managed === undefined || !('ticket' in request) || this.#identifier(request.ticket) !== this.ticket) return [];
      if (managed.text === '') throw new Error(`A move without a reason: ${JSON.stringify(request)}`);
      const asked = request.op === 'modify' ? request.stopLoss : request.op === 'close' ? request.volume : null;
      const mine = ends.filter(({ payload }) => payload.clientOrderId === request.clientOrderId);
      return [{ rule: managed.rule, step: managed.step, asked, ends: mine.map(({ payload }) => payload.outcome.kind) }];
    });
  }

  /** Rules and steps of what was done, in order. */
  get rules(): readonly string[] {
    return this.done.map(({ rule, step }) => (step === '' ? rule : `${rule} ${step}`));
  }

  /** What must hold of every story: no stop went back, ours or the venue's; nothing is under way, no bug, no difference. */
  get faults(): readonly string[] {
    const asked = this.desk.records('order.intended').flatMap(({ payload: { request, managed } }) => {
      if (managed === undefined || request.op !== 'modify' || request.stopLoss === null) return [];
      return this.#identifier(request.ticket) === this.ticket ? [request.stopLoss] : [];
    });
    const isBack = (stops: readonly number[]): boolean =>
      stops.some((stop, at) => at > 0 && this.up * (stop - (stops[at - 1] ?? stop)) < -1e-9);
    return [
      ...(isBack(this.stops) ? [`a stop at the venue went back: ${this.stops.join(' ')}`] : []),
      ...(isBack(asked) ? [`a stop was asked for behind the last one: ${asked.join(' ')}`] : []),
      ...(this.ledgerAgrees ? [] : ['the ledger differs from the terminal']),
      ...(this.all.length === this.done.length ? [] : ['a move has no last word']),
      ...this.desk.bugs.map(String),
    ];
  }

  /** Deals that closed some of it, oldest first: lots each. */
  get out(): readonly number[] {
    return this.desk.venue.account
      .deals(0)
      .filter(({ position, entry }) => position === this.ticket && entry !== 'in')
      .map(({ volume }) => volume);
  }

  end(): void {
    clearInterval(this.#watch);
  }

  #identifier(ticket: string): string {
    return this.desk.venue.identifier(ticket);
  }

  #look(): void {
    const stop = this.position?.stopLoss ?? null;
    if (stop !== null && this.#stops.at(-1) !== stop) this.#stops.push(stop);
  }
}
