import { createChance, type Chance } from '#main/paper-broker/index.ts';
import { localDayStart, localTimeOf, nextLocalMidnight, zoneOffsetMs } from '#engine/market';
import {
  anchorValue,
  dayWindow,
  entryRoom,
  levelAtReset,
  levelAtSwap,
  limitUse,
  roomAt,
  stopLevel,
  swapOfLot,
} from '#engine/rulebook';
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
/** Swap is booked here, at this minute of the day. */
const SERVER = { zone: 'America/New_York', turns: 17 * 60 };
const MINUTE_MS = 60_000;
/** So long before a swap or a reset the cockpit may close. */
const WATCH_MS = 2 * MINUTE_MS;
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
 * A day is the firm's, from its reset to the next one, with the server's night in it. `live`: the cockpit watches. Prices run
 * through every level, the hard stop closes at the first look behind it, positions are held for days, and closed before a night
 * or a reset that would take them to the hard stop. `dead`: the cockpit is gone after its entries of a day. Nothing closes but
 * the stops at the server, whatever the path, until the day is over.
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
  const watch = (): void => {
    const { room, nowMs } = run;
    const isHardAtSwap = (room.tomorrow?.swapAt ?? Infinity) - nowMs <= WATCH_MS && levelAtSwap(room, SHARES).isHard;
    if (!isHardAtSwap && (room.resetsAt - nowMs > WATCH_MS || !levelAtReset(room, SHARES).isHard)) return;
    run.closeAll();
    run.isLocked = true;
  };
  const goTo = (day: number, until: number): void => {
    for (const night of nightsBetween(run.nowMs, until)) {
      run.nowMs = night.at - MINUTE_MS;
      if (cockpit === 'live') watch();
      run.pay(night.nights);
      look(day);
    }
    run.nowMs = until - 1;
  };
  for (let day = 0, at = NOW; day < days; day += 1) {
    const { anchorAt, resetsAt } = dayWindow(at, book);
    at = resetsAt;
    run.beginDay(anchorAt, resetsAt);
    look(day);
    for (let step = 0; step < STEPS; step += 1) {
      // The last price is later than the night.
      goTo(day, Math.floor(anchorAt + ((resetsAt - anchorAt) * (step + 1)) / (STEPS + 0.2)));
      if (cockpit === 'dead') run.leap(chance);
      else run.walk(chance, () => look(day));
      look(day);
      const mayEnter = !run.isLocked && (cockpit === 'live' || step < STEPS / 2);
      if (mayEnter && chance() < 0.4 && run.enter(chance, riskPercent)) told.entries += 1;
    }
    goTo(day, resetsAt);
    if (cockpit === 'dead') run.closeAll();
    else watch();
    if (run.isSpent || (run.positions.length === 0 && run.account.balance > paidOutAt * INITIAL)) {
      run = freshAccount(book);
      told.accounts += 1;
    }
  }
  return { ...told, days };
}

/** Nights that are charged from one moment to another, the second included: three on Wednesday, none at the weekend. */
function nightsBetween(from: number, until: number): { readonly at: number; readonly nights: number }[] {
  const { zone, turns } = SERVER;
  const found: { at: number; nights: number }[] = [];
  for (let day = localDayStart(zone, from); day <= until; day = nextLocalMidnight(zone, day)) {
    const at = localTimeOf(zone, day, turns);
    const weekday = new Date(at + zoneOffsetMs(zone, at)).getUTCDay();
    if (at > from && at <= until && weekday % 6 !== 0) found.push({ at, nights: weekday === 3 ? 3 : 1 });
  }
  return found;
}

/** What the product promises to keep free, worked out here: a fifth of the day's limit, or of as much of it as may be lost in all. */
function promisedGap({ daily, maxLoss }: Rulebook, dayBegan: number): number {
  const percent = Math.min(daily?.limitPct ?? maxLoss.limitPct, maxLoss.limitPct);
  return (0.2 * percent * (daily?.limitOf === 'anchor' ? dayBegan : INITIAL)) / 100;
}

function freshAccount(book: Rulebook) {
  let balance = INITIAL;
  let price = 1.1;
  let tickets = 0;
  /** What of the modelled gap the day has not used yet. */
  let gapLeft = 0;
  let anchor = { anchorAt: NOW, resetsAt: NOW, balance: INITIAL };
  let peaks = { resetBalance: INITIAL, equity: INITIAL };
  const run = {
    nowMs: NOW,
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
        ...{ reserved: 0, nowMs: run.nowMs, peaks, exitCostPerLot: HALF },
      });
    },
    get isSpent(): boolean {
      const { room } = run;
      return run.positions.length === 0 && room.totalRoom < 0.3 * room.totalLimit;
    },
    beginDay(anchorAt: number, resetsAt: number): void {
      const { equity } = run.account;
      anchor = { anchorAt, resetsAt, balance: anchorValue(book, balance, equity) };
      run.nowMs = anchorAt;
      peaks = { resetBalance: Math.max(peaks.resetBalance, balance), equity: Math.max(peaks.equity, equity) };
      run.isLocked = false;
      gapLeft = run.buffer;
    },
    /** Swap of what is open. */
    pay(nights: number): void {
      run.positions = run.positions.map((held) => ({ ...held, swap: held.swap - nights * SWAP * held.volume }));
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
      run.to(price + (chance() - 0.5) * (chance() < 0.9 ? 0.004 : 0.04), jump);
    },
    /** Money for gaps, less what closing everything costs. */
    get buffer(): number {
      const lots = run.positions.reduce((sum, { volume }) => sum + volume, 0);
      return Math.max(1, promisedGap(book, anchor.balance) - HALF * lots);
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
        nightsPerLot: -swapOfLot(side, price, DESCRIBED, 'USD', run.nowMs, room.resetsAt),
        risk: { percent: riskPercent, binding: 'strategy_risk' },
        ...NO_CEILINGS,
        lotsPerTicket: book.limits.lotsPerTicket,
      });
      const { unbounded } = openRiskOf(run.positions, [], [DESCRIBED]);
      const names = ruleNames(book, 'USD', room.resetsAt, run.nowMs);
      // Lots whose closing takes half of what is kept free leave no gap to be modelled.
      const lots = run.positions.reduce((sum, { volume }) => sum + volume, sized.lots);
      if (HALF * lots > promisedGap(book, anchor.balance) / 2) return false;
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
          openedAt: run.nowMs,
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
