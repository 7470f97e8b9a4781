import type { PendingOrder, Position, Side } from '#shared/domain';
import { identifierOf } from '#shared/domain';
import type { OrderLife } from '#shared/projection';
import type { DeskWithEa } from './desk-with-ea.ts';
import { clock } from './ea-clock.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

const WITHIN_MS = 20_000;
const PIP = 0.0001;
/** Half of the smallest step, of lots as of cents. */
const HALF_A_STEP = 0.005;

export type Kind = 'limit' | 'stop' | 'stop_limit' | 'market';

/** Prices of an entry that waits ten pips off the market. `reached` are the prices, bid, that fill it, one after the other. */
export type Terms = {
  readonly price: number;
  readonly entry: number;
  readonly stopLoss: number;
  readonly takeProfit: number;
  /** Another target, further away. */
  readonly further: number;
  readonly reached: readonly number[];
};

const on = (price: number): number => Number(price.toFixed(5));

/** So far from the market, in pips; a stop-limit is filled five pips back from where it is reached. */
export function termsOf(desk: DeskWithEa, symbol: string, side: Side, kind: Kind, pips = 10): Terms {
  const quote = desk.terminal.quote(symbol);
  if (quote === null) throw new Error(`no price of ${symbol}`);
  const up = side === 'BUY' ? 1 : -1;
  const market = side === 'BUY' ? quote.ask : quote.bid;
  const spread = quote.ask - quote.bid;
  const price = on(market + (kind === 'limit' ? -1 : 1) * up * pips * PIP);
  const entry = kind === 'stop_limit' ? on(price - up * 5 * PIP) : price;
  const bid = (level: number): number => on(side === 'BUY' ? level - spread : level);
  const reached = kind === 'stop_limit' ? [bid(on(price + up * PIP)), bid(on(entry - up * PIP))] : [bid(price)];
  return {
    price,
    entry,
    stopLoss: on(entry - up * 20 * PIP),
    takeProfit: on(entry + up * 60 * PIP),
    further: on(entry + up * 61 * PIP),
    reached,
  };
}

/** One entry that waits at the broker, and what a test does with it. */
export class WaitingEntry {
  readonly desk: DeskWithEa;
  readonly signalId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly terms: Terms;

  private constructor(desk: DeskWithEa, signalId: string, symbol: string, side: Side, terms: Terms) {
    this.desk = desk;
    [this.signalId, this.symbol, this.side, this.terms] = [signalId, symbol, side, terms];
  }

  /** Sent; it need not rest yet. */
  static async sent(
    desk: DeskWithEa,
    signalId: string,
    {
      symbol = 'EURUSD',
      side = 'BUY',
      kind = 'limit',
      pips = 10,
      ...more
    }: Record<string, unknown> & {
      symbol?: string;
      side?: Side;
      kind?: Kind;
      pips?: number;
    } = {},
  ): Promise<WaitingEntry> {
    const isUp = (): boolean => desk.isAlive && desk.runtime.ready && desk.terminal.quote(symbol) !== null;
    await until(isUp, WITHIN_MS);
    const terms = termsOf(desk, symbol, side, kind, pips);
    const { entry, stopLoss, takeProfit, price } = terms;
    const send = (): Promise<string> =>
      desk.signal(signalId, {
        symbol,
        side,
        order_type: kind,
        ...(kind === 'stop_limit' ? { price } : {}),
        price_levels: { entry, stop_loss: stopLoss, take_profit: takeProfit },
        ...more,
      });
    let answer = await send();
    // Who gets no answer sends it again; it may have been taken all the same.
    while (answer === 'died' && (await until(isUp, WITHIN_MS))) {
      const second = await send();
      answer = second === 'duplicate' ? 'accepted' : second;
    }
    if (answer !== 'accepted') throw new Error(`${signalId}: ${answer}`);
    return new WaitingEntry(desk, signalId, symbol, side, terms);
  }

  static async resting(
    desk: DeskWithEa,
    signalId: string,
    how: Parameters<typeof WaitingEntry.sent>[2] = {},
  ): Promise<WaitingEntry> {
    const entry = await WaitingEntry.sent(desk, signalId, how);
    if (!(await until(() => entry.isResting, WITHIN_MS))) throw new Error(`${signalId} does not rest: ${entry.said}`);
    return entry;
  }

  /** State and reason of its signal. */
  get said(): string {
    const life = this.desk.life(this.signalId);
    return `${life?.state ?? 'none'} ${life?.reason?.text ?? ''}`;
  }

  get state(): string | undefined {
    return this.desk.life(this.signalId)?.state;
  }

  get order(): OrderLife | undefined {
    // Asked again with a fresh price, it is the newest one.
    return this.desk.runtime.cockpit.orders.get(this.desk.life(this.signalId)?.orders.at(-1) ?? '');
  }

  /** Its terms as the ledger has them. */
  get request(): Extract<OrderLife['request'], { op: 'open' }> | null {
    const request = this.order?.request;
    return request?.op === 'open' ? request : null;
  }

  /** At the terminal, under the number that the ledger knows. */
  get isResting(): boolean {
    return this.order?.state === 'working' && this.there !== undefined;
  }

  /** At the terminal, whatever the ledger knows. */
  get isThere(): boolean {
    return ordersOf(this.desk).some(({ clientOrderId }) => clientOrderId === this.order?.clientOrderId);
  }

  get there(): PendingOrder | undefined {
    const ticket = this.order?.ticket ?? null;
    return ticket === null ? undefined : ordersOf(this.desk).find((one) => one.ticket === ticket);
  }

  /** What it was filled to, at the terminal. */
  get position(): Position | undefined {
    return this.desk.venue.positions.find((held) => held.clientOrderId === this.order?.clientOrderId);
  }

  /** The market goes where it is filled. */
  fill(): void {
    for (const price of this.terms.reached) this.desk.venue.price(this.symbol, price);
  }

  async ends(...states: readonly string[]): Promise<string | undefined> {
    return (await this.desk.state(this.signalId, states, WITHIN_MS))[0];
  }

  /** Volumes of the deals that opened it. */
  get fills(): readonly number[] {
    const mine = this.order?.clientOrderId;
    return this.desk.venue.account
      .deals(0)
      .filter(({ entry, clientOrderId }) => entry === 'in' && clientOrderId === mine)
      .map(({ volume }) => volume);
  }

  /** In the terminal, by hand. */
  moveByHand(change: { readonly price?: number; readonly stopLoss?: number | null; readonly takeProfit?: number | null }): void {
    const was = this.there;
    if (was === undefined) throw new Error(`${this.signalId} does not rest`);
    const { ticket, price, stopLoss, takeProfit, stopLimit = null, expiresAt = null } = was;
    const life = { lifetime: expiresAt === null ? ('gtc' as const) : ('specified' as const), expiresAt };
    const asked = { price, stopLoss, takeProfit, ...change, stopLimit: stopLimit ?? 0, ...life };
    const { answer } = this.desk.venue.account.trade({ action: 'modify', order: ticket, ...asked }, clock.nowMs(), 'hand');
    if (answer?.retcode !== 10_009) throw new Error(`by hand: ${JSON.stringify(answer)}`);
  }

  removeByHand(): void {
    this.desk.venue.account.trade({ action: 'remove', order: this.there?.ticket ?? '' }, clock.nowMs(), 'hand');
  }
}

export const ordersOf = (desk: DeskWithEa): readonly PendingOrder[] => desk.venue.account.snapshot(clock.nowMs()).orders;

/** What differs between ledger and terminal: positions with their lots and levels, orders that rest. Empty: nothing. */
export function differences(desk: DeskWithEa): readonly string[] {
  const { positions, openOrders, orders, drift } = desk.runtime.cockpit;
  const held = ({ volume, stopLoss, takeProfit, direction }: Position): string =>
    `${direction} ${volume} ${stopLoss ?? 'none'} ${takeProfit ?? 'none'}`;
  const ours = new Map([...positions.values()].map(({ position }) => [identifierOf(position), held(position)]));
  const theirs = new Map(desk.venue.positions.map((one) => [identifierOf(one), held(one)]));
  const differing = [...new Set([...ours.keys(), ...theirs.keys()])].filter((ticket) => ours.get(ticket) !== theirs.get(ticket));
  // What is left of one that was filled in part waits on under its number.
  const resting = [...openOrders].flatMap((id) => {
    const order = orders.get(id);
    return order?.state === 'working' || order?.rest !== undefined ? [order.ticket ?? 'no number'] : [];
  });
  const there = new Set(ordersOf(desk).map(({ ticket }) => ticket));
  return [
    ...differing.map(
      (ticket) => `${ticket}: ledger ${ours.get(ticket) ?? 'nothing'}, terminal ${theirs.get(ticket) ?? 'nothing'}`,
    ),
    ...resting.filter((ticket) => !there.has(ticket)).map((ticket) => `order ${ticket}: only the ledger has it`),
    ...(resting.length < there.size ? [`${there.size - resting.length} orders: only the terminal has them`] : []),
    ...(drift === null ? [] : [`drift: ${JSON.stringify(drift.items)}`]),
  ];
}

/** Waits until ledger and terminal say the same; what still differs then. */
export async function agreed(desk: DeskWithEa): Promise<readonly string[]> {
  await until(() => differences(desk).length === 0, WITHIN_MS);
  return [...differences(desk), ...desk.bugs.map(String)];
}

/** What the trades of the ledger make of the broker's deals since a moment. Empty: the same lots, and the same money. */
export async function booked(desk: DeskWithEa, sinceMs: number): Promise<readonly string[]> {
  const wrong = (): readonly string[] => {
    const deals = Map.groupBy(desk.venue.account.deals(sinceMs), ({ position }) => position);
    const held = new Set(desk.venue.positions.map(identifierOf));
    return [...deals].flatMap(([ticket, made]) => {
      if (held.has(ticket)) return [];
      const trades = desk.runtime.cockpit.trades.filter((one) => one.ticket === ticket);
      const lots = made.reduce((sum, { entry, volume }) => (entry === 'in' ? sum + volume : sum), 0);
      const money = made.reduce((sum, { profit, commission, swap }) => sum + profit + commission + swap, 0);
      const own = [trades.reduce((sum, { volume }) => sum + volume, 0), trades.reduce((sum, { pnl }) => sum + pnl, 0)] as const;
      if (Math.abs(own[0] - lots) < HALF_A_STEP && Math.abs(own[1] - money) < HALF_A_STEP) return [];
      return [
        `${ticket}: ${own[0]} lots and ${own[1].toFixed(2)} in the ledger, ${lots} lots and ${money.toFixed(2)} at the broker`,
      ];
    });
  };
  await until(() => wrong().length === 0, WITHIN_MS);
  return wrong();
}
