import { profileOf } from '#shared/config';
import { directionOf, entryPrice, type Account, type Facts, type OrderRequest, type SymbolSpec } from '#shared/domain';
import type { JournalRecord, Payload } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import type { CashWatch } from './cash-watch.ts';

type Problem = { readonly invariant: 'I5' | 'I6'; readonly text: string };
type Entry = Extract<OrderRequest, { op: 'open' }>;
type Seen = { readonly facts: Facts; readonly cockpit: ReadonlyCockpit; readonly cash: CashWatch };

/** FTMO 2-Step, which every story trades under, as its own page has it: percent of the initial balance. */
const DAILY_PCT = 5;
const TOTAL_PCT = 10;
/** The share of the daily limit that is kept free for gaps through stops. */
const GAP_SHARE = 0.2;
const CENT = 0.01;

/**
 * An entry's size, worked out again from the facts of its decision and from nothing of the engine's own arithmetic: never
 * a step of volume more than the risk rule gives, and never so much that all stops hit would cross a floor.
 */
export function sizingProblems(
  { signalId, cid }: Payload<'order.intended'>,
  request: Entry,
  cause: JournalRecord | null,
  cockpit: ReadonlyCockpit,
  cash: CashWatch,
): readonly Problem[] {
  if (cause?.type !== 'message.delivered' || cause.payload.facts === null || signalId === null)
    return [{ invariant: 'I6', text: `Entry ${cid} does not come from a signal on facts` }];
  const { facts } = cause.payload;
  const spec = facts.specs.find(({ symbol }) => symbol === request.symbol);
  if (facts.account === null || facts.quote === null || spec === undefined || !cockpit.signals.has(signalId))
    return [{ invariant: 'I6', text: `Entry ${cid} was sized without account, price or specification` }];
  const seen = { facts, cockpit, cash };
  return [...tooLarge(seen, request, spec, signalId), ...crossing(seen, request, spec)];
}

/** What one lot loses from the price of the decision to its stop, with commission and slippage. */
function perLotOf({ facts, cockpit }: Seen, { side, stopLoss }: Entry, spec: SymbolSpec): number {
  const { commissionPerLot, slippagePoints } = cockpit.config.paper;
  const from = facts.quote === null ? stopLoss : entryPrice(side, facts.quote);
  const points = Math.abs(from - stopLoss) / spec.tickSize + (slippagePoints * spec.point) / spec.tickSize;
  return points * spec.tickValueLoss + commissionPerLot;
}

function tooLarge(seen: Seen, request: Entry, spec: SymbolSpec, signalId: string): readonly Problem[] {
  const { cockpit, facts } = seen;
  const life = cockpit.signals.get(signalId);
  if (life === undefined || facts.account === null) return [];
  const profile = profileOf(cockpit.config.strategies, life.strategyId);
  if (profile === null)
    return [{ invariant: 'I6', text: `Entry ${request.cid} is of ${life.strategyId}, which is not configured` }];
  const factor = cockpit.strategies.get(life.strategyId)?.riskFactor ?? 1;
  const percent = Math.min(life.signal.riskPercent ?? profile.riskPercent, profile.riskPercent * factor, profile.maxRiskPercent);
  const allowed = (percent / 100) * facts.account.balance;
  const perLot = perLotOf(seen, request, spec);
  const steps = Math.round(request.volume / spec.volumeStep);
  // The thousandth of a step forgives the noise of numbers like 0.1; it is far from the next step.
  const most = Math.floor(allowed / perLot / spec.volumeStep + 1e-3);
  if (steps <= most) return [];
  const text = `Entry ${request.cid} has ${steps} steps of volume, ${allowed.toFixed(2)} at ${perLot.toFixed(2)} a lot allow ${most}`;
  return [{ invariant: 'I6', text }];
}

/** All stops hit, of what is held, what is on its way and this one, against both floors with the gap's share kept free. */
function crossing(seen: Seen, request: Entry, spec: SymbolSpec): readonly Problem[] {
  const { facts, cockpit, cash } = seen;
  const { account } = facts;
  if (account === null) return [];
  let worst = account.equity - perLotOf(seen, request, spec) * request.volume;
  for (const { symbol, direction, volume, current, stopLoss, ticket } of facts.positions) {
    const of = facts.specs.find((one) => one.symbol === symbol);
    if (of === undefined || stopLoss === null)
      return [{ invariant: 'I5', text: `Entry ${request.cid} beside ${ticket}, whose loss has no bound` }];
    worst -= (Math.max(0, directionOf(direction) * (current - stopLoss)) / of.tickSize) * of.tickValueLoss * volume;
  }
  for (const cid of cockpit.openOrders) {
    const order = cockpit.orders.get(cid);
    if (order !== undefined && cid !== request.cid && order.request.op === 'open') worst -= order.reserve;
  }
  const floors = floorsOf(cockpit, account, cash);
  const floor = Math.max(floors.day + floors.gap, floors.total);
  if (worst >= floor - CENT) return [];
  const text = `Entry ${request.cid} with every stop hit leaves ${worst.toFixed(2)}, the floor with its gap share is ${floor.toFixed(2)}`;
  return [{ invariant: 'I5', text }];
}

/** Money that came or went is no profit and no loss: the day's floor moves with it, a firm's total floor rises and never falls. */
function floorsOf(
  cockpit: ReadonlyCockpit,
  account: Account,
  cash: CashWatch,
): Readonly<Record<'day' | 'total' | 'gap', number>> {
  const { initialBalance } = cockpit.config.rulebook;
  const anchor = cockpit.day?.balance ?? Math.max(initialBalance, account.balance);
  const daily = (DAILY_PCT / 100) * initialBalance;
  const { moved, lifted } = cash.since(account);
  return {
    day: anchor + moved - daily,
    total: initialBalance * (1 - TOTAL_PCT / 100) + lifted,
    gap: GAP_SHARE * daily,
  };
}

/** Why everything should not have been closed for a floor: the equity of the decision was well above both. Null when it was not. */
export function needlessStop(cause: JournalRecord | null, cockpit: ReadonlyCockpit, cash: CashWatch): string | null {
  const account = cause?.type === 'time.reached' ? (cause.payload.facts?.account ?? null) : null;
  if (account === null) return null;
  const { day, total, gap } = floorsOf(cockpit, account, cash);
  const left = account.equity - Math.max(day, total);
  return left <= gap + CENT ? null : `Closed for a floor with ${left.toFixed(2)} left above it, ${gap.toFixed(2)} are kept`;
}
