import { rule, type Account, type Criterion, type CriterionCode, type SymbolSpec } from '#shared/domain';
import { exposureOf } from '#engine/exposure';
import { moneyText, plain, rounded } from '#engine/wording.ts';
import type { CellView, Draft } from './cell.ts';

const NOISE = 1e-9;

/** Lots and value of the order, of its symbol and of the day. */
export function amountRules({ lots, entry, signal }: Draft, account: Account, spec: SymbolSpec, view: CellView): Criterion[] {
  if (lots === null) return [];
  const { maxLotsPerOrder, maxLotsPerSymbol, maxLotsPerDay, maxLeverage, maxLeveragePerDay } = view.config.limits;
  const perLot = (entry / spec.tickSize) * spec.tickValueLoss;
  const { positions, entries } = exposureOf(view.state, view.facts);
  const waiting = entries.map(({ request }) => (request.op === 'open' ? request : null)).filter((one) => one !== null);
  const held = [...positions, ...waiting]
    .filter(({ symbol }) => symbol === signal.symbol)
    .reduce((sum, { volume }) => sum + volume, 0);
  let dayLots = 0;
  let dayValue = 0;
  for (const [symbol, asked] of Object.entries(view.state.asked.lots)) {
    dayLots += asked;
    dayValue += asked * (symbol === signal.symbol ? perLot : valuePerLot(symbol, view));
  }
  const lotRule = (code: CriterionCode, what: string, sum: number, limit: number): Criterion =>
    rule({
      code,
      ok: sum <= limit + NOISE,
      observed: rounded(sum, 4),
      limit,
      hard: true,
      text: `${plain(sum, 4)} lots ${what}, at most ${plain(limit, 4)}.`,
    });
  const balance = Math.max(account.balance, NOISE);
  const valueRule = (code: CriterionCode, what: string, value: number, limit: number): Criterion =>
    rule({
      code,
      ok: value / balance <= limit + NOISE,
      observed: rounded(value / balance, 2),
      limit,
      hard: true,
      text: `${what} is worth ${moneyText(value)} ${account.currency}, ${plain(value / balance, 1)} times the balance, at most ${plain(limit, 2)}.`,
    });
  return [
    lotRule('lots_per_order', 'in one order', lots, maxLotsPerOrder),
    lotRule('lots_per_symbol', `in ${signal.symbol} with this order`, held + lots, maxLotsPerSymbol),
    lotRule('lots_per_day', 'today with this order', dayLots + lots, maxLotsPerDay),
    valueRule('value_of_order', 'The order', lots * perLot, maxLeverage),
    valueRule('value_of_day', "The day's orders with this one", dayValue + lots * perLot, maxLeveragePerDay),
  ];
}

/** At the price of a position in it, the only one known of another symbol; without one, or undescribed, it counts nothing. */
function valuePerLot(of: string, { facts }: CellView): number {
  const spec = facts.specs.find(({ symbol }) => symbol === of);
  const price = facts.positions.find(({ symbol }) => symbol === of)?.current;
  return spec === undefined || price === undefined ? 0 : (price / spec.tickSize) * spec.tickValueLoss;
}
