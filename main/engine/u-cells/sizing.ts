import { strategyOfProfile } from '#shared/config';
import { directionOf, type Account, type SymbolSpec } from '#shared/domain';
import type { RoomView } from '#shared/events';
import { NO_PERFORMANCE } from '#shared/projection';
import { rulebookIn } from '#shared/rulebooks';
import {
  betsOf,
  exposureOf,
  groupOf,
  groupRisk,
  lotsOneWay,
  lotsOpen,
  portfolioRoom,
  sameBetRisk,
  SHARED_LEG_TRADES,
} from '#engine/exposure';
import { costsOf, kellyPercent, sizeOrder, type Sizing } from '#engine/sizing';
import { entryRoom, firmMoment, ideaUsed, strategyDayOf, strategyDayUsed, swapOfLot } from '#engine/rulebook';
import type { CellView, Draft } from './cell.ts';

/** The price an order is sized from: the worse of the plan's entry and the fill price, so that neither risks more than the rule. */
export const sizingEntry = ({ side, signal, entry }: Draft): number =>
  directionOf(side) === 1 ? Math.max(entry, signal.entry) : Math.min(entry, signal.entry);

/** Kelly's ceiling from the strategy's closed trades; null while they say too little. */
export const kellyOf = ({ strategyId }: Draft, { state, config }: CellView): number | null =>
  kellyPercent(state.performance.get(strategyId) ?? NO_PERFORMANCE, config.cells.u3.kellyShare);

/** What one trade of any strategy may risk at most, percent. What an order by hand may risk raises the limits of no others. */
export const highestRisk = (strategies: CellView['config']['strategies']): number =>
  Math.max(
    ...Object.entries(strategies)
      .filter(([id]) => strategyOfProfile(strategies, id)?.isByHand !== true)
      .map(([, one]) => one.maxRiskPercent),
  );

/** Sizes a draft under every ceiling that applies to it now. */
export function sizingOf(
  draft: Draft,
  stopLoss: number,
  account: Account,
  spec: SymbolSpec,
  room: RoomView,
  view: CellView,
): Sizing {
  const { state, facts, config, nowMs } = view;
  const exposure = exposureOf(state, facts);
  const day = strategyDayOf(draft.strategyId, state, facts, nowMs);
  const highest = (highestRisk(config.strategies) / 100) * account.balance;
  const { maxGroupRisk, maxEffectiveRisk } = config.cells.u3;
  const bets = betsOf({ ...exposure, specs: facts.specs });
  const group = groupOf(spec);
  const kelly = kellyOf(draft, view);
  const { ideaRisk = null, limits } = rulebookIn(config.rulebook);
  const { lotsPerTicket, lotsOpen: lotsMost = null } = limits;
  return sizeOrder({
    side: draft.side,
    entry: sizingEntry(draft),
    stopLoss,
    spec,
    account,
    risk: draft.risk,
    ...(draft.signal.riskMoney === undefined ? {} : { riskMoney: draft.signal.riskMoney }),
    ...(draft.signal.bounds === undefined ? {} : { bounds: draft.signal.bounds }),
    costs: costsOf(config, state.terminal),
    room: entryRoom(room, config.rulebook),
    nightsPerLot: -swapOfLot(draft.side, sizingEntry(draft), spec, account.currency, firmMoment(state, nowMs), room.resetsAt),
    strategyDayRoom: day.limit - strategyDayUsed(day),
    currencyRoom: SHARED_LEG_TRADES * highest - sameBetRisk(draft.side, spec, bets, view.correlation),
    groupRoom: group === null ? null : maxGroupRisk * highest - groupRisk(group, bets),
    portfolioRoom: portfolioRoom(draft.side, spec, bets, view.correlation, maxEffectiveRisk * highest),
    // No proven edge is the trader's decision (a soft rule of U3), not a size.
    kellyPercent: kelly === 0 ? null : kelly,
    volumeMax: draft.signal.volumeMax,
    ideaRoom:
      ideaRisk === null
        ? null
        : (ideaRisk.pct / 100) * config.rulebook.initialBalance -
          ideaUsed(state, facts, spec.symbol, draft.side, nowMs, ideaRisk),
    lotsPerTicket,
    terminalLots: facts.caps?.lots ?? null,
    lotsLeft: lotsMost === null ? null : lotsMost - lotsOpen(exposure),
    directionLeft: spec.volumeLimit === undefined ? null : spec.volumeLimit - lotsOneWay(spec.symbol, draft.side, exposure),
  });
}
