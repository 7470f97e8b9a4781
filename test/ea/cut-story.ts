import { createChance, type Chance, type Fault } from '#main/paper-broker/index.ts';
import { identifierOf, type Position, type Side } from '#shared/domain';
import { BookWitness } from './book-witness.ts';
import { CuttingWire } from './cutting-wire.ts';
import { DeskWithEa, type FarEnd } from './desk-with-ea.ts';
import { clock, every, pause, untilByClock as until } from './ea-clock.ts';
import { standingOf } from './standing.ts';
import { agreed, booked, WaitingEntry, type Kind } from './waiting-entry.ts';

export type BridgedEnd = Exclude<FarEnd, 'paper'>;
/** What happens besides the break: nothing, one of the two ends dies, or both and the terminal is alone for a while. */
type Act = 'link' | 'terminal' | 'cockpit' | 'timeframe' | 'both';
type Step = 'entry' | 'fill' | 'first part' | 'second part' | 'end';

export const STEPS: readonly Step[] = ['entry', 'fill', 'first part', 'second part', 'end'];
/** A position that got no stop for so long is closed: by the Expert Advisor, or by the engine where that does nothing by itself. */
const STOP_SECONDS = 5;
/** Looks and requests on a machine that has much to do. */
const ALLOWANCE_MS = 10_000;
const WITHIN_MS = 90_000;
/** After three refusals in a row, as a cut and a fault can make them, the rules wait 5, 15 and 60 s. */
const PART_WITHIN_MS = 180_000;
/** Looks are most of what a story costs, and it waits for seconds. */
const LOOK_MS = 100;
/** So long the terminal is alone where both ends died: longer than any position may be without its stop. */
const ALONE_MS = STOP_SECONDS * 1_000 + ALLOWANCE_MS + 3_000;
const R = 0.002;
const BASE = { EURUSD: 1.157, GBPUSD: 1.333 } as const;
const SYMBOLS = ['EURUSD', 'GBPUSD'] as const;
const ENDED = ['failed', 'rejected', 'cancelled', 'expired', 'closed'];
const RULES = {
  breakEvenAtR: 1,
  partials: [
    { atR: 1, percent: 50 },
    { atR: 2, percent: 25 },
  ],
  trailing: 'r',
  trailingStartR: 1.5,
  trailingDistance: 1,
  trailingStepR: 0.25,
};
const WILD = { maxEntriesPerMinute: 10_000, repeatedEntries: 1_000, maxRequestsPerDay: 100_000, maxLotsPerDay: 100_000 };
const FAULTS: readonly Fault[] = [
  { kind: 'answer_lost' },
  { kind: 'timeout' },
  { kind: 'levels_dropped' },
  { kind: 'partial_fill', share: 0.5 },
  { kind: 'requote' },
  { kind: 'placed', afterMs: 900, ends: 'filled' },
  { kind: 'refuse', retcode: 10_006, text: 'Request rejected' },
];

/** How one story went. */
export type Told = {
  readonly id: string;
  readonly far: BridgedEnd;
  readonly kind: Kind;
  /** Where it was cut, and what happened there. */
  readonly cuts: readonly string[];
  readonly state: string | undefined;
  readonly said: string;
  readonly faults: readonly string[];
  readonly tookMs: number;
  /** What was waited for in vain, for much longer than anything takes: what differs at the end is a fault, and this says where it began. */
  readonly vain: readonly string[];
  /** Of a story with faults: what the engine waited for when the first was seen, and its last records. */
  readonly standing: readonly string[];
};

/** Stories one after the other at one desk, all of them drawn from the seed. Ends early where trading was stopped. */
export class CutDesk {
  readonly told: Told[] = [];
  /** Entries that were refused before an order was made, with the reason. */
  readonly refused: string[] = [];
  longestBareMs = 0;
  readonly #chance: Chance;
  readonly #far: BridgedEnd;
  readonly #seed: number;
  readonly #wire = new CuttingWire();
  #desk!: DeskWithEa;
  #witness!: BookWitness;
  #acts: Promise<void> = Promise.resolve();
  #isAway = false;
  #cuts: string[] = [];
  #standing: readonly string[] = [];
  #vain: string[] = [];

  constructor(far: BridgedEnd, seed: number) {
    [this.#far, this.#seed] = [far, seed];
    this.#chance = createChance(seed);
  }

  /** `onTold` hears of each story as it ends. */
  async tell(count: number, onTold: (story: Told) => void = () => undefined): Promise<this> {
    await this.#wire.start();
    this.#desk = await DeskWithEa.connected({
      far: this.#far,
      wire: this.#wire,
      inputs: { InpTimerMs: '40', InpStopSeconds: String(STOP_SECONDS), InpMaxPerMinute: '100000', InpMaxPerDay: '100000' },
      config: {
        limits: WILD,
        recovery: { withoutStopMs: STOP_SECONDS * 1_000 },
        rulebook: { preset: 'own-account' },
        strategies: { m5_bos: { sessions: ['any'], maxConcurrent: 9, management: RULES }, m1_retest: { sessions: ['any'] } },
      },
    });
    const desk = this.#desk;
    desk.venue.lookMs = LOOK_MS;
    // The Expert Advisor protects by itself, whether there is a cockpit or not; the double waits for the engine.
    const isGuarded = (): boolean => !this.#isAway && (this.#far === 'compiled' || desk.terminal.link().state === 'up');
    this.#witness = new BookWitness(desk.venue, isGuarded, STOP_SECONDS * 1_000 + ALLOWANCE_MS);
    try {
      for (let n = 0; this.told.length < count && n < 3 * count && (await this.#isReady()); n += 1) {
        const beganAt = performance.now();
        this.#vain = [];
        const told = await this.#story(`${this.#seed}.${n}`);
        const story = { ...told, tookMs: Math.round(performance.now() - beganAt), vain: this.#vain };
        // It made no order: no story either.
        if (story.state === 'rejected' && story.faults.length === 0) this.refused.push(story.said);
        else {
          this.told.push(story);
          onTold(story);
        }
      }
    } finally {
      this.longestBareMs = this.#witness.longestBareMs;
      this.#witness.end();
      await desk.close();
      this.#wire.stop();
    }
    return this;
  }

  /** As a trader goes on: what the faults of a story have halted is resumed; the next request tries a breaker. */
  #isReady(): Promise<boolean> {
    const { runtime, terminal } = this.#desk;
    const isSo = (): boolean =>
      terminal.link().state === 'up' &&
      terminal.snapshot() !== null &&
      runtime.cockpit.trading.state === 'active' &&
      runtime.cockpit.blocks.size === 0 &&
      [...runtime.cockpit.breakers.values()].every(({ state }) => state === 'CLOSED' || state === 'HALF_OPEN');
    let askedAt = 0;
    return until(() => {
      if (isSo()) return true;
      if (runtime.cockpit.trading.state === 'halted' && clock.nowMs() > askedAt + 2_000) {
        askedAt = clock.nowMs();
        void this.#command('trading.resume', { typed: 'RESUME', reason: 'the story is over' });
      }
      return false;
    }, 120_000);
  }

  /** Waits until it is so, and keeps on record what was not, with what the engine waited for then. */
  async #until(what: string, isSo: () => boolean, withinMs: number): Promise<boolean> {
    const is = await until(isSo, withinMs);
    if (!is) {
      this.#vain.push(what);
      if (this.#standing.length === 0) this.#standing = standingOf(this.#desk);
    }
    return is;
  }

  #one<T>(of: readonly T[]): T {
    const at = Math.min(of.length - 1, Math.floor(this.#chance() * of.length));
    return of[at] as T;
  }

  async #story(id: string): Promise<Omit<Told, 'tookMs' | 'vain'>> {
    const desk = this.#desk;
    const { venue } = desk;
    const symbol = this.#one(SYMBOLS);
    const side = this.#one<Side>(['BUY', 'SELL']);
    const kind = this.#one<Kind>(['market', 'market', 'limit', 'stop', 'stop_limit']);
    const [since, asked] = [this.#sinceMs(), venue.requests.length];
    [this.#cuts, this.#standing] = [[], []];
    let price: number = BASE[symbol];
    venue.noStopsAtOpen = this.#chance() < 0.5;
    // Where none can be set at all, the position has to go.
    const isBareAtFirst = venue.noStopsAtOpen && kind === 'market';
    venue.neverStops = isBareAtFirst && this.#chance() < 0.4;
    if (isBareAtFirst && this.#chance() < 0.5) this.#endBare();
    const endBeat = every(200, () => {
      for (const each of SYMBOLS) venue.price(each, each === symbol ? price : BASE[each]);
    });
    const to = (bid: number): void => venue.price(symbol, (price = Number(bid.toFixed(5))));
    to(price);
    const isPriced = await until(
      () => desk.terminal.quote(symbol)?.bid === price && clock.nowMs() - (desk.terminal.quote(symbol)?.at ?? 0) < 2_000,
      20_000,
    );
    if (!isPriced) throw new Error(`no price of ${symbol} before story ${id}: ${standingOf(desk).join('\n')}`);
    const cutIn = new Set(STEPS.filter(() => this.#chance() < 0.45));
    const faultIn = this.#chance() < 0.4 ? this.#one(STEPS) : null;
    const at = (step: Step): void => {
      if (cutIn.has(step)) this.#arm(step);
      venue.faults.length = 0;
      if (faultIn === step) venue.faults.push(this.#one(FAULTS));
    };
    at('entry');
    const group = kind !== 'market' && this.#chance() < 0.3 ? { oco: `g${id}` } : {};
    const entry = await WaitingEntry.sent(desk, `s${id}`, { symbol, side, kind, pips: kind === 'market' ? 0 : 10, ...group });
    const other = 'oco' in group ? await WaitingEntry.sent(desk, `t${id}`, { symbol, side, kind, pips: 14, ...group }) : null;
    const faults: string[] = [];
    const held = await this.#filled(entry, kind, at, to, faults);
    if (held !== null) faults.push(...(await this.#managed(held, at, to)));
    at('end');
    if (held !== null) await this.#closed(held, to);
    await this.#isOver(entry);
    if (other !== null) {
      // One that was filled takes the other away. Where it was not, nothing does by itself.
      if (entry.fills.length > 0 && !(await until(() => !other.isThere, WITHIN_MS / 3)))
        faults.push('the other of its group stays');
      await this.#asked(() => ENDED.includes(other.state ?? ''), 'order.cancel', { order: other.signalId });
    }
    this.#wire.arm(null);
    venue.onRequest = () => undefined;
    venue.faults.length = venue.shares.length = 0;
    await this.#acts;
    await this.#until('the link', () => desk.terminal.link().state === 'up', WITHIN_MS);
    // What is left of a waiting order goes when its position has.
    const left = (): number => venue.positions.length + venue.account.snapshot(clock.nowMs()).orders.length;
    await until(() => left() === 0, WITHIN_MS / 3);
    const differing = [...(await agreed(desk)), ...(await booked(desk, since))];
    endBeat();
    faults.push(
      ...differing,
      ...(left() > 0 ? ['something is left at the broker'] : []),
      ...[entry, ...(other === null ? [] : [other])].flatMap(({ state, said }) =>
        ENDED.includes(state ?? '') ? [] : [`its signal is ${said}`],
      ),
      ...this.#witness.faults(this.#wire.orders, since),
      ...(this.#far === 'compiled' && entry.fills.length > 0 ? idleAfter(venue.requests.slice(asked)) : []),
    );
    if (faults.length > 0 && this.#standing.length === 0) this.#standing = standingOf(desk);
    const standing = this.#standing;
    return { id, far: this.#far, kind, cuts: this.#cuts, state: entry.state, said: entry.said, faults, standing };
  }

  #sinceMs(): number {
    return (this.#desk.venue.account.deals(0).at(-1)?.at ?? 0) + 1;
  }

  /** The position that it became; null: none. */
  async #filled(
    entry: WaitingEntry,
    kind: Kind,
    at: (step: Step) => void,
    to: (bid: number) => void,
    faults: string[],
  ): Promise<Position | null> {
    const isOver = (): boolean => ENDED.includes(entry.state ?? '');
    if (kind !== 'market') {
      await this.#until('resting', () => entry.isResting || isOver(), WITHIN_MS);
      at('fill');
      const way = this.#one(['fill', 'fill', 'fill', 'replace', 'cancel'] as const);
      if (way === 'cancel') {
        if (await this.#asked(isOver, 'order.cancel', { order: entry.signalId })) return null;
        faults.push('it was asked to go, and waits');
      }
      if (way === 'replace') await this.#command('order.replace', { order: entry.signalId, takeProfit: entry.terms.further });
      // Not all of it is there at the first price.
      if (this.#chance() < 0.25) this.#desk.venue.shares.push(0.4);
      for (const bid of entry.terms.reached) to(bid);
    }
    await this.#until(
      'open with its stop',
      () => (entry.state === 'open' && entry.position?.stopLoss !== null && entry.position !== undefined) || isOver(),
      WITHIN_MS,
    );
    // Its parts are shares of what has been filled by then.
    await until(() => entry.order?.rest === undefined, WITHIN_MS / 9);
    return entry.position ?? null;
  }

  /** To the first part and to the second one: what was closed then. */
  async #managed(held: Position, at: (step: Step) => void, to: (bid: number) => void): Promise<readonly string[]> {
    const faults: string[] = [];
    const ticket = identifierOf(held);
    for (const [step, r, share] of [
      ['first part', 1.1, 0.5],
      ['second part', 2.1, 0.75],
    ] as const) {
      if (!this.#isHeld(ticket)) break;
      at(step);
      to(this.#level(held, r));
      const isDone = (): boolean => this.#witness.closedShare(ticket) >= share - 0.02 || !this.#isHeld(ticket);
      await this.#until(`${step}, and nothing under way`, () => isDone() && this.#isQuiet, PART_WITHIN_MS);
      // What would be closed twice is asked for by now.
      await pause(400);
      const closed = this.#witness.closedShare(ticket);
      if (!this.#isHeld(ticket) || Math.abs(closed - share) <= 0.02) continue;
      faults.push(`${step}: ${closed.toFixed(3)} of it closed, ${share} was to be`);
      this.#standing = standingOf(this.#desk);
    }
    return faults;
  }

  async #closed(held: Position, to: (bid: number) => void): Promise<void> {
    const ticket = identifierOf(held);
    const way = this.#one(['stop', 'target', 'by hand', 'cockpit'] as const);
    if (way === 'stop') to(this.#level(held, -1.5));
    if (way === 'target') to(this.#level(held, 3.2));
    if (way === 'by hand' && this.#isHeld(ticket)) {
      const volume = this.#desk.venue.positions.find((one) => identifierOf(one) === ticket)?.volume ?? 0;
      this.#desk.venue.account.tradeByHand({ close: ticket, volume }, clock.nowMs());
    }
    const isGone = (): boolean => !this.#isHeld(ticket);
    await (way === 'cockpit'
      ? this.#asked(isGone, 'position.close', { ticket })
      : this.#until(`gone by ${way}`, isGone, WITHIN_MS));
  }

  /** What the market or a restart swallowed is asked for again, as a trader would, until it is so. */
  #asked(isSo: () => boolean, ...ask: Parameters<DeskWithEa['ask']>): Promise<boolean> {
    let askedAt = 0;
    return until(() => {
      if (isSo()) return true;
      if (clock.nowMs() > askedAt + 3_000) {
        askedAt = clock.nowMs();
        void this.#command(...ask);
      }
      return false;
    }, WITHIN_MS);
  }

  /** What a trader asks for; a cockpit that dies meanwhile answers nothing. */
  async #command(...[channel, asked]: Parameters<DeskWithEa['ask']>): Promise<void> {
    await this.#desk.ask(channel, asked).catch(() => undefined);
  }

  async #isOver(entry: WaitingEntry): Promise<void> {
    await this.#until('its signal is over', () => ENDED.includes(entry.state ?? ''), WITHIN_MS);
  }

  /** No request is under way; entries that wait at the broker are none. */
  get #isQuiet(): boolean {
    const { openOrders, orders } = this.#desk.runtime.cockpit;
    return [...openOrders].every((id) => orders.get(id)?.state === 'working' || orders.get(id)?.rest !== undefined);
  }

  #isHeld(ticket: string): boolean {
    return this.#desk.venue.positions.some((one) => identifierOf(one) === ticket);
  }

  /** The bid at which it would be closed with so many R. */
  #level({ entry, direction }: Position, r: number): number {
    return direction === 'BUY' ? entry + r * R : entry - r * R - 0.00002;
  }

  #arm(step: Step): void {
    const ofOrders = this.#chance() < 0.7;
    const act = this.#one<Act>(
      this.#far === 'compiled' ? ['link', 'terminal', 'cockpit', 'timeframe', 'both'] : ['link', 'terminal', 'cockpit', 'both'],
    );
    const line = Math.floor(this.#chance() * (ofOrders ? 4 : 12));
    const isHeard = this.#chance() < 0.5;
    const told = `${step}: ${act} at line ${line}${ofOrders ? ' of orders' : ''}${isHeard ? ', heard' : ''}`;
    this.#wire.arm({ line, ofOrders, isHeard, then: () => this.#then(act, told) });
  }

  /** Both ends die in the moment in which the position is there and has no stop yet: the table alone knows what it is to be. */
  #endBare(): void {
    const { venue } = this.#desk;
    venue.onRequest = () => {
      const [, action, , , , , stop, , , , , position] = venue.requests.at(-1) ?? [];
      if (action !== '1' || Number(stop) !== 0 || position !== '0') return;
      venue.onRequest = () => undefined;
      setImmediate(() => this.#then('both', 'entry: both, with a position that has no stop'));
    };
  }

  #then(act: Act, told: string): void {
    this.#cuts.push(told);
    this.#acts = this.#acts.then(async () => {
      if (act === 'timeframe') this.#desk.ea.changeTimeframe();
      if (act === 'cockpit') await this.#desk.restartCockpit();
      if (act !== 'terminal' && act !== 'both') return;
      this.#isAway = true;
      const isBack = (): void => void (this.#isAway = false);
      if (act === 'both') await this.#desk.restartBoth(ALONE_MS, isBack);
      else await this.#desk.restartTerminal().finally(isBack);
    });
  }
}

/**
 * Of an entry that was opened without its stop, the Expert Advisor asks for the stop, or closes, by itself: it looks for that before
 * it hears any command. What it asks by itself bears no client id.
 */
function idleAfter(requests: readonly (readonly string[])[]): readonly string[] {
  const isOwn = (parts: readonly string[]): boolean => (parts[18] ?? '') === '';
  const first = requests.findIndex(([, action, , , , , stop, , , , , position, ...rest]) => {
    return action === '1' && Number(stop) === 0 && position === '0' && rest.some((part) => part.startsWith('C:'));
  });
  const isDone = first < 0 || requests.slice(first).some((parts) => isOwn(parts) && (parts[1] === '6' || parts[1] === '1'));
  return isDone ? [] : ['it was opened without its stop, and the Expert Advisor did nothing by itself'];
}
