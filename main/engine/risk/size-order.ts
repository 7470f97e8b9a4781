import type { Account, Criterion, Side, SymbolSpec } from '../../../shared/domain/index.ts';
import { assert } from '../../../shared/lib/index.ts';
import { floorToStep, lowestOf, type Binding, type Ceiling } from './ceiling.ts';
import { lossOf, lossPerLot, type Costs, type Loss } from './loss.ts';
import { marginPerLot, marginRoom } from './margin.ts';
import type { RiskPercent } from './risk-percent.ts';
import { moneyText, percentText, plain } from './wording.ts';

/** Everything the size of an order depends on. Money in account currency; null where a limit does not apply. */
export type SizeRequest = {
  readonly side: Side;
  readonly entry: number;
  readonly stopLoss: number;
  readonly spec: SymbolSpec;
  readonly account: Account;
  readonly risk: RiskPercent;
  readonly costs: Costs;
  readonly room: { readonly day: number; readonly total: number };
  readonly strategyDayRoom: number | null;
  readonly currencyRoom: number | null;
  readonly kellyPercent: number | null;
  /** Lots the signal allows, and lots the rulebook allows on one ticket. */
  readonly volumeMax: number | null;
  readonly lotsPerTicket: number | null;
};

/** `lots` is zero and `loss` null exactly when the criterion refuses. */
export type Sizing = {
  readonly lots: number;
  readonly loss: Loss | null;
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
  const text = ok
    ? `${plain(lots, 8)} lots, set by ${lowest.text}.`
    : `Only ${plain(Math.max(0, lowest.lots), 4)} lots by ${lowest.text}, below the minimum of ${plain(spec.volumeMin, 8)}.`;
  return {
    lots: ok ? lots : 0,
    loss: ok ? lossOf(lots, distance, spec, costs, account.balance) : null,
    binding: lowest.binding,
    ceilings,
    criterion: {
      code: 'volume_minimum',
      ok,
      observed: ok ? lots : Math.max(0, lowest.lots),
      limit: spec.volumeMin,
      hard: true,
      text,
    },
  };
}

/** Price distance from the entry to its stop, which must lie on the losing side. */
function stopDistance({ side, entry, stopLoss }: SizeRequest): number {
  const distance = side === 'BUY' ? entry - stopLoss : stopLoss - entry;
  assert(distance > 0, 'a stop lies on the losing side of its entry');
  return distance;
}

function ceilingsOf(request: SizeRequest, perLot: number): Ceiling[] {
  const { spec, account, risk, room } = request;
  const ceilings: Ceiling[] = [];
  const money = (binding: Binding, amount: number | null, what: string): void => {
    if (amount !== null)
      ceilings.push({
        binding,
        lots: amount / perLot,
        text: `${what} (${moneyText(amount)} at a loss of ${moneyText(perLot)} a lot)`,
      });
  };
  const volume = (binding: Binding, lots: number | null, text: string): void => {
    if (lots !== null) ceilings.push({ binding, lots, text });
  };
  const share = (percent: number): number => (Math.max(0, account.balance) * percent) / 100;
  money(risk.binding, share(risk.percent), `the risk of ${percentText(risk.percent)} of the balance`);
  money('day_room', room.day, 'the room left today');
  money('total_room', room.total, 'the room left in all');
  money('strategy_day_risk', request.strategyDayRoom, "what is left of the strategy's daily risk");
  money('currency_bet', request.currencyRoom, 'what is left for this currency bet');
  if (request.kellyPercent !== null)
    money('kelly', share(request.kellyPercent), `half Kelly of ${percentText(request.kellyPercent)}`);
  const margin = marginPerLot(request.entry, spec, account);
  volume(
    'margin',
    marginRoom(account) / margin,
    `the usable margin of ${moneyText(marginRoom(account))} at ${moneyText(margin)} a lot`,
  );
  volume('signal_volume', request.volumeMax, "the signal's own upper bound");
  volume('ticket_limit', request.lotsPerTicket, "the rulebook's limit a ticket");
  volume('symbol_volume', spec.volumeMax, "the symbol's maximum");
  return ceilings;
}
