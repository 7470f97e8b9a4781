import { describe, expect, it } from 'vitest';
import { brokerTestOrderId } from '#engine/operator';
import type { BrokerTestStep, Facts } from '#shared/domain';
import { EngineInHand, SPEC } from '../engine-in-hand.ts';

const step = (hand: EngineInHand, name: BrokerTestStep, facts: Facts | null = hand.facts, symbol = 'EURUSD') =>
  hand.tell(
    { type: 'operator.acted', payload: { action: { act: 'test-broker', test: 't1', step: name, symbol }, facts } },
    'trader:test',
  );
const refusal = (told: { answer: unknown }): unknown => (told.answer as { code?: string } | null)?.code ?? null;
const entry = (hand: EngineInHand) => {
  const request = hand.sends[0];
  if (request?.op !== 'open') throw new Error('the test did not enter');
  return request;
};
const inside = (): EngineInHand => {
  const hand = new EngineInHand();
  step(hand, 'open');
  hand.filled(entry(hand), '11');
  return hand;
};

describe('the entry of a broker test', () => {
  it('buys twice the smallest volume, its stop and target 20 pips off, for ten seconds, and reserves its loss', () => {
    const hand = new EngineInHand();
    const told = step(hand, 'open');
    // Ask 1.15702, 20 pips: 1.15502 and 1.15902. 0.02 lots lose 200 points x 0.02 = 4.00, and 7.50 a lot of commission.
    expect(entry(hand)).toEqual({
      op: 'open',
      clientOrderId: brokerTestOrderId('t1', 'open'),
      symbol: 'EURUSD',
      side: 'BUY',
      volume: 0.02,
      stopLoss: 1.15502,
      takeProfit: 1.15902,
      deviationPoints: 20,
      magic: entry(hand).magic,
      deadlineAt: hand.at + 10_000,
    });
    const { commissionPerLot, slippagePoints } = hand.cockpit.config.paper;
    const loss = 0.02 * (200 + commissionPerLot + slippagePoints);
    expect(told.decisions[0]?.payload).toMatchObject({
      signalId: null,
      certificateId: null,
      symbol: 'EURUSD',
      reserve: expect.closeTo(loss, 9) as number,
      riskMoney: expect.closeTo(loss, 9) as number,
      account: { login: '1', server: 'S' },
    });
  });

  it.each([
    ['three times the distance the broker asks for, 100 points', { stopsLevel: 100 }, 0.00002, 0.003],
    ['but not two times, 66 points', { stopsLevel: 66 }, 0.00002, 0.002],
    ['five spreads of 5 pips', {}, 0.0005, 0.0025],
    ['but not five of 3.9', {}, 0.00039, 0.002],
  ])('keeps its stop further off where it has to: %s', (_why, spec, spread, distance) => {
    const hand = new EngineInHand();
    const quote = { symbol: 'EURUSD', bid: 1.157, ask: Number((1.157 + spread).toFixed(5)), at: hand.at };
    step(hand, 'open', { ...hand.facts, quote, specs: [{ ...SPEC, ...spec }] });
    expect([entry(hand).stopLoss, entry(hand).takeProfit]).toEqual([
      expect.closeTo(quote.ask - distance, 8),
      expect.closeTo(quote.ask + distance, 8),
    ]);
  });

  it('sets both levels on the broker’s grid, away from the entry', () => {
    const hand = new EngineInHand();
    step(hand, 'open', { ...hand.facts, specs: [{ ...SPEC, tickSize: 0.0001, tickValueProfit: 10, tickValueLoss: 10 }] });
    expect([entry(hand).stopLoss, entry(hand).takeProfit]).toEqual([1.155, 1.1591]);
    const high = new EngineInHand();
    high.bid = 1.15706;
    step(high, 'open', { ...high.facts, specs: [{ ...SPEC, tickSize: 0.0001, tickValueProfit: 10, tickValueLoss: 10 }] });
    expect([entry(high).stopLoss, entry(high).takeProfit]).toEqual([1.155, 1.1591]);
  });

  it.each(['disabled', 'close_only', 'short_only'] as const)('is refused where the symbol is %s', (tradeMode) => {
    const hand = new EngineInHand();
    expect([refusal(step(hand, 'open', { ...hand.facts, specs: [{ ...SPEC, tradeMode }] })), hand.sends]).toEqual([
      'hard_limit',
      [],
    ]);
  });

  it('is refused where something is open, working or on its way, ours or not', () => {
    const busy = (change: (hand: EngineInHand) => Facts) => {
      const hand = new EngineInHand({ approvals: { mode: 'auto' } });
      const facts = change(hand);
      const sent = hand.sends.length;
      return [refusal(step(hand, 'open', facts)), hand.sends.length - sent];
    };
    const position = { ...inside().positions[0]!, clientOrderId: null, magic: 5 };
    expect(busy((hand) => ({ ...hand.facts, positions: [position] }))).toEqual(['account_busy', 0]);
    expect(busy((hand) => ({ ...hand.facts, orders: [{ ticket: '9' } as never] }))).toEqual(['account_busy', 0]);
    expect(busy((hand) => (hand.ordered('s1'), hand.facts))).toEqual(['account_busy', 0]);
    expect(busy((hand) => (hand.opened('s1', '11'), { ...hand.facts, positions: [] }))).toEqual(['account_busy', 0]);
  });

  it.each<[string, (facts: Facts) => Facts | null, string]>([
    ['nothing is known of the terminal', () => null, 'no_link'],
    ['the link is down', (facts) => ({ ...facts, link: 'down' }), 'no_link'],
    ['prices are old', (facts) => ({ ...facts, link: 'stale' }), 'no_link'],
    ['the terminal does not describe the symbol', (facts) => ({ ...facts, specs: [] }), 'unknown_symbol'],
    ['there is no price', (facts) => ({ ...facts, quote: null }), 'no_price'],
    ['the price is of another symbol', (facts) => ({ ...facts, quote: { ...facts.quote!, symbol: 'GBPUSD' } }), 'no_price'],
    [
      'the price is older than 30 s',
      (facts) => ({ ...facts, quote: { ...facts.quote!, at: facts.quote!.at - 30_001 } }),
      'no_price',
    ],
  ])('is refused when %s', (_why, change, code) => {
    const hand = new EngineInHand();
    expect([refusal(step(hand, 'open', change(hand.facts))), hand.sends]).toEqual([code, []]);
  });

  it('takes a price of 30 s, and is refused while halted', () => {
    const hand = new EngineInHand();
    hand.halt(false);
    expect(refusal(step(hand, 'open'))).toBe('hard_limit');
    const calm = new EngineInHand();
    expect(refusal(step(calm, 'open', { ...calm.facts, quote: { ...calm.quote, at: calm.at - 30_000 } }))).toBeNull();
  });

  it('is for demo and paper: never on a live account', () => {
    const hand = new EngineInHand();
    hand.engine.cockpit.mode = 'live';
    expect([refusal(step(hand, 'open')), hand.sends]).toEqual(['live_account', []]);
  });
});

describe('the later steps', () => {
  it('move both levels a quarter further off, close the smallest volume, then the rest', () => {
    const hand = inside();
    const told = step(hand, 'move_stops');
    // Entry 1.15702: 200 points off become 250.
    expect(hand.sends[1]).toEqual({
      op: 'modify',
      clientOrderId: brokerTestOrderId('t1', 'move_stops'),
      ticket: '11',
      stopLoss: 1.15452,
      takeProfit: 1.15952,
      deadlineAt: hand.at + 10_000,
    });
    expect(told.decisions[0]?.payload).toMatchObject({ reserve: 0, riskMoney: 0, signalId: null });
    step(hand, 'close_part');
    step(hand, 'close_rest');
    expect(hand.sends.slice(2)).toEqual([
      {
        op: 'close',
        clientOrderId: brokerTestOrderId('t1', 'close_part'),
        ticket: '11',
        volume: 0.01,
        deadlineAt: hand.at + 10_000,
      },
      {
        op: 'close',
        clientOrderId: brokerTestOrderId('t1', 'close_rest'),
        ticket: '11',
        volume: null,
        deadlineAt: hand.at + 10_000,
      },
    ]);
  });

  it('reserve nothing for what closes, and go by ids that never change: a step asked before a restart is not asked again', () => {
    const hand = inside();
    for (const name of ['close_part', 'close_rest'] as const)
      expect(step(hand, name).decisions[0]?.payload).toMatchObject({ reserve: 0, riskMoney: 0, symbol: 'EURUSD' });
    expect(hand.sends.map(({ clientOrderId }) => clientOrderId)).toEqual([
      '508QDY1TVZM67AH6',
      '4YVR3ZJBN3BGXHQZ',
      'HRT85QECTY5060FK',
    ]);
  });

  it('set moved levels on the broker’s grid, further off', () => {
    const hand = inside();
    step(hand, 'move_stops', { ...hand.facts, specs: [{ ...SPEC, tickSize: 0.0001 }] });
    expect(hand.sends[1]).toMatchObject({ stopLoss: 1.1545, takeProfit: 1.1596 });
    const short = inside();
    const held = short.cockpit.positions.get('11')!;
    const position = { ...held.position, direction: 'SELL', stopLoss: 1.15902, takeProfit: 1.15502 } as const;
    short.cockpit.positions.set('11', { ...held, position });
    step(short, 'move_stops', { ...short.facts, specs: [{ ...SPEC, tickSize: 0.0001 }] });
    expect(short.sends[1]).toMatchObject({ stopLoss: 1.1596, takeProfit: 1.1545 });
  });

  it('leave a level alone that the position does not have', () => {
    const hand = inside();
    const held = hand.cockpit.positions.get('11')!;
    hand.cockpit.positions.set('11', { ...held, position: { ...held.position, stopLoss: null, takeProfit: null } });
    step(hand, 'move_stops');
    expect(hand.sends[1]).toMatchObject({ op: 'modify', stopLoss: null, takeProfit: null });
  });

  it('move no stop away while trading is halted, and close all the same', () => {
    const hand = inside();
    hand.halt(false);
    expect([refusal(step(hand, 'move_stops')), refusal(step(hand, 'close_rest')), hand.sends.map(({ op }) => op)]).toEqual([
      'hard_limit',
      null,
      ['open', 'close'],
    ]);
  });

  it('move no stop away through an open breaker of what adds risk', () => {
    const hand = inside();
    hand.act({ act: 'isolate-breaker', agent: 'terminal', effect: 'modify', reason: 'test' });
    expect([refusal(step(hand, 'move_stops')), hand.sends.length]).toEqual(['breaker_open', 1]);
  });

  it('are asked once each, need the position, and the symbol described', () => {
    const hand = inside();
    expect(refusal(step(hand, 'open'))).toBe('already_asked');
    expect(refusal(step(hand, 'close_part', { ...hand.facts, specs: [] }))).toBe('unknown_symbol');
    expect(refusal(step(hand, 'close_part', null))).toBe('unknown_symbol');
    step(hand, 'close_part');
    expect([refusal(step(hand, 'close_part')), hand.sends.length]).toEqual(['already_asked', 2]);
    expect(refusal(step(new EngineInHand(), 'close_rest'))).toBe('unknown_position');
    const refused = new EngineInHand();
    step(refused, 'open');
    refused.answer(entry(refused).clientOrderId, { kind: 'refused', retcode: 10017, text: 'Trade disabled', at: refused.at });
    expect(refusal(step(refused, 'close_rest'))).toBe('unknown_position');
  });
});
