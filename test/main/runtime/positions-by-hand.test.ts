import { describe, expect, test } from 'vitest';
import type { Result } from '#shared/lib';
import type { Refusal } from '#shared/ipc';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const AUTO = { approvals: { mode: 'auto' } };
const atTerminal = (story: CockpitInMemory, ticket: string) =>
  story.broker.snapshot()?.positions.find((held) => held.ticket === ticket);
const codeOf = (answer: Result<unknown, Refusal>): string | null => (answer.ok ? null : answer.error.code);
const opened = async (): Promise<{ story: CockpitInMemory; ticket: string; entry: number; lots: number }> => {
  const story = await CockpitInMemory.open({ config: AUTO });
  const ticket = await story.opened('s1');
  const held = atTerminal(story, ticket);
  return { story, ticket, entry: held?.entry ?? 0, lots: held?.volume ?? 0 };
};

describe('an open position by hand', () => {
  test('the stop moves up, on the grid, with who asked and why on the intent; the target stays', async () => {
    const { story, ticket, entry } = await opened();
    const target = atTerminal(story, ticket)?.takeProfit;
    const asked = { ticket, stopLoss: entry - 0.0010049, reason: 'tighter' };
    const shown = await story.act('position.preview', { ticket, levels: { stopLoss: asked.stopLoss } });
    expect(codeOf(await story.act('position.modify', asked))).toBeNull();
    await story.advance(500);
    const held = atTerminal(story, ticket);
    expect([held?.stopLoss, held?.takeProfit]).toEqual([Number((entry - 0.001).toFixed(5)), target]);
    const intent = story.recordsOf('order.intended').at(-1);
    expect(intent?.managed).toMatchObject({ rule: 'by_hand', by: 'trader:test' });
    expect(intent?.managed?.text).toMatch(/^By hand: stop 1\.\d{5} to 1\.\d{5}, "tighter"$/);
    expect(shown).toMatchObject({ ok: true, value: { preview: { verdict: 'passed', effect: 'protect' } } });
    if (!shown.ok || shown.value.preview.after === null) throw new Error('no preview');
    const { before, after } = shown.value.preview;
    expect(after.roomAtStops ?? 0).toBeGreaterThan(before.roomAtStops ?? 0);
    expect((before.openRisk ?? 0) - (after.openRisk ?? 0)).toBeCloseTo((before.atStop ?? 0) * -1 - (after.atStop ?? 0) * -1, 2);
    expect(after.atStop).toBeCloseTo(-0.001 * 100_000 * held!.volume, 2);
  });

  test('a preview decides and records nothing', async () => {
    const { story, ticket } = await opened();
    const before = story.records.length;
    await story.act('position.preview', { ticket, part: { percent: 50 } });
    await story.act('position.preview', { ticket, levels: { stopLoss: 'break_even' } });
    expect([story.records.length, story.sent.length]).toEqual([before, 1]);
  });

  test.each([
    ['a stop further away', { stopLoss: 1.1 }, 'stop_loosened'],
    ['a stop beyond the price', { stopLoss: 1.2 }, 'bad_level'],
    ['break-even before there is a gain', { stopLoss: 'break_even' as const }, 'bad_level'],
    ['a target behind the price', { takeProfit: 1.1 }, 'bad_level'],
    ['what is there already', {}, 'not_changed'],
  ])('%s is refused before the terminal hears of it', async (_what, levels, code) => {
    const { story, ticket } = await opened();
    const refused = await story.act('position.modify', { ticket, ...levels, reason: null });
    const shown = await story.act('position.preview', { ticket, levels });
    expect([codeOf(refused), story.sent.length]).toEqual([code, 1]);
    expect(shown).toMatchObject({ ok: true, value: { preview: { verdict: 'refused', after: null } } });
  });

  test('what the terminal refuses stands at its position, with the remedy, until it is asked again', async () => {
    const { story, ticket } = await opened();
    const said = () => (story.desk.positions() as { readonly positions: readonly { readonly refused: unknown }[] }).positions;
    expect(said().map(({ refused }) => refused)).toEqual([null]);
    story.faults.push({ kind: 'refuse', retcode: 10_018, text: 'Market closed' });
    await story.act('position.close', { ticket });
    await story.advance(500);
    const text = expect.stringMatching(/^the market is closed \(MARKET_CLOSED 10018: Market closed\)\. See/) as string;
    expect(said()).toMatchObject([{ refused: { what: 'close', retcode: 10_018, text } }]);
    await story.act('position.close', { ticket, part: { percent: 25 } });
    await story.advance(500);
    expect(said().map(({ refused }) => refused)).toEqual([null]);
  });

  test('while halted a stop still protects and parts still close; a target alone waits', async () => {
    const { story, ticket, entry, lots } = await opened();
    await story.act('trading.halt', { reason: 'lunch', flatten: false });
    expect(codeOf(await story.act('position.modify', { ticket, takeProfit: entry + 0.004, reason: null }))).toBe('hard_limit');
    expect(codeOf(await story.act('position.modify', { ticket, stopLoss: entry - 0.0012, reason: null }))).toBeNull();
    await story.advance(500);
    expect(codeOf(await story.act('position.close', { ticket, part: { percent: 25 } }))).toBeNull();
    await story.advance(500);
    expect(atTerminal(story, ticket)?.volume).toBeCloseTo(lots * 0.75, 1);
    expect(atTerminal(story, ticket)?.stopLoss).toBeCloseTo(entry - 0.0012, 9);
  });

  test('parts add up: 25 %, lots, and the rest; the trade has all of them and its R', async () => {
    const { story, ticket, lots } = await opened();
    await story.act('position.close', { ticket, part: { percent: 25 } });
    await story.advance(500);
    await story.act('position.close', { ticket, part: { lots: 0.5 } });
    await story.advance(500);
    const left = atTerminal(story, ticket)?.volume ?? 0;
    expect(codeOf(await story.act('position.close', { ticket, part: { lots: left + 0.01 } }))).toBe('bad_volume');
    expect(codeOf(await story.act('position.close', { ticket, part: { lots: 0.004 } }))).toBe('bad_volume');
    // More closes than a position may be asked to go away: parts do not use them up.
    for (let part = 0; part < 5; part += 1) {
      await story.act('position.close', { ticket, part: { lots: 0.01 } });
      await story.advance(500);
    }
    expect(atTerminal(story, ticket)?.volume).toBeCloseTo(left - 0.05, 8);
    await story.submit('x', { kind: 'exit' });
    await story.advance(1_000);
    const deals = await story.broker.deals(0);
    const out = deals.filter(({ entry }) => entry === 'out').reduce((sum, { volume }) => sum + volume, 0);
    expect(out).toBeCloseTo(lots, 8);
    expect(story.cockpit.trades).toMatchObject([{ ticket, volume: lots }]);
    expect(story.cockpit.trades[0]?.r).toBeLessThan(0);
    expect(story.cockpit.drift).toBeNull();
  });

  test('one request at a time: a second one waits for the answer', async () => {
    const { story, ticket, entry } = await opened();
    story.swallowSends = true;
    await story.act('position.modify', { ticket, stopLoss: entry - 0.001, reason: null });
    expect(codeOf(await story.act('position.modify', { ticket, stopLoss: entry - 0.0009, reason: null }))).toBe('already_asked');
    expect(codeOf(await story.act('position.close', { ticket, part: { percent: 50 } }))).toBe('already_asked');
  });

  test('what others opened is touched only once it was taken under management, with a reason', async () => {
    const { story } = await opened();
    const trade = { symbol: 'GBPUSD', side: 'BUY', volume: 0.3, stopLoss: 1.331, takeProfit: null, price: null } as const;
    story.broker.tradeByHand(trade);
    await story.advance(6_000);
    const ticket = [...story.cockpit.positions.values()].find(({ foreign }) => foreign)?.position.ticket ?? '';
    const { entry = 0 } = atTerminal(story, ticket) ?? {};
    const move = { ticket, stopLoss: Number((entry - 0.001).toFixed(5)), reason: null };
    expect(codeOf(await story.act('position.modify', move))).toBe('foreign_position');
    const rules = { ...story.cockpit.config.strategies.m5_bos.management, breakEvenAtR: 1 };
    expect(codeOf(await story.act('position.manage', { ticket, rules, reason: 'mine' }))).toBe('foreign_position');
    expect(codeOf(await story.act('position.manage', { ticket, rules: null, foreign: true, reason: 'mine' }))).toBe(
      'unknown_strategy',
    );
    expect(codeOf(await story.act('position.manage', { ticket, rules, foreign: true, reason: 'mine' }))).toBeNull();
    expect(story.recordsOf('position.planned')).toMatchObject([
      { ticket, takenOver: true, by: 'trader:test', reason: 'mine', stop: 1.331 },
    ]);
    expect(codeOf(await story.act('position.modify', move))).toBeNull();
    await story.advance(500);
    expect(atTerminal(story, ticket)?.stopLoss).toBeCloseTo(entry - 0.001, 5);
    await story.price('GBPUSD', entry + 0.0024);
    await story.advance(1_500);
    expect(atTerminal(story, ticket)?.stopLoss).toBeCloseTo(entry, 5);
    await story.act('position.close', { ticket });
    await story.advance(1_000);
    expect(story.cockpit.performance.size).toBe(0);
  });
});
