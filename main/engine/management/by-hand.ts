import {
  addressOf,
  effectOf,
  identifierOf,
  ORDER_EFFECTS,
  specOf,
  type Facts,
  type OrderRequest,
  type SymbolSpec,
} from '#shared/domain';
import { profileOf } from '#shared/config';
import type { ClosedPart, OperatorAction } from '#shared/events';
import { isOpenOrder, isTheirs, positionNamed, type LedgerPosition } from '#shared/projection';
import { admits, blockedText, breakerAt, breakerOf, outgoing } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { tradingStatusOf, tradingStatusRules } from '#engine/limits';
import { intendEnding, intendLevels, LOTS_NOISE, partOf, triesFor, underWay } from '#engine/orders';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';
import { onGrid } from '#engine/u-cells';
import { plain, priceText } from '#engine/wording.ts';
import { closeBy } from './close-by.ts';
import { byHand, unanswered } from './hand.ts';

import { planned } from './plan.ts';
import { atNewestPrice } from './sight.ts';
import { isPlaceable } from './stops.ts';

type Act<A extends OperatorAction['act']> = Extract<OperatorAction, { act: A }>;

/** What a person does about one open position. */
export function handlePosition(
  engine: ReadonlyEngine,
  turn: Turn,
  asked: Act<'close-position' | 'modify-position' | 'manage-position'>,
  facts: Facts | null,
): Verdict {
  switch (asked.act) {
    case 'close-position':
      return closePosition(engine, turn, asked, facts);
    case 'modify-position':
      return modifyPosition(engine, turn, asked, facts);
    case 'manage-position':
      return managePosition(engine, turn, asked);
  }
}

/** The ledger's position that an act may touch: ours, or one that was taken under management. Else the refusal. */
function touchable(engine: ReadonlyEngine, ticket: string): LedgerPosition | Verdict {
  const held = positionNamed(engine.cockpit, ticket);
  if (held === undefined) return refused('unknown_position', `There is no position ${ticket}`);
  if (isTheirs(held))
    return refused('foreign_position', `Position ${ticket} was not opened by the cockpit: take it under management first`);
  return held;
}

/**
 * Moves the stop or the target by hand. The stop never moves away: the size was made for it, and a wider one would be an entry
 * that no gate has seen. A target alone needs what an entry needs, as it is no protection.
 */
function modifyPosition(engine: ReadonlyEngine, turn: Turn, asked: Act<'modify-position'>, facts: Facts | null): Verdict {
  const held = touchable(engine, asked.ticket);
  if (!('position' in held)) return held;
  const { ticket } = asked;
  const identifier = identifierOf(held.position);
  const seen = facts?.positions.find((one) => identifierOf(one) === identifier) ?? null;
  if (facts === null || facts.link !== 'up' || seen === null)
    return refused('no_link', 'The terminal is not connected: its own stop stands');
  const position = atNewestPrice(seen, facts, turn.at);
  const spec = specOf(facts, position.symbol);
  if (spec === null) return refused('unknown_symbol', `The terminal does not describe ${position.symbol}`);
  if (underWay(engine.cockpit, identifier).length > 0) return unanswered(ticket);
  const stopLoss = stopOf(asked, position, spec);
  const takeProfit = asked.takeProfit === undefined ? position.takeProfit : toGrid(asked.takeProfit, spec);
  if (stopLoss === position.stopLoss && takeProfit === position.takeProfit)
    return refused('not_changed', 'Stop and target are there already');
  const problem = levelProblem({ ...position, spec }, stopLoss, takeProfit, held.position.stopLoss);
  if (problem !== null) return refused(problem.code, problem.text);
  const text = `${levelText('stop', position.stopLoss, stopLoss, spec)}${levelText('target', position.takeProfit, takeProfit, spec)}`;
  const why = asked.reason === null || asked.reason === '' ? '' : `, "${asked.reason}"`;
  const managed = byHand(turn, `By hand: ${text.replace(/^, /, '')}${why}`);
  const intent = intendLevels(position, { stopLoss, takeProfit }, position.symbol, turn.at, {
    ...{ subject: `hand|${identifier}|${turn.seq}`, bornAt: position.openedAt, attempt: 0 },
    ...{ signalId: held.signalId, certificateId: null, managed },
  });
  return gated(engine, turn, held, intent);
}

const toGrid = (price: number | null, spec: SymbolSpec): number | null => (price === null ? null : onGrid(price, spec));

function stopOf({ stopLoss }: Act<'modify-position'>, position: LedgerPosition['position'], spec: SymbolSpec): number | null {
  if (stopLoss === undefined) return position.stopLoss;
  return stopLoss === 'break_even' ? onGrid(position.entry, spec, position.direction === 'BUY' ? 1 : -1) : onGrid(stopLoss, spec);
}

function levelText(name: string, before: number | null, after: number | null, { digits }: SymbolSpec): string {
  const text = (price: number | null): string => (price === null ? 'none' : priceText(price, digits));
  return before === after ? '' : `, ${name} ${text(before)} to ${text(after)}`;
}

/** Why levels cannot be so, before the terminal is asked: on the wrong side, too near, or further away than the stop that stands. */
function levelProblem(
  position: LedgerPosition['position'] & { readonly spec: SymbolSpec },
  stopLoss: number | null,
  takeProfit: number | null,
  ledgerStop: number | null,
): { readonly code: 'stop_loosened' | 'bad_level'; readonly text: string } | null {
  const { spec, direction, current } = position;
  const up = direction === 'BUY' ? 1 : -1;
  const least = `${spec.stopsLevel} points at least, and a tick`;
  const text = (price: number): string => priceText(price, spec.digits);
  for (const before of [position.stopLoss, ledgerStop]) {
    if (before === null || stopLoss === before) continue;
    if (stopLoss === null || up * (stopLoss - before) < 0) {
      const to = stopLoss === null ? 'cannot be taken off' : `${text(stopLoss)} would risk more than ${text(before)}`;
      return { code: 'stop_loosened', text: `The stop ${to}: it only moves to risk less. Close a part instead` };
    }
  }
  if (stopLoss !== position.stopLoss && stopLoss !== null && !isPlaceable(stopLoss, { position, spec, up }))
    return { code: 'bad_level', text: `The stop ${text(stopLoss)} is too near to the price ${text(current)}: ${least}` };
  const mirrored = { position, spec, up: up === 1 ? -1 : 1 } as const;
  if (takeProfit !== position.takeProfit && takeProfit !== null && !isPlaceable(takeProfit, mirrored))
    return { code: 'bad_level', text: `The target ${text(takeProfit)} is too near to the price ${text(current)}: ${least}` };
  return null;
}

/** What does not protect needs trading to be active and its breaker to let it pass; what protects always goes. */
function gated(
  engine: ReadonlyEngine,
  { at }: Turn,
  { position, strategyId }: LedgerPosition,
  intent: ReturnType<typeof intendLevels>,
): Verdict {
  const { cockpit } = engine;
  const request = (intent.payload as { readonly request: OrderRequest }).request;
  const { breaker, addsRisk } = ORDER_EFFECTS[effectOf(request, position)];
  if (!addsRisk) return decided(intent);
  const failed = tradingStatusRules(tradingStatusOf(cockpit, position.symbol, strategyId)).find(({ ok }) => !ok);
  if (failed !== undefined) return refused('hard_limit', `${failed.text} A target alone waits until then; a stop may protect`);
  const now = breakerOf(cockpit, 'terminal', breaker);
  if (!admits(now, at)) return refused('breaker_open', blockedText('terminal', breaker, breakerAt(now, at)));
  return decided(intent, ...outgoing(cockpit, 'terminal', breaker, at));
}

/** Closes a position by hand, whole or in part. It takes risk away: nothing but a request under way holds it back. */
function closePosition(engine: ReadonlyEngine, turn: Turn, asked: Act<'close-position'>, facts: Facts | null): Verdict {
  const { ticket, foreign = false, part, by } = asked;
  if (by !== undefined) return closeBy(engine, turn, { ticket, foreign, by }, facts);
  const held = positionNamed(engine.cockpit, ticket);
  if (held === undefined) return refused('unknown_position', `There is no position ${ticket}`);
  if (isTheirs(held) && !foreign)
    return refused('foreign_position', `Position ${ticket} was not opened by the cockpit: confirm that it is to be closed`);
  const identifier = identifierOf(held.position);
  const tries = triesFor(engine.cockpit, identifier);
  if (tries.some(isOpenOrder)) return refused('already_asked', `Position ${ticket} is already being closed`);
  const { symbol, openedAt } = held.position;
  const whole = { bornAt: openedAt, attempt: tries.length, signalId: held.signalId, certificateId: null };
  if (part === undefined)
    return decided(
      intendEnding({ op: 'close', ...addressOf(held.position), volume: null }, symbol, turn.at, {
        ...whole,
        subject: `close|${identifier}`,
      }),
    );
  // A part is reckoned from what is there: it waits for whatever changes that. Closing all of it waits for a close alone.
  if (underWay(engine.cockpit, identifier).length > 0) return unanswered(ticket);
  const position = facts?.positions.find((one) => identifierOf(one) === identifier) ?? held.position;
  const spec = facts === null ? null : specOf(facts, symbol);
  if (spec === null) return refused('unknown_symbol', `The terminal does not describe ${symbol}`);
  const lots = lotsOf(part, position.volume, spec);
  if (typeof lots === 'string') return refused('bad_volume', lots);
  const text = `By hand: ${lots === null ? `all ${plain(position.volume, 4)} lots` : `${plain(lots, 4)} of ${plain(position.volume, 4)} lots`} closed`;
  return decided(
    intendEnding({ op: 'close', ...addressOf(position), volume: lots }, symbol, turn.at, {
      ...whole,
      ...(lots === null ? { subject: `close|${identifier}` } : { subject: `hand|${identifier}|${turn.seq}`, attempt: 0 }),
      managed: byHand(turn, text),
    }),
  );
}

/** Lots that a part is, null for all of them, or why it cannot be closed. */
function lotsOf(part: ClosedPart, volume: number, spec: SymbolSpec): number | null | string {
  const wanted = 'lots' in part ? part.lots : (part.percent / 100) * volume;
  if (wanted > volume + LOTS_NOISE) return `${plain(wanted, 4)} lots are more than the position has: ${plain(volume, 4)}`;
  const lots = partOf(wanted, volume, spec);
  return lots === 0
    ? `${plain(wanted, 4)} lots cannot be closed alone: the smallest volume is ${plain(spec.volumeMin, 4)}, in steps of ${plain(spec.volumeStep, 4)}`
    : lots;
}

/** Puts a position under rules of its own, or those of its strategy. One that others opened is taken over, explicitly. */
function managePosition(engine: ReadonlyEngine, turn: Turn, asked: Act<'manage-position'>): Verdict {
  const { ticket, foreign = false, reason } = asked;
  const held = positionNamed(engine.cockpit, ticket);
  if (held === undefined) return refused('unknown_position', `There is no position ${ticket}`);
  const isTaken = isTheirs(held);
  if (isTaken && !foreign)
    return refused('foreign_position', `Position ${ticket} was not opened by the cockpit: confirm that it is to be managed`);
  const own = held.strategyId === null ? null : profileOf(engine.cockpit.config.strategies, held.strategyId);
  const rules = asked.rules ?? own?.management;
  if (rules === undefined)
    return refused('unknown_strategy', `Position ${ticket} belongs to no strategy: give it rules of its own`);
  return decided(planned(engine, held, rules, { by: turn.actor, reason, ...(isTaken ? { takenOver: true } : {}) }));
}
