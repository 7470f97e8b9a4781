import { describe, expect, test } from 'vitest';
import { fold } from '#engine';
import type { Signal } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import { EngineInHand, MONDAY } from '../engine-in-hand.ts';

const AUTO = { approvals: { mode: 'auto' } };
/** What the door gives a body without id and without time: the id is of the text, and so is the fingerprint. */
const constant = (hand: EngineInHand, changes: Partial<Signal> = {}) =>
  hand.submit(`sha-${'f'.repeat(24)}`, { untimed: true, ...changes }, 'f'.repeat(64)).answer;

describe('a text that is always the same', () => {
  test('is an echo within a minute, and a new wish after that, whatever the journal knows of it', () => {
    const hand = new EngineInHand();
    const kinds = [constant(hand), constant(hand.after(59_999)), constant(hand.after(1)), constant(hand.after(1_000))];
    expect(kinds.map((answer) => answer?.kind)).toEqual(['accepted', 'duplicate', 'accepted', 'duplicate']);
    expect(kinds[2]).toEqual({ kind: 'accepted', signalId: `sha-${'f'.repeat(24)}-${(MONDAY + 60_000).toString(36)}` });
  });

  test('is new at once when a rule refused the first', () => {
    const hand = new EngineInHand(AUTO);
    hand.halt(false);
    const first = constant(hand);
    const states = [...hand.cockpit.signals.values()].map(({ state }) => state);
    expect([first?.kind, states, constant(hand.after(1_000))?.kind]).toEqual(['accepted', ['rejected'], 'accepted']);
  });
});

describe('a signal that has an id', () => {
  test('may come again when a rule refused it, and is a duplicate of what it became', () => {
    const hand = new EngineInHand(AUTO);
    hand.halt(false);
    const answers = [1, 2, 3, 4, 5].map(() => hand.after(1_000).submit('s1').answer);
    expect(answers.map((answer) => answer && 'signalId' in answer && `${answer.kind} ${answer.signalId}`)).toEqual([
      'accepted s1',
      'accepted s1-2',
      'accepted s1-3',
      'accepted s1-4',
      'duplicate s1-4',
    ]);
  });

  test('is a duplicate while its copy is under way, and after the trader turned it down', () => {
    const hand = new EngineInHand();
    hand.submit('s1');
    const waiting = hand.submit('s1').answer;
    hand.act({ act: 'reject', signalId: 's1', digest: hand.cockpit.pending.get('s1')!.digest, reason: null });
    expect([waiting, hand.standing('s1')[0], hand.submit('s1').answer]).toEqual([
      { kind: 'duplicate', signalId: 's1' },
      'rejected',
      { kind: 'duplicate', signalId: 's1' },
    ]);
  });

  test('is no copy of an exit that has the same id, nor the exit one of it', () => {
    const hand = new EngineInHand(AUTO);
    hand.opened('t7', '11');
    const exit = hand.after(5_000).submit('t7', { kind: 'exit' }, 'another print').answer;
    const other = new EngineInHand(AUTO);
    other.submit('t8', { kind: 'exit' });
    expect([exit, hand.sends.at(-1), other.after(1_000).submit('t8', {}, 'another print').answer]).toMatchObject([
      { kind: 'accepted', signalId: `t7-${(MONDAY + 5_000).toString(36)}` },
      { op: 'close', ticket: '11' },
      { kind: 'accepted', signalId: 't8-2' },
    ]);
    expect(other.after(1_000).submit('t8', {}, 'a third print').answer).toEqual({ kind: 'duplicate', signalId: 't8-2' });
  });
});

describe('an exit that comes again', () => {
  test('is a duplicate only while what it would close is being closed', () => {
    const hand = new EngineInHand(AUTO);
    const position = hand.opened('s1', '11');
    const exit = () => hand.after(1_000).submit('x', { kind: 'exit' }).answer?.kind;
    const first = [exit(), exit()];
    hand.answer(hand.sends.at(-1)!.clientOrderId, hand.confirmed('11'));
    hand.positions = [];
    hand.after(500).observe(hand.dealsOf(position, [{ volume: position.volume, profit: 1 }]));
    hand.beat();
    expect([first, hand.standing('x')[0], exit()]).toEqual([['accepted', 'duplicate'], 'closed', 'accepted']);
  });

  test('is new when an entry of the symbol came in between', () => {
    const hand = new EngineInHand(AUTO);
    hand.opened('s1', '11');
    const exit = () => hand.after(1_000).submit('x', { kind: 'exit' }).answer?.kind;
    const first = exit();
    hand.after(1_000).submit('s2', { side: 'SELL', stopLoss: 1.16, takeProfit: 1.15 });
    expect([first, exit()]).toEqual(['accepted', 'accepted']);
  });
});

describe('what is late', () => {
  test.each([
    ['tradingview', 3_600_000, 'accepted'],
    ['webhook', 3_600_001, 'invalid'],
  ] as const)('an exit from %s that is %i ms old is %s', (source, ageMs, wanted) => {
    const hand = new EngineInHand();
    expect(hand.submit('x', { kind: 'exit', source, madeAt: MONDAY - ageMs }).answer?.kind).toBe(wanted);
  });

  test('an entry made before its exit is refused after it, and no other', () => {
    const hand = new EngineInHand(AUTO);
    hand.submit('x', { kind: 'exit' });
    const entry = (id: string, changes: Partial<Signal>) => hand.submit(id, { madeAt: MONDAY - 5_000, ...changes }).answer;
    expect(entry('a', {})).toEqual({
      kind: 'invalid',
      issues: [{ path: 'timestamp', message: 'is 5 s older than the exit x: the trade is over' }],
    });
    const others = [
      entry('b', { side: 'SELL', stopLoss: 1.16, takeProfit: 1.15 }),
      entry('c', { source: 'tradingview' }),
      entry('d', { untimed: true }),
      entry('e', { madeAt: MONDAY }),
    ];
    expect(others.map((answer) => answer?.kind)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
  });

  test('what was taken and comes again behind a younger exit is the copy that it is, also when a rule refused it', () => {
    const hand = new EngineInHand(AUTO);
    const early = { madeAt: MONDAY - 5_000 };
    hand.submit('s1', early);
    hand.halt(false);
    hand.submit('s2', early);
    const states = ['s1', 's2'].map((id) => hand.standing(id)[0]);
    hand.submit('x', { kind: 'exit' });
    const again = ['s1', 's2'].map((id) => hand.after(1_000).submit(id, early).answer);
    expect([states, again]).toEqual([
      ['ordered', 'rejected'],
      [
        { kind: 'duplicate', signalId: 's1' },
        { kind: 'duplicate', signalId: 's2' },
      ],
    ]);
    expect(hand.after(1_000).submit('s2', { madeAt: hand.at }).answer).toEqual({ kind: 'accepted', signalId: 's2-2' });
  });

  test('the newest exit counts, one of no side for both, and none is younger than its delivery', () => {
    const hand = new EngineInHand(AUTO);
    const SHORT = { side: 'SELL', stopLoss: 1.16, takeProfit: 1.15 } as const;
    const told = (id: string, madeAt: number, changes = {}) => JSON.stringify(hand.submit(id, { madeAt, ...changes }).answer);
    hand.submit('x1', { kind: 'exit', madeAt: MONDAY - 2_000 });
    hand.submit('x2', { kind: 'exit', madeAt: MONDAY - 9_000 });
    expect([told('a', MONDAY - 3_000), told('b', MONDAY - 3_000, SHORT)]).toMatchObject([
      expect.stringContaining('is 1 s older than the exit x1'),
      expect.stringContaining('accepted'),
    ]);
    hand.submit('x3', { kind: 'exit', exit: { anySide: true, notes: [] }, madeAt: MONDAY + 7_200_000 });
    expect([told('c', MONDAY - 1_000), told('d', MONDAY - 1_000, SHORT), told('e', MONDAY)]).toMatchObject([
      expect.stringContaining('is 1 s older than the exit x3'),
      expect.stringContaining('is 1 s older than the exit x3'),
      expect.stringContaining('accepted'),
    ]);
  });

  test('costs the same however many signals are kept', () => {
    const hand = new EngineInHand();
    const looked = { count: 0 };
    const signals = hand.engine.cockpit.signals as Map<string, unknown>;
    const values = signals.values.bind(signals);
    signals.values = () => {
      looked.count += 1;
      return values();
    };
    hand.holds = true;
    hand.submit('s1', {}, 'one');
    expect(looked.count).toBe(0);
  });

  test('an old alert is told which placeholder it wants', () => {
    const told = new EngineInHand().submit('s1', { source: 'tradingview', madeAt: MONDAY - 300_000 }).answer;
    expect(JSON.stringify(told)).toContain('it is 300 s old. {{time}} is the opening of the bar: send {{timenow}}');
  });
});

test('an exit is taken though its sender made another one later, which says nothing against it', () => {
  const hand = new EngineInHand(AUTO);
  hand.submit('x1', { kind: 'exit' });
  expect(hand.submit('x2', { kind: 'exit', madeAt: MONDAY - 5_000 }).answer).toEqual({ kind: 'accepted', signalId: 'x2' });
});

test('what intake counts from goes forward with a clock that was behind, and stays where hours passed', () => {
  const HOUR = 3_600_000;
  const after = (movedMs: number | undefined) => {
    const hand = new EngineInHand(AUTO);
    hand.submit('s1');
    const { clock } = hand.cockpit;
    const payload = {
      clock: { doubt: clock.doubt, stepMs: clock.stepMs, trusted: clock.trusted },
      ...(movedMs === undefined ? {} : { movedMs }),
    };
    const record = {
      ...hand.records.at(-1)!,
      seq: hand.cockpit.lastSeq + 1,
      at: MONDAY + HOUR + 1_000,
      type: 'clock.observed',
      payload,
    };
    fold(hand.engine, record as unknown as JournalRecord);
    const { ids, fingerprints, recent } = hand.engine.intake;
    return [ids.get('s1'), fingerprints.get('print of s1')?.at, recent].flat();
  };
  expect(after(HOUR)).toEqual([MONDAY + HOUR, MONDAY + HOUR, MONDAY + HOUR]);
  expect(after(undefined)).toEqual([MONDAY, MONDAY, MONDAY]);
});
