import { entryRefusal } from '#shared/instruments';
import {
  addressOf,
  directionOf,
  effectOf,
  entryPrice,
  ORDER_EFFECTS,
  RUN_MODES,
  specOf,
  type BrokerTestStep,
  type Facts,
  type OrderRequest,
  type SymbolSpec,
} from '#shared/domain';
import type { Decision, OperatorAction } from '#shared/events';
import type { LedgerPosition } from '#shared/projection';
import { TEST_MAGIC } from '#shared/strategies';
import { admits, blockedText, breakerAt, breakerOf, outgoing } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { makeClientOrderId } from '#engine/orders';
import { costsOf, floorToStep, lossPerLot } from '#engine/sizing';
import { tradingStatusOf, tradingStatusRules } from '#engine/limits';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';
import { onGrid } from '#engine/u-cells';

type Asked = Extract<OperatorAction, { act: 'test-broker' }>;

const DEADLINE_MS = 10_000;
/** The stop is this far off at least, and three times as far as the broker asks or five spreads where that is more. */
const STOP_PIPS = 20;
/** A price older than this is no price to test with. */
const QUOTE_MAX_AGE_MS = 30_000;

/** The client id of one step of a test: derived from the test's own id, which is used once. */
export const brokerTestOrderId = (test: string, step: BrokerTestStep): string =>
  makeClientOrderId(`broker-test|${test}`, 0, step, 0);

/**
 * One step of a test of the broker: real orders, through the ledger like any other, on an account that has nothing else.
 * Only entries need the account to be free to trade; what takes the test's position away again is always let through.
 */
export function testBroker(engine: ReadonlyEngine, turn: Turn, asked: Asked, facts: Facts | null): Verdict {
  const { test, step, symbol } = asked;
  const clientOrderId = brokerTestOrderId(test, step);
  if (engine.cockpit.orders.has(clientOrderId)) return refused('already_asked', 'This step of the test was asked before');
  if (step === 'open') return open(engine, turn, asked, facts);
  const held = heldBy(engine, test);
  if (held === null) return refused('unknown_position', 'The test holds no position');
  const spec = facts === null ? null : specOf(facts, symbol);
  if (spec === null) return refused('unknown_symbol', `The terminal does not describe ${symbol}`);
  const named = addressOf(held.position);
  const deadlineAt = turn.at + DEADLINE_MS;
  switch (step) {
    case 'move_stops':
      return changed(engine, turn, held, { op: 'modify', clientOrderId, ...named, ...movedStops(held, spec), deadlineAt });
    case 'close_part':
      return intended(symbol, { op: 'close', clientOrderId, ...named, volume: spec.volumeMin, deadlineAt }, 0);
    case 'close_rest':
      return intended(symbol, { op: 'close', clientOrderId, ...named, volume: null, deadlineAt }, 0);
  }
}

/** The position that the test's entry made, while the ledger holds it. */
function heldBy(engine: ReadonlyEngine, test: string): LedgerPosition | null {
  const outcome = engine.cockpit.orders.get(brokerTestOrderId(test, 'open'))?.outcome;
  return outcome?.kind === 'confirmed' ? (engine.cockpit.positions.get(outcome.ticket) ?? null) : null;
}

function open(engine: ReadonlyEngine, turn: Turn, { test, symbol }: Asked, facts: Facts | null): Verdict {
  const { cockpit } = engine;
  if (!RUN_MODES[cockpit.mode].canTestBroker)
    return refused('live_account', 'The test trades: it is for demo accounts and the paper terminal only');
  const busy = cockpit.positions.size + cockpit.openOrders.size + (facts?.positions.length ?? 0) + (facts?.orders.length ?? 0);
  if (busy > 0)
    return refused(
      'account_busy',
      'The test needs an account without positions and orders: close and cancel what is there first',
    );
  if (facts === null || facts.link !== 'up') return refused('no_link', 'The terminal is not connected');
  const failed = tradingStatusRules(tradingStatusOf(cockpit, symbol, null)).find(({ ok }) => !ok);
  if (failed !== undefined) return refused('hard_limit', failed.text);
  const spec = specOf(facts, symbol);
  if (spec === null) return refused('unknown_symbol', `The terminal does not describe ${symbol}`);
  const quote = facts.quote?.symbol === symbol ? facts.quote : null;
  if (quote === null || turn.at - quote.at > QUOTE_MAX_AGE_MS)
    return refused('no_price', `There is no fresh price of ${symbol}: is its market open?`);
  const closed = entryRefusal(spec, 'BUY');
  if (closed !== null) return refused('hard_limit', closed);
  const volume = floorToStep(2 * spec.volumeMin, spec.volumeStep);
  const entry = entryPrice('BUY', quote);
  const distance = Math.max(STOP_PIPS * spec.pip, 3 * spec.stopsLevel * spec.point, 5 * (quote.ask - quote.bid));
  const request = {
    op: 'open',
    clientOrderId: brokerTestOrderId(test, 'open'),
    symbol,
    side: 'BUY',
    volume,
    stopLoss: onGrid(entry - distance, spec, -1),
    takeProfit: onGrid(entry + distance, spec, 1),
    deviationPoints: Math.round((2 * spec.pip) / spec.point),
    magic: TEST_MAGIC,
    deadlineAt: turn.at + DEADLINE_MS,
  } as const;
  const loss = volume * lossPerLot(distance, spec, costsOf(cockpit.config, cockpit.terminal));
  return intended(symbol, request, loss, facts.account);
}

/** A stop that moves away risks more: it needs what an entry needs. */
function changed(engine: ReadonlyEngine, { at }: Turn, { position }: LedgerPosition, request: OrderRequest): Verdict {
  const { trading } = engine.cockpit;
  const { breaker, addsRisk } = ORDER_EFFECTS[effectOf(request, position)];
  if (!addsRisk) return intended(position.symbol, request, 0);
  if (trading.state !== 'active') return refused('hard_limit', `Trading is ${trading.state}: levels are only moved to risk less`);
  const now = breakerOf(engine.cockpit, 'terminal', breaker);
  if (!admits(now, at)) return refused('breaker_open', blockedText('terminal', breaker, breakerAt(now, at)));
  const { decisions } = intended(position.symbol, request, 0);
  return decided(...decisions, ...outgoing(engine.cockpit, 'terminal', breaker, at));
}

/** Both levels a quarter further off than they were. */
function movedStops({ position }: LedgerPosition, spec: SymbolSpec): { stopLoss: number | null; takeProfit: number | null } {
  const { direction, entry, stopLoss, takeProfit } = position;
  const further = (level: number | null, away: 1 | -1): number | null =>
    level === null ? null : onGrid(entry + 1.25 * (level - entry), spec, away);
  const up = directionOf(direction);
  return { stopLoss: further(stopLoss, up === 1 ? -1 : 1), takeProfit: further(takeProfit, up) };
}

function intended(symbol: string, request: OrderRequest, loss: number, account: Facts['account'] = null): Verdict {
  const whose = { clientOrderId: request.clientOrderId, signalId: null, certificateId: null };
  const about = account === null ? {} : { account: { login: account.login, server: account.server } };
  const intent: Decision = {
    type: 'order.intended',
    payload: { ...whose, request, symbol, reserve: loss, riskMoney: loss, ...about },
  };
  return decided(intent);
}
