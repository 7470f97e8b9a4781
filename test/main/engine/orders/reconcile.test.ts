import { describe, expect, test } from 'vitest';
import type { Position } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const withPosition = (): { hand: EngineInHand; position: Position } => {
  const hand = new EngineInHand(AUTO);
  const position = hand.opened('s1', '11');
  hand.after(1_000);
  return { hand, position };
};
const ledger = (hand: EngineInHand): readonly string[] => [...hand.cockpit.positions.keys()];

describe('the terminal is the truth', () => {
  test('agreement says nothing', () => expect(withPosition().hand.observe().decisions).toEqual([]));

  test('a floating price is no difference; a moved stop is', () => {
    const { hand, position } = withPosition();
    hand.positions = [{ ...position, current: 1.2, profit: 99 }];
    const floating = hand.observe().decisions;
    const moved = { ...position, stopLoss: position.entry };
    hand.positions = [moved];
    expect([floating, hand.observe().decisions]).toEqual([[], [{ type: 'position.changed', payload: { position: moved } }]]);
  });

  test('our own unknown order, found in a snapshot, is adopted with its signal', () => {
    const hand = new EngineInHand(AUTO);
    const request = hand.ordered('s1');
    hand.after(5_000).answer(request.clientOrderId, hand.silence);
    hand.positions = [hand.positionOf(request, '11')];
    const told = hand.after(100).observe();
    expect([
      told.types,
      hand.standing('s1'),
      hand.cockpit.orders.get(request.clientOrderId)?.state,
      hand.cockpit.positions.get('11')?.foreign,
    ]).toEqual([['order.resolved', 'position.opened', 'signal.moved', 'recovery.ended'], ['open', null], 'confirmed', false]);
  });

  test('our own order whose answer is on its way is left to it', () => {
    const hand = new EngineInHand(AUTO);
    const request = hand.ordered('s1');
    hand.positions = [hand.positionOf(request, '11')];
    expect([hand.observe().decisions, ledger(hand)]).toEqual([[], []]);
  });

  test('ours that comes back after the ledger let go of it is ours still, though its comment was cut: a scoped stop closes it', () => {
    const { hand, position } = withPosition();
    hand.positions = [];
    hand.observe();
    hand.act({ act: 'adopt-drift', reason: 'take it' });
    hand.positions = [{ ...position, clientOrderId: null }];
    hand.after(5_000).observe();
    expect(hand.cockpit.positions.get('11')).toMatchObject({ strategyId: 'm5_bos', foreign: false });
    const scope = { kind: 'symbol', symbol: position.symbol } as const;
    const asked = { reason: 'news', flatten: true, snapshot: hand.snapshot(), scope };
    expect(hand.tell({ type: 'halt.asked', payload: asked }, 'trader:window').types).toContain('order.intended');
  });

  test('what a terminal does not show at the moment still counts for the next entry', () => {
    const { hand, position } = withPosition();
    hand.positions = [position, { ...position, ticket: '99', clientOrderId: null, magic: 0, stopLoss: null }];
    hand.observe();
    hand.positions = [];
    hand.submit('s2');
    const failed = hand.life('s2').decisions.flatMap(({ criteria }) => criteria.filter(({ ok }) => !ok).map(({ code }) => code));
    expect(hand.standing('s2')[0]).toBe('rejected');
    expect(failed).toEqual(expect.arrayContaining(['one_position_per_symbol', 'positions_protected']));
  });

  test('a position that the cockpit did not open is foreign: counted, never ours', () => {
    const { hand, position } = withPosition();
    const foreign = { ...position, ticket: '99', clientOrderId: null, magic: 0 };
    hand.positions = [position, foreign];
    hand.observe();
    expect(hand.cockpit.positions.get('99')).toEqual({
      position: foreign,
      signalId: null,
      strategyId: null,
      riskMoney: null,
      foreign: true,
      lots: position.volume,
    });
  });

  test('gone, and the deals say why: closed and fed back', () => {
    const { hand, position } = withPosition();
    hand.positions = [];
    hand.observe(hand.dealsOf(position, [{ volume: position.volume, profit: 1_500, reason: 'tp' }]));
    const { trade, decisions } = hand.life('s1');
    expect([hand.standing('s1'), trade?.pnl, trade?.reason, ledger(hand), decisions.at(-1)?.stage, hand.cockpit.drift]).toEqual([
      ['closed', 'closed_tp'],
      1_500,
      'tp',
      [],
      'u5',
      null,
    ]);
  });
});

describe('drift', () => {
  const drifting = (): ReturnType<typeof withPosition> => {
    const story = withPosition();
    story.hand.positions = [];
    story.hand.observe();
    return story;
  };

  test('gone without a deal: reduce-only, and entries are refused', () => {
    const { hand } = drifting();
    hand.submit('s2');
    expect([
      hand.cockpit.trading.state,
      hand.cockpit.drift?.items.map(({ kind, ticket }) => [kind, ticket]),
      hand.standing('s2'),
    ]).toEqual(['reducing', [['missing_at_terminal', '11']], ['rejected', 'trading_active']]);
  });

  test('said once, not with every look', () => {
    const { hand } = drifting();
    expect(hand.after(5_000).observe().decisions).toEqual([]);
  });

  test('it is there again: active by itself', () => {
    const { hand, position } = drifting();
    hand.positions = [position];
    hand.after(5_000).observe();
    expect([hand.cockpit.trading.state, hand.cockpit.drift]).toEqual(['active', null]);
  });

  test('a closing deal turns up later: closed, active by itself', () => {
    const { hand, position } = drifting();
    hand.after(5_000).observe(hand.dealsOf(position, [{ volume: position.volume, profit: -10 }]));
    expect([hand.cockpit.trading.state, hand.standing('s1')]).toEqual(['active', ['closed', 'closed_sl']]);
  });

  test('adopted by the trader: the ledger lets go, the signal has failed, what it earned stays unknown', () => {
    const { hand } = drifting();
    const told = hand.act({ act: 'adopt-drift', reason: 'broker says so' });
    expect([
      told.types,
      ledger(hand),
      hand.standing('s1'),
      hand.cockpit.trading.state,
      hand.cockpit.performance.get('all') ?? null,
      hand.act({ act: 'adopt-drift', reason: 'again' }).answer,
    ]).toEqual([
      ['position.dropped', 'signal.moved', 'drift.changed', 'trading.changed'],
      [],
      ['failed', 'drift_adopted'],
      'active',
      null,
      { kind: 'refused', code: 'no_drift', detail: 'Ledger and terminal agree' },
    ]);
  });

  test('while halted it does not resume anything', () => {
    const { hand, position } = withPosition();
    hand.halt(false);
    hand.positions = [];
    hand.after(1_000).observe();
    const states = [hand.cockpit.trading.state];
    hand.positions = [position];
    hand.after(1_000).observe();
    expect([...states, hand.cockpit.trading.state]).toEqual(['halted', 'halted']);
  });
});

describe('a snapshot that was taken before what the ledger knows already', () => {
  test('does not miss a position that was opened after it', () => {
    const hand = new EngineInHand(AUTO);
    const before = hand.snapshot();
    hand.after(20);
    hand.opened('s1', '11');
    expect([hand.observe([], before).decisions, hand.cockpit.trading.state]).toEqual([[], 'active']);
  });

  test('does not bring back a position that was closed after it', () => {
    const { hand, position } = withPosition();
    const before = hand.snapshot();
    hand.after(20);
    const deals = hand.dealsOf(position, [{ volume: position.volume, profit: 5, reason: 'tp' }]);
    hand.positions = [];
    hand.tell({ type: 'terminal.dealt', payload: { deal: deals.at(-1) as never, history: [...deals] } });
    expect([hand.observe([], before).decisions, ledger(hand)]).toEqual([[], []]);
  });
});

describe('deals', () => {
  test('part of the volume leaves the trade open; the last part ends it, with the money of both', () => {
    const { hand, position } = withPosition();
    const half = Number((position.volume / 2).toFixed(2));
    const deals = hand.dealsOf(position, [
      { volume: half, profit: 300, reason: 'client' },
      { volume: Number((position.volume - half).toFixed(2)), profit: -100, reason: 'sl' },
    ]);
    const [first, partly, last] = deals;
    const some = hand.tell({ type: 'terminal.dealt', payload: { deal: partly as never, history: [first, partly] as never } });
    hand.positions = [{ ...position, volume: Number((position.volume - half).toFixed(2)) }];
    const smaller = hand.observe([first, partly] as never).types;
    hand.positions = [];
    hand.tell({ type: 'terminal.dealt', payload: { deal: last as never, history: [...deals] } });
    expect([some.decisions, smaller, hand.life('s1').trade?.pnl, hand.life('s1').trade?.reason, hand.standing('s1')]).toEqual([
      [],
      ['position.changed'],
      200,
      'sl',
      ['closed', 'closed_sl'],
    ]);
  });

  test('of a position we do not hold, or an entry: nothing', () => {
    const { hand, position } = withPosition();
    const [entry] = hand.dealsOf(position, []);
    const [, exit] = hand.dealsOf({ ...position, ticket: '77' }, [{ volume: 1, profit: 0 }]);
    const tell = (deal: unknown) => hand.tell({ type: 'terminal.dealt', payload: { deal, history: [deal] } as never }).decisions;
    expect([tell(entry), tell(exit)]).toEqual([[], []]);
  });
});
