import { rule, type Account, type Criterion, type Side, type Signal, type SymbolSpec } from '#shared/domain';
import { assert } from '#shared/lib';
import { floorToStep, lowestOf, type Binding, type Ceiling } from './ceiling.ts';
import { lossOf, lossPerLot, type Costs, type Loss } from './loss.ts';
import { marginLots, marginPerLot, marginRoom } from './margin.ts';
import type { RiskPercent } from './risk-percent.ts';
import { moneyText, percentText, plain } from '#engine/wording.ts';

/** Everything the size of an order depends on. Money in account currency; null where a limit does not apply. */
export type SizeRequest = {
  readonly side: Side;
  readonly entry: number;
  readonly stopLoss: number;
  readonly spec: SymbolSpec;
  readonly account: Account;
  readonly risk: RiskPercent;
  /** Account currency that the signal asks to lose at its stop, at most; absent: it names none. */
  readonly riskMoney?: number;
  /** What the settings of its source allow at most. */
  readonly bounds?: Signal['bounds'];
  readonly costs: Costs;
  readonly room: { readonly day: number | null; readonly total: number };
  /** Swap of the nights until the reset, which a lot pays before its stop is met; zero or above. Absent: none. */
  readonly nightsPerLot?: number;
  readonly strategyDayRoom: number | null;
  readonly currencyRoom: number | null;
  readonly groupRoom: number | null;
  readonly portfolioRoom: number | null;
  /** What the rulebook leaves for one idea. */
  readonly ideaRoom?: number | null;
  readonly kellyPercent: number | null;
  /** Lots the signal allows, and lots the rulebook allows on one ticket. */
  readonly volumeMax: number | null;
  readonly lotsPerTicket: number | null;
  /** Lots that the terminal's own program takes in one order, and where that is set. */
  readonly terminalLots?: { readonly most: number; readonly setting: string } | null;
  /** Lots that the rulebook leaves beside what is open. */
  readonly lotsLeft?: number | null;
  /** Lots that the broker's limit of volume leaves in this direction of the symbol, beside what is open and waits there. */
  readonly directionLeft?: number | null;
};

/** `lots` is zero and `loss` null exactly when the criterion refuses. */
export type Sizing = {
  readonly lots: number;
  readonly loss: Loss | null;
  /** Worst loss of the smallest order the symbol takes; account currency. */
  readonly smallestLoss: number;
  readonly binding: Binding;
  readonly ceilings: readonly Ceiling[];
  readonly criterion: Criterion;
};

/**
 * The largest volume that every ceiling allows, floored to the symbol's step. Below the symbol's minimum there is no trade:
 * rounding up to the minimum would risk more than the rule gives.
 */
export function sizeOrder(request: SizeRequest): Sizing {
  const { spec, account, costs } = request;
  const distance = stopDistance(request);
  const perLot = lossPerLot(distance, spec, costs);
  assert(perLot > 0, 'a lot loses money at its stop');
  const ceilings = ceilingsOf(request, perLot);
  const lowest = lowestOf(ceilings);
  const lots = floorToStep(lowest.lots, spec.volumeStep);
  const ok = lots >= spec.volumeMin;
  const why = textOf(lowest, request, perLot);
  // Floored, so that a volume just below the minimum does not read like the minimum.
  const only = Math.floor(Math.max(0, lowest.lots) * 1e4) / 1e4;
  const text = ok
    ? `${plain(lots, 8)} lots, set by ${why}.`
    : `Only ${only} lots by ${why}, below the minimum of ${plain(spec.volumeMin, 8)}.`;
  return {
    lots: ok ? lots : 0,
    loss: ok ? lossOf(lots, distance, spec, costs, account.balance) : null,
    smallestLoss: spec.volumeMin * perLot,
    binding: lowest.binding,
    ceilings,
    criterion: rule({
      code: 'volume_minimum',
      ok,
      observed: ok ? lots : Math.max(0, lowest.lots),
      limit: spec.volumeMin,
      hard: true,
      text,
    }),
  };
}

/** Price distance from the entry to its stop, which must lie on the losing side. */
function stopDistance({ side, entry, stopLoss }: SizeRequest): number {
  const distance = side === 'BUY' ? entry - stopLoss : stopLoss - entry;
  assert(distance > 0, 'a stop lies on the losing side of its entry');
  return distance;
}

function ceilingsOf(request: SizeRequest, perLot: number): Ceiling[] {
  const { spec, account, risk, room, kellyPercent, bounds } = request;
  const ceilings: Ceiling[] = [];
  const money = (binding: Binding, amount: number | null, nights = 0): void => {
    if (amount !== null) ceilings.push({ binding, lots: amount / (perLot + nights), money: amount });
  };
  const volume = (binding: Binding, lots: number | null): void => {
    if (lots !== null) ceilings.push({ binding, lots, money: null });
  };
  const share = (percent: number): number => (Math.max(0, account.balance) * percent) / 100;
  money(risk.binding, share(risk.percent));
  money('signal_money', request.riskMoney ?? null);
  money('source_risk', bounds?.riskPercent === undefined ? null : share(bounds.riskPercent));
  money('source_money', bounds?.riskMoney ?? null);
  money('day_room', room.day, request.nightsPerLot);
  money('total_room', room.total, request.nightsPerLot);
  money('strategy_day_risk', request.strategyDayRoom);
  money('currency_bet', request.currencyRoom);
  money('group_risk', request.groupRoom);
  money('portfolio_risk', request.portfolioRoom);
  money('idea_risk', request.ideaRoom ?? null);
  money('kelly', kellyPercent === null ? null : share(kellyPercent));
  volume('margin', marginLots(marginPerLot(request.entry, request.side, spec, account), account));
  volume('signal_volume', request.volumeMax);
  volume('source_volume', bounds?.lots ?? null);
  volume('ticket_limit', request.lotsPerTicket);
  volume('terminal_lots', request.terminalLots?.most ?? null);
  volume('lots_open', request.lotsLeft ?? null);
  volume('symbol_volume', spec.volumeMax);
  volume('volume_limit', request.directionLeft ?? null);
  return ceilings;
}

const NAMES: Readonly<Record<Binding, string>> = {
  strategy_risk: "the strategy's risk",
  signal_risk: 'the risk the signal asks for',
  risk_cap: "the strategy's cap",
  day_room: 'the room left today',
  total_room: 'the room left in all',
  strategy_day_risk: "what is left of the strategy's daily risk",
  currency_bet: 'what is left for this currency bet',
  group_risk: 'what is left for its group of symbols',
  portfolio_risk: 'what is left for the effective risk of all positions',
  kelly: 'the share of Kelly of the closed trades',
  margin: 'the usable margin',
  signal_money: 'the money that the signal asks to risk',
  signal_volume: "the signal's own upper bound",
  source_risk: 'the largest risk of its source',
  source_money: 'the most money that its source may risk',
  source_volume: 'the most lots of its source',
  idea_risk: 'what the rulebook leaves for this idea',
  ticket_limit: "the rulebook's limit a ticket",
  terminal_lots: "MetaTrader's most lots of one order",
  lots_open: "the rulebook's limit of lots open in all",
  symbol_volume: "the symbol's maximum",
  volume_limit: "the broker's limit of lots in one direction of the symbol",
};

/** The clause for the one ceiling that binds, with the numbers it comes from. */
function textOf({ binding, money, lots }: Ceiling, request: SizeRequest, perLot: number): string {
  const { risk } = request;
  const share = binding === risk.binding ? ` of ${percentText(risk.percent)}` : '';
  const nights = binding === 'day_room' || binding === 'total_room' ? (request.nightsPerLot ?? 0) : 0;
  const swap = nights > 0 ? ` and a swap of ${moneyText(nights)} before the reset` : '';
  if (money !== null) return `${NAMES[binding]}${share} (${moneyText(money)} at a loss of ${moneyText(perLot)}${swap} a lot)`;
  const where = binding === 'terminal_lots' ? `, set by ${request.terminalLots?.setting ?? ''}` : '';
  const detail = binding === 'margin' ? marginText(request) : `${plain(lots, 8)} lots${where}`;
  return `${NAMES[binding]} (${detail})`;
}

function marginText({ entry, side, spec, account }: SizeRequest): string {
  const margin = marginPerLot(entry, side, spec, account);
  if (margin.by === 'unknown') return 'the terminal cannot tell what a lot needs';
  const whose = margin.by === 'terminal' ? 'by the terminal' : `by a leverage of 1:${plain(margin.leverage ?? 0, 0)}`;
  return `${moneyText(marginRoom(account))} at ${moneyText(margin.perLot)} a lot ${whose}`;
}
