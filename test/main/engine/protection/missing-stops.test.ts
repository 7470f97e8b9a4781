import { describe, expect, test } from 'vitest';
import type { OrderRequest, Outcome, Position } from '#shared/domain';
import { EngineInHand } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
const WITHIN = 10_000;

/** A position of ours whose stop the broker let drop, not seen yet. */
function dropped(changes: Partial<Position> = {}, config: Record<string, unknown> = AUTO) {
  const hand = new EngineInHand(config);
  const position = hand.opened('s1', '11');
  hand.positions = [{ ...position, stopLoss: null, takeProfit: null, ...changes }];
  const asked = hand.after(1_000).observe();
  return { hand, position, asked };
}
/** A look a second later, and the beat of the clock after it. */
const later = (hand: EngineInHand, ms = 1_000) => {
  hand.after(ms).observe();
  hand.beat();
};
const asks = (hand: EngineInHand): OrderRequest[] => hand.sends.filter(({ op }) => op !== 'open');
const refusal = (hand: EngineInHand, retcode = 10016): Outcome => ({
  kind: 'refused',
  retcode,
  text: 'Invalid stops',
  at: hand.at,
});
const told = (hand: EngineInHand) => hand.decisionsOf('position.protected').map(({ how, text }) => [how, text]);
function refuseAll(hand: EngineInHand, retcode?: number): void {
  for (const clientOrderId of [...hand.cockpit.openOrders]) hand.answer(clientOrderId, refusal(hand, retcode));
}

describe('a position of ours without a stop', () => {
  test('the stop and the target of its order are asked for in the turn in which they are missed', () => {
    const { hand, position } = dropped();
    expect(asks(hand)).toMatchObject([
      { op: 'modify', ticket: '11', stopLoss: position.stopLoss, takeProfit: position.takeProfit },
    ]);
  });

  test('it has it again: on record, with how often it was asked for, and nothing more is asked', () => {
    const { hand, position } = dropped();
    hand.positions = [position];
    later(hand);
    later(hand);
    expect([asks(hand).length, told(hand)]).toEqual([
      1,
      [['set', `EURUSD 11 has its stop ${String(position.stopLoss)} again, asked for once, after 1 s`]],
    ]);
    expect(hand.cockpit.positions.get('11')?.bare).toBeUndefined();
  });

  test('a stop that was moved before is what it gets, not the one it began with', () => {
    const { hand, position } = dropped();
    const better = Number((position.entry - 0.0005).toFixed(5));
    hand.positions = [{ ...position, stopLoss: better }];
    later(hand);
    hand.positions = [{ ...position, stopLoss: null }];
    later(hand);
    expect(asks(hand).at(-1)).toMatchObject({ op: 'modify', stopLoss: better, takeProfit: position.takeProfit });
  });

  test('a target that was taken off while the stop stood stays off', () => {
    const { hand, position } = dropped();
    hand.positions = [{ ...position, takeProfit: null }];
    later(hand);
    hand.positions = [{ ...position, stopLoss: null, takeProfit: null }];
    later(hand);
    expect(asks(hand).at(-1)).toMatchObject({ stopLoss: position.stopLoss, takeProfit: null });
  });

  test('refused, it is asked for again with pauses, and closed when its time is over; the last refusal is the reason', () => {
    const { hand } = dropped();
    for (let ms = 0; ms < WITHIN + 1_000; ms += 500) {
      refuseAll(hand);
      later(hand, 500);
      if (asks(hand).at(-1)?.op === 'close') break;
    }
    const modifies = asks(hand).filter(({ op }) => op === 'modify').length;
    expect([modifies > 2 && modifies < 10, asks(hand).at(-1), told(hand)]).toEqual([
      true,
      expect.objectContaining({ op: 'close', ticket: '11', volume: null }),
      [
        [
          'closing',
          expect.stringMatching(
            /^EURUSD 11 is closed after 10 s without a stop: \d requests .*Invalid stops \(INVALID_STOPS 10016\)$/,
          ),
        ],
      ],
    ]);
  });

  test('confirmed by a broker that shows none all the same, it is closed in the end', () => {
    const { hand } = dropped();
    for (let ms = 0; ms < WITHIN + 2_000 && asks(hand).at(-1)?.op !== 'close'; ms += 500) {
      for (const id of [...hand.cockpit.openOrders]) hand.answer(id, { ...hand.confirmed('11'), deal: null } as Outcome);
      later(hand, 500);
    }
    expect([asks(hand).at(-1)?.op, told(hand)[0]?.[1]]).toEqual([
      'close',
      expect.stringContaining('the broker confirmed it and shows none'),
    ]);
  });

  test('an answer that never comes is looked for, asked again past its deadline, and closed', () => {
    const { hand } = dropped();
    const ops: string[] = [];
    for (let ms = 0; ms < 2 * WITHIN && asks(hand).at(-1)?.op !== 'close'; ms += 500) {
      for (const id of [...hand.cockpit.openOrders]) {
        const order = hand.cockpit.orders.get(id);
        if (order?.state !== 'unknown' && hand.at >= (order?.request.deadlineAt ?? 0)) hand.answer(id, hand.silence);
      }
      later(hand, 500);
      ops.push(asks(hand).at(-1)?.op ?? '');
    }
    expect([ops.at(-1), hand.at <= hand.records[0]!.at + WITHIN + 8_000]).toEqual(['close', true]);
  });

  test('a price through the stop: closed at once', () => {
    const { hand, position } = dropped({ current: 1.1 });
    expect([position.stopLoss !== null, asks(hand).map(({ op }) => op), told(hand)[0]?.[1]]).toEqual([
      true,
      ['close'],
      expect.stringContaining('the price 1.1 is through its stop'),
    ]);
  });

  test.each([
    ['its market is shut', 10018],
    ['trading is switched off', 10027],
  ])('while %s nothing is closed in vain: the stop is asked for again', (_what, retcode) => {
    const { hand } = dropped();
    for (let ms = 0; ms < 180_000; ms += 1_000) {
      refuseAll(hand, retcode);
      later(hand);
    }
    const ops = asks(hand).map(({ op }) => op);
    expect([new Set(ops), ops.length > 2 && ops.length < 25, told(hand)]).toEqual([new Set(['modify']), true, []]);
  });

  test('a close that is refused is asked again, every ten seconds, until it is gone, and then that is on record', () => {
    const { hand, position } = dropped({ current: 1.1 });
    for (let ms = 0; ms < 300_000; ms += 1_000) {
      refuseAll(hand, 10006);
      later(hand);
    }
    const closes = asks(hand).length;
    hand.positions = [];
    hand.observe(hand.dealsOf(position, [{ volume: position.volume, profit: -5, reason: 'expert' }]));
    expect([closes > 25 && closes < 40, told(hand).map(([how]) => how), hand.cockpit.positions.size]).toEqual([
      true,
      ['closing', 'closed'],
      0,
    ]);
  });

  test('a halt and an open breaker do not hold it back', () => {
    const hand = new EngineInHand(AUTO);
    const position = hand.opened('s1', '11');
    hand.halt(false);
    hand.act({ act: 'isolate-breaker', agent: 'terminal', effect: 'modify', reason: 'test of it' });
    hand.positions = [{ ...position, stopLoss: null }];
    hand.after(1_000).observe();
    expect(asks(hand)).toMatchObject([{ op: 'modify', stopLoss: position.stopLoss }]);
  });

  test('a stop that closes it already is left to do so', () => {
    const hand = new EngineInHand(AUTO);
    const position = hand.opened('s1', '11');
    hand.positions = [{ ...position, stopLoss: null }];
    hand.halt(true);
    hand.after(1_000).observe();
    hand.beat();
    expect(asks(hand).map(({ op }) => op)).toEqual(['close']);
  });

  test('without a link nothing is asked; when it is back, first the stop', () => {
    const { hand } = dropped();
    const before = asks(hand).length;
    refuseAll(hand);
    hand.link = 'down';
    later(hand, 60_000);
    const away = asks(hand).length;
    hand.link = 'up';
    hand.positions = [];
    hand.observe();
    expect([before, away]).toEqual([1, 1]);
  });

  test('a request that was lost with the link is followed by another one, however long the link was away', () => {
    const { hand, position } = dropped();
    hand.answer(asks(hand)[0]?.clientOrderId ?? '', hand.silence);
    hand.link = 'down';
    hand.after(60_000).beat();
    hand.link = 'up';
    later(hand, 100);
    later(hand);
    const [, again] = asks(hand);
    hand.positions = [position];
    later(hand);
    expect([again?.op, asks(hand).length, told(hand).map(([how]) => how)]).toEqual(['modify', 2, ['set']]);
  });

  test('a foreign position without a stop raises its alarm and is left alone', () => {
    const hand = new EngineInHand(AUTO);
    const position = hand.opened('s1', '11');
    hand.positions = [position, { ...position, ticket: '99', magic: 0, clientOrderId: null, stopLoss: null }];
    hand.after(1_000).observe();
    later(hand, 60_000);
    expect([asks(hand), hand.cockpit.alarms.get('no_stop')?.alarm.action]).toEqual([
      [],
      'Set a stop in the terminal, or close the position.',
    ]);
  });

  test('ours of which no stop is known is closed when its time is over', () => {
    const hand = new EngineInHand(AUTO);
    const position = hand.opened('s1', '11');
    hand.positions = [position, { ...position, ticket: '12', clientOrderId: null, stopLoss: null }];
    hand.after(1_000).observe();
    const early = asks(hand).length;
    later(hand, WITHIN);
    expect([early, asks(hand), told(hand)[0]?.[1]]).toEqual([
      0,
      [expect.objectContaining({ op: 'close', ticket: '12' })],
      expect.stringContaining('its stop is not known'),
    ]);
  });

  test('the alarm names what the cockpit does about it, and goes when the stop is there', () => {
    const { hand, position } = dropped();
    hand.beat();
    const alarm = hand.cockpit.alarms.get('no_stop');
    hand.positions = [position];
    later(hand);
    expect([alarm?.alarm.action, alarm?.state, hand.cockpit.alarms.get('no_stop')?.state]).toEqual([
      `The cockpit sets ${String(position.stopLoss)}; without a stop after 10 s it is closed. Set a stop in the terminal, or close the position.`,
      'active',
      'returned',
    ]);
  });
});
