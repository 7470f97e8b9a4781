import { createChance, type Chance } from '#main/paper-broker/index.ts';
import { anchorValue, entryRoom, levelAtReset, levelAtSwap, limitUse, roomAt, stopLevel } from '#engine/rulebook';
import { entryRules, ruleNames } from '#engine/limits';
import { openRiskOf } from '#engine/exposure';
import { sizeOrder } from '#engine/sizing';
import type { Account, Position } from '#shared/domain';
import type { RoomView } from '#shared/events';
import type { Rulebook } from '#shared/rulebooks';
import { account, EURUSD, NOW, position, SHARES } from './desk.ts';
import { NO_CEILINGS } from '#test/main/engine/sizing/no-ceilings.ts';

const INITIAL = 100_000;
const STEPS = 12;
const DAY_MS = 86_400_000;
const COSTS = { commissionPerLot: 7, slippagePoints: 2 };
/** A night, for a lot: dearer than most brokers. */
const SWAP = 12;
const DESCRIBED = { ...EURUSD, swap: { mode: 'deposit_currency' as const, long: -SWAP, short: -SWAP, triple: 3 } };
/** Commission: half with the entry, half with the exit. */
const HALF = COSTS.commissionPerLot / 2;

export type Approach = {
  readonly days: number;
  readonly entries: number;
  readonly hardStops: number;
  /** Least equity above the day's and the total floor, as a share of their limits, and where it went below. */
  readonly nearestDay: number;
  readonly nearestTotal: number;
  readonly breaches: readonly string[];
  readonly accounts: number;
};

/**
 * A market of random walks, news spikes and gaps, against entries of random size and stop that the rulebook's own rules let
 * in or not. The modelled gap is the buffer: no single jump, and no fill beyond a stop, costs more than that in all.
 *
 * `live`: the cockpit watches. Prices run through every level, the hard stop closes at the first look behind it, positions are
 * held for days. `dead`: the cockpit is gone after its entries of a day. Nothing closes but the stops at the server, whatever
 * the path, until the day is over.
 *
 * An account whose room is used up ends in peace and a new one begins; so does one that is `paidOutAt` so many times its size.
 */
export function marketDays(
  book: Rulebook,
  days: number,
  seed: number,
  riskPercent: number,
  cockpit: 'live' | 'dead',
  paidOutAt = Infinity,
): Approach {
  const chance = createChance(seed);
  let run = freshAccount(book);
  const told = { entries: 0, hardStops: 0, nearestDay: Infinity, nearestTotal: Infinity, breaches: [] as string[], accounts: 1 };
  const look = (day: number): void => {
    const { room } = run;
    told.nearestDay = Math.min(told.nearestDay, room.dayRoom / room.dayLimit);
    told.nearestTotal = Math.min(told.nearestTotal, room.totalRoom / room.totalLimit);
    if (room.dayRoom < -0.01 || room.totalRoom < -0.01)
      told.breaches.push(`day ${day}: ${room.dayRoom.toFixed(2)} and ${room.totalRoom.toFixed(2)} left`);
    if (cockpit === 'dead' || stopLevel(room, SHARES) !== 'hard') return;
    if (run.positions.length > 0) told.hardStops += 1;
    run.closeAll();
    run.isLocked = true;
  };
  for (let day = 0; day < days; day += 1) {
    run.beginDay(day);
    look(day);
    for (let step = 0; step < STEPS; step += 1) {
      if (cockpit === 'dead') run.leap(chance);
      else run.walk(chance, () => look(day));
      look(day);
      const mayEnter = !run.isLocked && (cockpit === 'live' || step < STEPS / 2);
      if (mayEnter && chance() < 0.4 && run.enter(chance, riskPercent)) told.entries += 1;
    }
    if (cockpit === 'dead' || levelAtReset(run.room, SHARES).isHard || levelAtSwap(run.room, SHARES).isHard) run.closeAll();
    if (run.isSpent || (run.positions.length === 0 && run.account.balance > paidOutAt * INITIAL)) {
      run = freshAccount(book);
      told.accounts += 1;
    }
  }
  return { ...told, days };
}

/** What the product promises to keep free, worked out here: a fifth of the day's limit, or of as much of it as may be lost in all. */
function promisedGap({ daily, maxLoss }: Rulebook, dayBegan: number): number {
  const percent = Math.min(daily?.limitPct ?? maxLoss.limitPct, maxLoss.limitPct);
  return (0.2 * percent * (daily?.limitOf === 'anchor' ? dayBegan : INITIAL)) / 100;
}

function freshAccount(book: Rulebook) {
  let balance = INITIAL;
  let price = 1.1;
  let nowMs = NOW;
  let tickets = 0;
  /** What of the modelled gap the day has not used yet. */
  let gapLeft = 0;
  let anchor = { anchorAt: NOW, resetsAt: NOW + DAY_MS, balance: INITIAL };
  let peaks = { resetBalance: INITIAL, equity: INITIAL };
  const run = {
    positions: [] as Position[],
    isLocked: false,
    get account(): Account {
      const floating = run.positions.reduce((sum, held) => sum + gainOf(held, price), 0);
      const equity = balance + floating;
      return account({ balance, equity, freeMargin: equity });
    },
    get room(): RoomView {
      const of = run.account;
      peaks = { ...peaks, equity: Math.max(peaks.equity, of.equity) };
      return roomAt({
        ...{
          rulebook: book,
          initialBalance: INITIAL,
          day: anchor,
          account: of,
          positions: run.positions,
          orders: [],
          specs: [DESCRIBED],
        },
        ...{ reserved: 0, nowMs, peaks, exitCostPerLot: HALF },
      });
    },
    get isSpent(): boolean {
      const { room } = run;
      return run.positions.length === 0 && room.totalRoom < 0.3 * room.totalLimit;
    },
    beginDay(day: number): void {
      run.night(day);
      const { equity } = run.account;
      anchor = { anchorAt: NOW + day * DAY_MS, resetsAt: NOW + (day + 1) * DAY_MS, balance: anchorValue(book, balance, equity) };
      nowMs = anchor.anchorAt;
      peaks = { resetBalance: Math.max(peaks.resetBalance, balance), equity: Math.max(peaks.equity, equity) };
      run.isLocked = false;
      gapLeft = run.buffer;
    },
    /** The night before a day costs swap, one in seven three times as much, none at the weekend; without a look in between. */
    night(day: number): void {
      const ended = new Date(NOW + (day - 1) * DAY_MS).getUTCDay();
      const perLot = ended === 3 ? 3 * SWAP : ended === 0 || ended === 6 ? 0 : SWAP;
      run.positions = run.positions.map((held) => ({ ...held, swap: held.swap - perLot * held.volume }));
    },
    closeAll(): void {
      for (const held of run.positions) balance += gainOf(held, price) - HALF * held.volume;
      run.positions = [];
    },
    /** Through every price on the way, but for a jump of at most the buffer now and then. */
    walk(chance: Chance, look: () => void): void {
      const roll = chance();
      const size = roll < 0.9 ? 0.0015 : roll < 0.98 ? 0.006 : 0.015;
      const to = price + (chance() - 0.5) * 2 * size;
      run.tick();
      while (Math.abs(to - price) > 1e-9) {
        const perPrice = Math.abs(run.positions.reduce((sum, { volume }) => sum + volume, 0)) * 100_000;
        const most = perPrice === 0 ? Infinity : run.buffer / perPrice;
        const step = Math.min(Math.abs(to - price), most * (chance() < 0.05 ? 0.95 : 0.1));
        run.to(price + Math.sign(to - price) * step, step);
        look();
      }
    },
    /** Anywhere at once; fills lie beyond their stops by at most the buffer in all. */
    leap(chance: Chance): void {
      const lots = run.positions.reduce((sum, { volume }) => sum + volume, 0);
      const jump = lots === 0 ? 0 : (chance() * gapLeft) / (lots * 100_000);
      run.tick();
      run.to(price + (chance() - 0.5) * (chance() < 0.9 ? 0.004 : 0.04), jump);
    },
    /** Money for gaps, less what closing everything costs. */
    get buffer(): number {
      const lots = run.positions.reduce((sum, { volume }) => sum + volume, 0);
      return Math.max(1, promisedGap(book, anchor.balance) - HALF * lots);
    },
    tick(): void {
      nowMs += Math.floor(DAY_MS / (STEPS + 1));
    },
    /** A new price: stops fill there, or at most `beyond` behind their level; targets at theirs. */
    to(at: number, beyond: number): void {
      const left: Position[] = [];
      for (const held of run.positions) {
        const up = held.direction === 'BUY' ? 1 : -1;
        const { stopLoss, takeProfit } = held;
        const fill =
          stopLoss !== null && (at - stopLoss) * up <= 0
            ? stopLoss - up * Math.min(beyond, Math.abs(at - stopLoss))
            : takeProfit !== null && (at - takeProfit) * up >= 0
              ? takeProfit
              : null;
        if (fill !== null && stopLoss !== null) gapLeft -= Math.max(0, up * (stopLoss - fill)) * held.volume * 100_000;
        if (fill === null) left.push({ ...held, current: at, profit: gainOf(held, at) });
        else balance += gainOf(held, fill) - HALF * held.volume;
      }
      run.positions = left;
      price = at;
    },
    /** Sized and let in by the rules of the product. */
    enter(chance: Chance, riskPercent: number): boolean {
      const { room } = run;
      const side = chance() < 0.5 ? 'BUY' : 'SELL';
      const up = side === 'BUY' ? 1 : -1;
      const distance = 0.0005 + chance() * 0.006;
      const stopLoss = price - up * distance;
      const sized = sizeOrder({
        ...{ side, entry: price, stopLoss, spec: EURUSD, account: run.account, costs: COSTS, room: entryRoom(room, SHARES) },
        risk: { percent: riskPercent, binding: 'strategy_risk' },
        ...NO_CEILINGS,
        lotsPerTicket: book.limits.lotsPerTicket,
      });
      const { unbounded } = openRiskOf(run.positions, [], [DESCRIBED]);
      const names = ruleNames(book, 'USD', room.resetsAt, nowMs);
      const isIn = sized.lots > 0 && entryRules(room, SHARES, unbounded, sized.loss?.total ?? 0, names).every(({ ok }) => ok);
      if (!isIn || limitUse(room).pct >= SHARES.softStopPct) return false;
      tickets += 1;
      balance -= HALF * sized.lots;
      const takeProfit = price + up * distance * (1 + chance() * 3);
      run.positions.push(
        position({
          ticket: String(tickets),
          direction: side,
          volume: sized.lots,
          entry: price,
          current: price,
          stopLoss,
          takeProfit,
        }),
      );
      return true;
    },
  };
  return run;
}

/** With the swap of its nights. */
const gainOf = ({ direction, entry, volume, swap }: Position, at: number): number =>
  (direction === 'BUY' ? 1 : -1) * (at - entry) * 100_000 * volume + swap;
