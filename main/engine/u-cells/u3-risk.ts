import { rule, directionOf, specOf, type Account, type Criterion, type SymbolSpec } from '#shared/domain';
import type { RoomView } from '#shared/events';
import { present } from '#shared/lib';
import { rulebookIn } from '#shared/rulebooks';
import { costsOf, lossPerLot, type Sizing } from '#engine/sizing';
import { entryRules, ruleNames, tradingStatusOf, tradingStatusRules, type RuleNames } from '#engine/limits';
import { moneyText, percentText, plain, rounded } from '#engine/wording.ts';
import { openRiskOf } from '#engine/exposure';
import { roomOf } from '#engine/rulebook';
import type { Cell, CellResult, CellView, Draft } from './cell.ts';
import { conclude } from './conclude.ts';
import { exposureRules } from './exposure-rules.ts';
import { firmRules } from './firm-rules.ts';
import { gateRules } from './gate-rules.ts';
import { marginRules } from './margin-rules.ts';
import { readyRules, terminalRules, volumeLimitRule } from './terminal-rules.ts';
import { kellyOf, sizingOf } from './sizing.ts';

/** U3, risk: how many lots, and whether the account may take them. */
export const u3: Cell = (draft, view) => {
  const { account } = view.facts;
  const spec = present(specOf(view.facts, draft.signal.symbol), 'U1 passes only a known symbol');
  const stopLoss = present(draft.stopLoss, 'U1 passes only an order with a stop');
  const before = roomOf(view.state, view.facts, view.nowMs);
  const criteria = [
    ...tradingStatusRules(tradingStatusOf(view.state, draft.signal.symbol, draft.strategyId)),
    ...readyRules(view.facts),
    ...accountRules(account),
    ...exposureRules(draft, view),
  ];
  if (account === null || before === null || account.balance <= 0) return conclude(draft, criteria, {});
  const sizing = sizingOf(draft, stopLoss, account, spec, before, view);
  const sized = withSize(draft, stopLoss, sizing, before, spec, view);
  const { unbounded } = openRiskOf(view.facts.positions, view.facts.orders, view.facts.specs);
  criteria.push(
    ...entryRules(
      before,
      view.config.rulebook,
      unbounded,
      sizing.loss?.total ?? sizing.smallestLoss,
      namesOf(account, before, view),
    ),
    ...gateRules(sized, account, spec, view),
    ...firmRules(sized, account, view),
    ...terminalRules(sized, view),
    ...volumeLimitRule(sized, spec, view),
    ...marginRules(sizing.lots, sized, spec, account),
    sizing.criterion,
    rrRule(sized, view),
    ...kellyRule(draft, view),
  );
  return conclude(sized, criteria, findingsOf(sized, sizing));
};

const namesOf = ({ currency }: Account, { resetsAt }: RoomView, { config, nowMs }: CellView): RuleNames =>
  ruleNames(rulebookIn(config.rulebook), currency, resetsAt, nowMs);

function accountRules(account: Account | null): Criterion[] {
  if (account === null)
    return [
      rule({
        code: 'account_known',
        ok: false,
        observed: null,
        limit: null,
        hard: true,
        text: 'The terminal has not told the account, so nothing can be sized.',
      }),
    ];
  const { algoTrading, balance, currency } = account;
  return [
    rule({
      code: 'account_known',
      ok: balance > 0,
      observed: rounded(balance, 2),
      limit: 0,
      hard: true,
      text: `The balance is ${moneyText(balance)} ${currency}, sizing needs more than 0.`,
    }),
    rule({
      code: 'algo_trading',
      ok: algoTrading,
      observed: algoTrading,
      limit: true,
      hard: true,
      text: `Algo Trading in the terminal is ${algoTrading ? 'on' : 'off'}, orders need it on.`,
    }),
  ];
}

function withSize(
  draft: Draft,
  stopLoss: number,
  { lots, loss, binding }: Sizing,
  before: RoomView,
  spec: SymbolSpec,
  { config, state }: CellView,
): Draft {
  const costs = costsOf(config, state.terminal);
  const direction = directionOf(draft.side);
  const perLot = lossPerLot(direction * (draft.entry - stopLoss), spec, costs);
  const reward =
    ((direction * ((draft.takeProfit ?? draft.entry) - draft.entry)) / spec.tickSize) * spec.tickValueProfit -
    costs.commissionPerLot;
  const rr = draft.takeProfit === null ? null : reward / perLot;
  if (loss === null) return { ...draft, rr, binding, lots: null };
  const after = {
    dayRoom: before.dayRoom - loss.total,
    totalRoom: before.totalRoom - loss.total,
    openRisk: before.openRisk + loss.total,
  };
  return { ...draft, rr, binding, lots, loss, riskMoney: loss.stop + loss.commission, room: { before, after } };
}

function rrRule({ rr }: Draft, { config }: CellView): Criterion {
  const { minRr } = config.cells.u3;
  const text =
    rr === null
      ? `Without a target there is no reward over risk, minimum ${minRr}.`
      : `Reward over risk after costs at this price is ${plain(rr, 2)}, minimum ${minRr}.`;
  return rule({
    code: 'min_rr',
    ok: rr !== null && rr >= minRr,
    observed: rr === null ? null : rounded(rr, 4),
    limit: minRr,
    hard: false,
    text,
  });
}

/** Enough closed trades, and they prove no edge: only the trader may go on. */
function kellyRule(draft: Draft, view: CellView): Criterion[] {
  const kelly = kellyOf(draft, view);
  if (kelly === null) return [];
  return [
    rule({
      code: 'kelly_edge',
      ok: kelly > 0,
      observed: rounded(kelly, 4),
      limit: 0,
      hard: false,
      text: `The share of Kelly of the closed trades is ${percentText(kelly)} of the balance, an edge needs more than 0 %.`,
    }),
  ];
}

function findingsOf({ lots, riskMoney, loss, binding, rr, room, risk }: Draft, { ceilings }: Sizing): CellResult['findings'] {
  const findings: Record<string, number | string | null> = {
    lots,
    riskPercent: risk.percent,
    riskMoney: riskMoney === null ? null : rounded(riskMoney, 2),
    worstLoss: loss === null ? null : rounded(loss.total, 2),
    binding,
    rr: rr === null ? null : rounded(rr, 4),
    dayRoomBefore: room === null ? null : rounded(room.before.dayRoom, 2),
    dayRoomAfter: room === null ? null : rounded(room.after.dayRoom, 2),
    totalRoomBefore: room === null ? null : rounded(room.before.totalRoom, 2),
    totalRoomAfter: room === null ? null : rounded(room.after.totalRoom, 2),
  };
  for (const ceiling of ceilings) findings[`ceiling_${ceiling.binding}`] = rounded(ceiling.lots, 4);
  return findings;
}
