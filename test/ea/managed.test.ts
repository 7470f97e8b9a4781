import { describe, expect, test } from 'vitest';
import type { Fault } from '#main/paper-broker/index.ts';
import type { DeskWithEa } from './desk-with-ea.ts';
import { ENDS, Held, managing } from './managed-desk.ts';
import type { Candle } from './venue.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

const SIDES = [
  ['BUY', 'EURUSD'],
  ['SELL', 'GBPUSD'],
] as const;
const HALVES = { partials: [{ atR: 1, percent: 50 }, { atR: 2, percent: 25 }] }; // prettier-ignore
const ends = (held: Held): readonly (readonly string[])[] => held.all.map(({ ends: words }) => words);
/** Five-minute candles whose range is eight pips, each: so is their average. */
const EIGHT_PIPS: readonly Candle[] = Array.from({ length: 80 }, () => [0, 4, -4, 0]);

/** The same stories over every kind of terminal, a BUY and a SELL in each. */
describe.each(ENDS)('rules over open positions at the %s terminal', (far) => {
  const both = async (
    rules: Record<string, unknown>,
    story: (held: Held) => Promise<void>,
    changes: Parameters<typeof managing>[2] = {},
  ): Promise<void> => {
    const desk = await managing(far, rules, changes);
    for (const [side, symbol] of SIDES) {
      const held = await Held.open(desk, `s-${side}`, side, symbol);
      await story(held);
      expect([side, held.faults]).toEqual([side, []]);
      held.end();
    }
    expect(await desk.close()).toBe(0);
  };

  /** A position whose first part is closed at the venue, and nobody has heard of it. */
  const unanswered = async (rules: Record<string, unknown>): Promise<{ desk: DeskWithEa; held: Held }> => {
    const desk = await managing(far, rules);
    const held = await Held.open(desk, 's1', 'BUY');
    desk.venue.faults.push({ kind: 'answer_lost' });
    held.to(1.05);
    await until(() => held.out.length === 1);
    return { desk, held };
  };

  test('break-even, once, beyond the entry', () =>
    both({ breakEvenAtR: 1, breakEvenOffsetR: 0.1 }, async (held) => {
      await held.stays(0.9);
      expect(held.all).toEqual([]);
      await held.moves(1.05, 1);
      await held.stays(1.5);
      expect([held.all, held.position?.stopLoss]).toEqual([
        [{ rule: 'break_even', step: '', asked: held.level(0.1), ends: ['confirmed'] }],
        held.level(0.1),
      ]);
    }));

  test('following by R, in steps and never back', () =>
    both({ trailing: 'r', trailingStartR: 1, trailingDistance: 1, trailingStepR: 0.25 }, async (held) => {
      await held.stays(0.9);
      await held.moves(1.1, 1);
      await held.stays(1.2);
      await held.moves(1.7, 2);
      await held.stays(1.2);
      await held.moves(2.2, 3);
      expect([held.rules, held.stops]).toEqual([
        ['trailing', 'trailing', 'trailing'],
        [-1, 0.1, 0.7, 1.2].map((r) => held.level(r)),
      ]);
    }));

  test('following by the average range of M5, in steps and never back', () =>
    both(
      { trailing: 'atr', trailingStartR: 0.5, trailingDistance: 1, trailingStepR: 0.25 },
      async (held) => {
        await held.stays(0.4);
        expect(held.all).toEqual([]);
        // Eight pips are 0.4 R.
        await held.moves(0.6, 1);
        await held.stays(0.7);
        await held.stays(0.3);
        await held.moves(1.1, 2);
        expect([held.rules, held.stops]).toEqual([['trailing', 'trailing'], [-1, 0.2, 0.7].map((r) => held.level(r))]);
      },
      { warmUpBars: 500, venue: (venue) => SIDES.forEach(([, symbol]) => venue.remember(symbol, EIGHT_PIPS)) },
    ));

  test('parts on the way, each once, and the stop with the rest', () =>
    both({ ...HALVES, breakEvenAtR: 1 }, async (held) => {
      await held.moves(1.05, 2);
      await held.moves(2.05, 3);
      await held.stays(2.1);
      expect([held.rules, held.position?.stopLoss]).toEqual([['partial 1', 'break_even', 'partial 2'], held.level(0)]);
      const [half = 0, quarter = 0] = held.out;
      expect([half / held.lots, quarter / held.lots]).toEqual([expect.closeTo(0.5, 1), expect.closeTo(0.25, 1)]);
      expect(held.position?.volume).toBeCloseTo(held.lots - half - quarter, 8);
    }));

  test('out when it goes too far against, before its stop', () =>
    both({ maxAdverseR: 0.5 }, async (held) => {
      await held.stays(-0.45);
      await held.moves(-0.6, 1);
      await until(() => held.position === undefined);
      expect([held.rules, held.out, held.desk.life(held.signalId)?.state]).toEqual([['max_adverse'], [held.lots], 'closed']);
    }));

  /** Where a move meets a bad moment: it is done in the end, once, and each answer is on record. */
  test.each<[string, Fault, readonly (readonly string[])[], number]>([
    ['refused', { kind: 'refuse', retcode: 10006, text: 'Request rejected' }, [['refused'], ['confirmed']], 1],
    ['requoted', { kind: 'requote' }, [['refused'], ['confirmed']], 1],
    ['filled in part', { kind: 'partial_fill', share: 0.5 }, [['confirmed'], ['confirmed']], 2],
    ['without an answer', { kind: 'answer_lost' }, [['unknown', 'confirmed']], 1],
    ['said to have timed out', { kind: 'timeout' }, [['unknown', 'confirmed']], 1],
  ])('a half whose close is %s is closed once', async (_what, fault, words, deals) => {
    const desk = await managing(far, { partials: [{ atR: 1, percent: 50 }] });
    const held = await Held.open(desk, 's1', 'BUY');
    desk.venue.faults.push(fault);
    held.to(1.05);
    await until(() => (held.position?.volume ?? 0) < held.lots * 0.55, 60_000);
    await held.moved(words.length);
    await held.stays(1.1);
    expect([ends(held), held.out.length, held.faults]).toEqual([words, deals, []]);
    expect(held.out.reduce((sum, lots) => sum + lots, 0) / held.lots).toBeCloseTo(0.5, 1);
    held.end();
    expect(await desk.close()).toBe(0);
  });

  test.each<[string, Fault, readonly (readonly string[])[]]>([
    ['refused', { kind: 'refuse', retcode: 10006, text: 'Request rejected' }, [['refused'], ['confirmed']]],
    ['without an answer', { kind: 'answer_lost' }, [['confirmed']]],
  ])('a stop whose move is %s gets to its place', async (_what, fault, words) => {
    const desk = await managing(far, { breakEvenAtR: 1 });
    const held = await Held.open(desk, 's1', 'SELL');
    desk.venue.faults.push(fault);
    held.to(1.05);
    await until(() => held.position?.stopLoss === held.level(0), 60_000);
    await held.moved(words.length);
    expect([ends(held), held.faults]).toEqual([words, []]);
    held.end();
    expect(await desk.close()).toBe(0);
  });

  test('while the link is lost the stop at the broker stands, and the move comes when it is back', async () => {
    const desk = await managing(far, { breakEvenAtR: 1, ...HALVES });
    const held = await Held.open(desk, 's1', 'BUY');
    const restarted = desk.restartTerminal();
    held.to(1.05);
    expect([held.all, held.position?.stopLoss]).toEqual([[], held.level(-1)]);
    await restarted;
    await desk.isUp();
    held.to(1.06);
    await held.moved(2);
    expect([held.rules, held.position?.stopLoss, held.faults]).toEqual([['partial 1', 'break_even'], held.level(0), []]);
    held.end();
    expect(await desk.close()).toBe(0);
  });

  test('the link is lost in the middle of a move: it is looked for, and made once', async () => {
    const { desk, held } = await unanswered({ partials: [{ atR: 1, percent: 50 }] });
    await desk.restartTerminal();
    await desk.isUp();
    await held.moved(1);
    await held.stays(1.1);
    expect([held.out.length, held.rules, held.faults]).toEqual([1, ['partial 1'], []]);
    held.end();
    expect(await desk.close()).toBe(0);
  });

  test('the cockpit dies in the middle of a move: the part is closed once, and rules go on', async () => {
    const { desk, held } = await unanswered(HALVES);
    await desk.restartCockpit();
    await desk.isUp();
    held.to(1.06);
    await held.moved(1);
    await held.stays(1.1);
    expect([held.out.length, held.rules]).toEqual([1, ['partial 1']]);
    await held.moves(2.05, 2);
    expect([held.rules, held.faults]).toEqual([['partial 1', 'partial 2'], []]);
    held.end();
    expect(await desk.close()).toBe(0);
  });

  test('on a netting account it is the same, and what was reversed by hand is left alone', async () => {
    const desk: DeskWithEa = await managing(far, { ...HALVES, breakEvenAtR: 1 }, { netting: true });
    const held = await Held.open(desk, 's1', 'BUY');
    await held.moves(1.05, 2);
    expect([held.rules, held.position?.stopLoss]).toEqual([['partial 1', 'break_even'], held.level(0)]);
    desk.venue.byHand('EURUSD', 'SELL', held.lots * 2);
    await until(() => desk.runtime.cockpit.positions.get(held.ticket)?.position.direction !== 'BUY');
    held.to(3);
    await held.stays(-3);
    expect([held.rules.length, desk.bugs]).toEqual([2, []]);
    held.end();
    expect(await desk.close()).toBe(0);
  });
});
