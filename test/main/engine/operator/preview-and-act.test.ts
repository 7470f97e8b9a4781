import { describe, expect, it } from 'vitest';
import { entrySignalOf, previewOrder } from '#engine';
import { previewAsk, type Preview } from '#shared/events';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

const ANY = { strategies: { m5_bos: { sessions: ['any'] }, m1_retest: { sessions: ['any'] } } };
const up = (hand: EngineInHand, points: number): number => Number((hand.quote.ask + points * 1e-5).toFixed(5));
const down = (hand: EngineInHand, points: number): number => Number((hand.quote.bid - points * 1e-5).toFixed(5));
const MINUTE = 60_000;

/** What is asked for, at the prices of the moment. */
const TICKETS: Readonly<Record<string, (hand: EngineInHand) => Record<string, unknown>>> = {
  'a buy at the market': (hand) => ({ stopLoss: down(hand, 200), takeProfit: up(hand, 600) }),
  'a sell at the market': (hand) => ({ side: 'SELL', stopLoss: up(hand, 200), takeProfit: down(hand, 600) }),
  'one without a target': (hand) => ({ stopLoss: down(hand, 200) }),
  'one that pays too little': (hand) => ({ stopLoss: down(hand, 200), takeProfit: up(hand, 100) }),
  'one with less risk': (hand) => ({ stopLoss: down(hand, 200), takeProfit: up(hand, 600), riskPercent: 0.1 }),
  'one with an amount of money': (hand) => ({ stopLoss: down(hand, 200), takeProfit: up(hand, 600), riskMoney: 100 }),
  'one with more money than there is': (hand) => ({ stopLoss: down(hand, 200), takeProfit: up(hand, 600), riskMoney: 1e6 }),
  'one with hardly any money': (hand) => ({ stopLoss: down(hand, 200), takeProfit: up(hand, 600), riskMoney: 0.5 }),
  'one with few lots': (hand) => ({ stopLoss: down(hand, 200), takeProfit: up(hand, 600), volumeMax: 0.03 }),
  'one smaller than the smallest': (hand) => ({ stopLoss: down(hand, 200), takeProfit: up(hand, 600), volumeMax: 0.001 }),
  'one with its stop on the other side': (hand) => ({ stopLoss: up(hand, 200), takeProfit: up(hand, 600) }),
  'one with its target on the other side': (hand) => ({ stopLoss: down(hand, 200), takeProfit: down(hand, 600) }),
  'one with a stop nearer than the broker takes': (hand) => ({ stopLoss: down(hand, 3), takeProfit: up(hand, 600) }),
  'one for a symbol that there is not': () => ({ symbol: 'NOPE', stopLoss: 1, takeProfit: 2 }),
  'a limit': (hand) => ({ type: 'limit', price: down(hand, 100), stopLoss: down(hand, 300), takeProfit: up(hand, 500) }),
  'a sell limit': (hand) => ({
    ...{ side: 'SELL', type: 'limit', price: up(hand, 100), stopLoss: up(hand, 300), takeProfit: down(hand, 500) },
  }),
  'a limit above the price': (hand) => ({
    type: 'limit',
    price: up(hand, 100),
    stopLoss: down(hand, 300),
    takeProfit: up(hand, 900),
  }),
  'a stop': (hand) => ({ type: 'stop', price: up(hand, 100), stopLoss: down(hand, 100), takeProfit: up(hand, 900) }),
  'a stop behind the price': (hand) => ({
    type: 'stop',
    price: down(hand, 100),
    stopLoss: down(hand, 300),
    takeProfit: up(hand, 900),
  }),
  'a stop-limit': (hand) => ({
    ...{
      type: 'stop_limit',
      price: up(hand, 100),
      stopLimit: up(hand, 50),
      stopLoss: down(hand, 100),
      takeProfit: up(hand, 900),
    },
  }),
  'a stop-limit with its limit beyond': (hand) => ({
    ...{
      type: 'stop_limit',
      price: up(hand, 100),
      stopLimit: up(hand, 150),
      stopLoss: down(hand, 100),
      takeProfit: up(hand, 900),
    },
  }),
  'a limit without a price': (hand) => ({ type: 'limit', stopLoss: down(hand, 300), takeProfit: up(hand, 500) }),
  'a market order with a price': (hand) => ({ price: up(hand, 1), stopLoss: down(hand, 300), takeProfit: up(hand, 900) }),
  'a limit that ends at once': (hand) => ({
    ...{
      type: 'limit',
      price: down(hand, 100),
      stopLoss: down(hand, 300),
      takeProfit: up(hand, 500),
      expiresAt: hand.at + 5_000,
    },
  }),
  'a limit that ends within the hour': (hand) => ({
    ...{ type: 'limit', price: down(hand, 100), stopLoss: down(hand, 300), takeProfit: up(hand, 500) },
    expiresAt: hand.at + 59 * MINUTE,
  }),
  'a limit that ends next year': (hand) => ({
    ...{ type: 'limit', price: down(hand, 100), stopLoss: down(hand, 300), takeProfit: up(hand, 500) },
    expiresAt: hand.at + 400 * 1_440 * MINUTE,
  }),
};

const auto = (changes: Record<string, unknown> = {}): EngineInHand =>
  new EngineInHand({ ...ANY, approvals: { mode: 'auto' }, ...changes });

/** What stands around it. */
const DESKS: Readonly<Record<string, () => EngineInHand>> = {
  'on a quiet desk': () => auto(),
  'while our candles would have to show it': () =>
    auto({ cells: { u1: { unseenStructure: 'refuse' }, u2: { minProbability: 1 } } }),
  'while trading is halted': () => {
    const hand = auto();
    hand.halt(false);
    return hand;
  },
  'near the floor of the day': () => {
    const hand = auto();
    hand.account = { ...ACCOUNT, equity: 96_500 };
    return hand;
  },
  'with Algo Trading off': () => {
    const hand = auto();
    hand.account = { ...ACCOUNT, algoTrading: false };
    return hand;
  },
  'with the link down': () => {
    const hand = auto();
    hand.link = 'down';
    return hand;
  },
  'with hardly any margin': () => {
    const hand = auto();
    hand.account = { ...ACCOUNT, freeMargin: 20 };
    return hand;
  },
  'of a strategy that is switched off': () => auto({ strategies: { m5_bos: { sessions: ['any'], enabled: false } } }),
  'outside its session': () => auto({ strategies: { m5_bos: { sessions: ['tokyo'] } } }),
  'on a Saturday': () => auto().after(5 * 1_440 * MINUTE),
  'beside a position': () => {
    const hand = auto();
    hand.opened('first', '11');
    return hand;
  },
  'beside an order whose answer is out': () => {
    const hand = auto({ cells: { u3: { onePositionPerSymbol: false } } });
    hand.ordered('first');
    return hand;
  },
  'with no room in the minute': () => {
    const hand = auto({ intake: { rateLimitPerMinute: 1 } });
    hand.submit('first', { stopLoss: 1.2 });
    return hand;
  },
  'with the scoring cell isolated': () => {
    const hand = auto();
    hand.act({ act: 'isolate-breaker', agent: 'u2', effect: 'read', reason: 'a test' });
    return hand;
  },
  'with the terminal isolated': () => {
    const hand = auto();
    hand.act({ act: 'isolate-breaker', agent: 'terminal', effect: 'write', reason: 'a test' });
    return hand;
  },
};

type End = { readonly verdict: Preview['verdict']; readonly code: string | null };

/** The same order, asked for in earnest: it ends as an intent or with the first rule that refused it. */
function acted(hand: EngineInHand, ask: ReturnType<typeof previewAsk.parse>): End {
  const ticket = entrySignalOf(hand.cockpit, ask, 'by-hand', hand.quote, hand.at);
  if (!ticket.ok) return { verdict: 'refused', code: 'invalid_signal' };
  const told = hand.submit('by-hand', ticket.signal);
  if (told.answer?.kind === 'invalid') return { verdict: 'refused', code: 'invalid_signal' };
  if (told.answer?.kind === 'rate_limited') return { verdict: 'refused', code: 'rate_limited' };
  const { state, reason } = hand.life('by-hand');
  return state === 'ordered' ? { verdict: 'passed', code: null } : { verdict: 'refused', code: reason?.code ?? null };
}

const MATRIX = Object.keys(DESKS).flatMap((desk) => Object.keys(TICKETS).map((ticket) => [ticket, desk] as const));

describe('a preview and the order itself', () => {
  it.each(MATRIX)('%s, %s, come to the same', (ticket, desk) => {
    const hand = DESKS[desk]!();
    const ask = previewAsk.parse({ symbol: 'EURUSD', side: 'BUY', strategy: 'm5_bos', ...TICKETS[ticket]!(hand) });
    const told = previewOrder(hand.engine, ask, hand.facts, hand.at);
    const orders = hand.sends.length;
    const { verdict, code } = acted(hand, ask);
    expect({ verdict: told.verdict, refusedBy: told.failed.map((rule) => rule.code) }).toEqual({
      verdict,
      refusedBy: code === null ? [] : (expect.arrayContaining([code]) as string[]),
    });
    if (code !== null) return;
    const intent = hand.decisionsOf('order.intended').at(-1);
    const request = hand.sends[orders];
    if (intent === undefined || request?.op !== 'open') throw new Error('nothing was sent');
    expect({ lots: told.lots, reserve: told.loss?.total }).toEqual({ lots: request.volume, reserve: intent.reserve });
    expect(told.before!.dayRoom - told.after!.dayRoom).toBeCloseTo(intent.reserve, 6);
    expect(told.entry).toBe(ask.stopLimit ?? ask.price ?? (ask.side === 'BUY' ? hand.quote.ask : hand.quote.bid));
  });

  it('an amount of money bounds the loss with its costs, and never raises the strategy’s', () => {
    const loss = (riskMoney?: number): { total: number; by: string | null } => {
      const hand = auto();
      const ask = { symbol: 'EURUSD', side: 'BUY', strategy: 'm5_bos', ...TICKETS['a buy at the market']!(hand), riskMoney };
      const { loss: told, binding } = previewOrder(hand.engine, previewAsk.parse(ask), hand.facts, hand.at);
      return { total: told?.total ?? 0, by: binding };
    };
    const own = loss();
    expect([loss(1e6), loss(own.total * 2)]).toEqual([own, own]);
    const asked = loss(100);
    expect(asked.by).toBe('signal_money');
    expect(asked.total).toBeLessThanOrEqual(100);
    expect(asked.total).toBeGreaterThan(95);
  });

  it('tells each rule of risk that is met, in words, and none that is not', () => {
    const hand = auto();
    const told = previewOrder(
      hand.engine,
      previewAsk.parse({ symbol: 'EURUSD', side: 'BUY', strategy: 'm5_bos', ...TICKETS['a limit']!(hand) }),
      hand.facts,
      hand.at,
    );
    expect(told.passed.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['min_rr', 'volume_minimum', 'account_known', 'day_soft_stop']) as string[],
    );
    expect(told.passed.every(({ stage, text }) => stage === 'u3' && text !== '')).toBe(true);
    expect(told.passed.some(({ code }) => told.failed.some((rule) => rule.code === code))).toBe(false);
  });
});
