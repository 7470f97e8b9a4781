import { describe, expect, test } from 'vitest';
import type { StopScope } from '#shared/domain';
import type { Certificate } from '#shared/events';
import { createEngine, fold } from '#engine';
import { magicOf } from '#shared/strategies';
import { EngineInHand } from '../engine-in-hand.ts';
import { pending } from '../rulebook/desk.ts';

const AUTO = { approvals: { mode: 'auto' } };
const EURUSD: StopScope = { kind: 'symbol', symbol: 'EURUSD' };
const M5: StopScope = { kind: 'strategy', strategyId: 'm5_bos' };

const stop = (hand: EngineInHand, scope: StopScope, flatten: boolean) =>
  hand.tell({ type: 'halt.asked', payload: { reason: 'news', flatten, snapshot: hand.snapshot(), scope } }, 'trader:window');
const certificates = (hand: EngineInHand): readonly Certificate[] => [...hand.cockpit.certificates.values()];
const lift = (hand: EngineInHand, scope: StopScope) => hand.act({ act: 'lift-stop', scope, reason: 'it is over' });

describe.each([
  ['symbol', EURUSD],
  ['strategy', M5],
] as const)('a stop of one %s', (_name, scope) => {
  test('refuses its entries, not as a halt of the account, and withdraws what waits', () => {
    const hand = new EngineInHand();
    hand.submit('waiting');
    stop(hand, scope, false);
    hand.submit('later');
    expect([hand.cockpit.trading.state, hand.standing('waiting'), hand.standing('later'), hand.sends]).toEqual([
      'active',
      ['cancelled', 'halted'],
      ['rejected', 'not_stopped'],
      [],
    ]);
  });

  test('stands after a restart, ends in a certificate, and is lifted only by hand', () => {
    const hand = new EngineInHand(AUTO);
    stop(hand, scope, false);
    const early = lift(hand, scope).answer;
    hand.after(250).observe();
    hand.after(250).observe();
    const again = createEngine();
    for (const record of hand.records) fold(again, record);
    expect([again.cockpit.stops.size, certificates(hand).map(({ state }) => state), early]).toMatchObject([
      1,
      ['halted'],
      { code: 'stop_unfinished' },
    ]);
    lift(hand, scope);
    hand.submit('after');
    expect([hand.cockpit.stops.size, hand.standing('after')[0], lift(hand, scope).answer]).toMatchObject([
      0,
      'ordered',
      { code: 'not_stopped' },
    ]);
  });

  test('closes what is ours and leaves what is not', () => {
    const hand = new EngineInHand(AUTO);
    const own = hand.opened('s1', '11');
    const foreign = { ...own, ticket: '99', clientOrderId: null, magic: 0 };
    hand.positions = [own, foreign];
    hand.after(250).observe();
    stop(hand, scope, true);
    const closes = hand.sends.filter(({ op }) => op === 'close');
    hand.positions = [foreign];
    hand.answer(closes[0]?.clientOrderId ?? '', hand.confirmed('11'));
    hand.after(250).observe(hand.dealsOf(own, [{ volume: own.volume, profit: 1, reason: 'expert' }]));
    hand.after(250).observe();
    hand.after(250).observe();
    const [certificate] = certificates(hand);
    expect([
      closes.length,
      certificate?.state,
      certificate?.tickets.map(({ ticket, result, foreign: theirs }) => [ticket, result, theirs]),
    ]).toEqual([1, 'flat', [['11', 'closed', false]]]);
  });
});

test('a stop of one symbol lets the others trade', () => {
  const hand = new EngineInHand(AUTO);
  stop(hand, { kind: 'symbol', symbol: 'GBPUSD' }, false);
  hand.submit('s1');
  expect(hand.standing('s1')[0]).toBe('ordered');
});

test('where too many scopes are stopped, the next one ends all entries, closes nothing, and says both', () => {
  const hand = new EngineInHand(AUTO);
  hand.opened('s1', '11');
  for (let i = 0; i < 60; i += 1) stop(hand, { kind: 'symbol', symbol: `OTHER${i}` }, true);
  const { trading, stops } = hand.cockpit;
  expect([trading.state, stops.size, hand.sends.filter(({ op }) => op === 'close').length, trading.reason]).toEqual([
    'halted',
    40,
    0,
    'news (stop of OTHER40: 40 stops stand already, so all entries end; nothing was closed: close its positions by hand or flatten the account)',
  ]);
  hand.halt(true);
  expect(hand.sends.filter(({ op }) => op === 'close')).toHaveLength(1);
});

describe('a market that is closed', () => {
  const shut = (opensAt?: number): EngineInHand => {
    const hand = new EngineInHand(AUTO);
    hand.opened('s1', '11');
    hand.halt(true);
    for (const { clientOrderId, op } of hand.sends)
      if (op === 'close')
        hand.tell({
          type: 'terminal.answered',
          payload: {
            clientOrderId,
            sentAt: hand.at,
            outcome: { kind: 'refused', retcode: 10018, text: 'Market closed', at: hand.at },
            position: null,
            ...(opensAt === undefined ? {} : { opensAt }),
          },
        });
    return hand;
  };
  const closes = (hand: EngineInHand): number => hand.sends.filter(({ op }) => op === 'close').length;

  test('is waited for: nothing is asked before it opens, the certificate says when, and the wait is no attempt', () => {
    const hand = shut(Date.parse('2025-08-10T21:00:00Z'));
    for (let hour = 0; hour < 24; hour += 1) hand.after(3_600_000).observe();
    const [waiting] = certificates(hand);
    expect([closes(hand), waiting?.state, waiting?.endedAt, waiting?.tickets[0]]).toMatchObject([
      1,
      'flattening',
      null,
      { result: 'scheduled', text: 'EURUSD closes at the next open, 2025-08-10 21:00 UTC' },
    ]);
    hand.at = Date.parse('2025-08-10T21:00:01Z');
    hand.observe();
    expect(closes(hand)).toBe(2);
  });

  test('is tried once a minute where nobody knows when it opens', () => {
    const hand = shut();
    hand.after(59_000).observe();
    const before = closes(hand);
    hand.after(1_001).observe();
    expect([before, closes(hand)]).toEqual([1, 2]);
  });
});

describe('a terminal that suddenly shows nothing', () => {
  test('is not flat while the ledger holds what no deal closed', () => {
    const hand = new EngineInHand(AUTO);
    const own = hand.opened('s1', '11');
    hand.positions = [];
    hand.halt(true);
    for (let i = 0; i < 5; i += 1) hand.after(250).observe();
    const blind = certificates(hand)[0];
    hand.after(250).observe(hand.dealsOf(own, [{ volume: own.volume, profit: 1, reason: 'client' }]));
    hand.after(250).observe();
    expect([blind?.state, blind?.endedAt, blind?.steps.at(-1)?.step, certificates(hand)[0]?.state]).toEqual([
      'verifying',
      null,
      'unexplained',
      'flat',
    ]);
  });

  test('one look told twice is one look', () => {
    const hand = new EngineInHand(AUTO);
    hand.halt(true);
    const snapshot = hand.after(250).snapshot();
    hand.observe([], snapshot);
    hand.after(250).observe([], snapshot);
    expect(certificates(hand)[0]?.state).toBe('verifying');
  });
});

test('a stop whose terminal cannot be reached says so and goes on when it can', () => {
  const hand = new EngineInHand(AUTO);
  hand.opened('s1', '11');
  hand.halt(true);
  hand.after(1_000).observe([], null);
  hand.after(1_000).observe([], null);
  expect(certificates(hand)[0]?.steps.map(({ step }) => step)).toEqual(['latched', 'closing', 'waiting']);
});

test.each([
  ['of one symbol', EURUSD, ['21']],
  ['of one strategy', M5, ['21', '22']],
  ['of the account', { kind: 'account' } as const, ['21', '22', '23', '24']],
])('a stop %s cancels the working orders of its scope, and no others', (_name, scope, wanted) => {
  const hand = new EngineInHand(AUTO);
  const magic = magicOf('m5_bos');
  const orders = [
    pending({ ticket: '21', magic }),
    pending({ ticket: '22', symbol: 'GBPUSD', magic }),
    pending({ ticket: '23', magic: 0 }),
    pending({ ticket: '24', symbol: 'GBPUSD', magic: magicOf('m1_retest') }),
  ];
  const payload = { reason: 'news', flatten: false, snapshot: hand.snapshot({ orders }), scope };
  hand.tell({ type: 'halt.asked', payload }, 'trader:window');
  expect(hand.sends.map((request) => (request.op === 'cancel' ? request.ticket : request.op))).toEqual(wanted);
});
