import { describe, expect, test } from 'vitest';
import type { Result } from '#shared/lib';
import type { Refusal } from '#shared/ipc';
import { CockpitInMemory, type StoryOptions } from './cockpit-in-memory.ts';

const BOTH_SIDES = {
  approvals: { mode: 'auto' },
  cells: { u3: { onePositionPerSymbol: false, maxOpenPositions: 10, opposite: 'allow' } },
  strategies: { m5_bos: { sessions: ['any'], maxConcurrent: 5 } },
};
const codeOf = (answer: Result<unknown, Refusal>): string | null => (answer.ok ? null : answer.error.code);
const held = (story: CockpitInMemory, ticket: string) =>
  story.broker.snapshot()?.positions.find((position) => position.ticket === ticket);
const inLedger = (story: CockpitInMemory, ticket: string) => story.cockpit.positions.get(ticket)?.position.volume ?? 0;

/** A long and a smaller short of one symbol. */
async function opposite(options: StoryOptions = {}) {
  const story = await CockpitInMemory.open({ config: BOTH_SIDES, ...options });
  const long = await story.opened('s1');
  const short = await story.opened('s2', { direction: 'SELL', stopPips: 40, targetPips: 120 });
  await story.advance(6_000);
  const [large, small] = [held(story, long)!, held(story, short)!];
  expect(large.volume).toBeGreaterThan(small.volume);
  return { story, long, short, large, small, left: Number((large.volume - small.volume).toFixed(8)) };
}

describe('two opposite positions that are closed by each other', () => {
  test('lose the smaller one’s lots at no price; the rest keeps its stop, and one trade is finished', async () => {
    const { story, long, short, large, small, left } = await opposite();
    expect(codeOf(await story.act('position.close', { ticket: long, by: short }))).toBeNull();
    await story.advance(6_000);
    expect(held(story, short)).toBeUndefined();
    expect(held(story, long)).toMatchObject({ volume: left, stopLoss: large.stopLoss, takeProfit: large.takeProfit });
    expect([inLedger(story, long), inLedger(story, short), story.cockpit.drift]).toEqual([left, 0, null]);
    expect(story.cockpit.trades).toMatchObject([{ ticket: short, volume: small.volume, exit: small.entry }]);
    expect([story.standing('s1')[0], story.standing('s2')[0], story.bugs]).toEqual(['open', 'closed', []]);
    // The rest is closed as any other position.
    expect(codeOf(await story.act('position.close', { ticket: long }))).toBeNull();
    await story.advance(6_000);
    expect([story.broker.snapshot()?.positions.length, story.cockpit.positions.size]).toEqual([0, 0]);
    expect(story.cockpit.trades.map(({ volume }) => volume)).toEqual([small.volume, large.volume]);
  });

  test('are the same asked from the smaller one', async () => {
    const { story, long, short, left } = await opposite();
    expect(codeOf(await story.act('position.close', { ticket: short, by: long }))).toBeNull();
    await story.advance(6_000);
    expect([held(story, short), held(story, long)?.volume, inLedger(story, long)]).toEqual([undefined, left, left]);
    expect([story.cockpit.drift, story.standing('s2')[0]]).toEqual([null, 'closed']);
  });

  test('show before what is left of both, and the spread that is not paid', async () => {
    const { story, long, short, small, left } = await opposite();
    const shown = await story.act('position.preview', { ticket: long, by: short });
    if (!shown.ok) throw new Error('no preview');
    const { verdict, effect, after, before, by } = shown.value.preview;
    expect({ verdict, effect, volume: after?.volume }).toEqual({ verdict: 'passed', effect: 'close', volume: left });
    expect(by).toMatchObject({ ticket: short, before: small.volume, after: 0 });
    const { bid, ask } = story.broker.quote('EURUSD')!;
    expect(by?.saves).toBeCloseTo((ask - bid) * 100_000 * small.volume, 6);
    expect(after?.openRisk ?? 0).toBeLessThan(before.openRisk ?? 0);
    const turned = await story.act('position.preview', { ticket: short, by: long });
    expect(turned).toMatchObject({ ok: true, value: { preview: { after: { volume: 0 }, by: { ticket: long, after: left } } } });
    expect([story.sent.length, held(story, short)?.volume]).toEqual([2, small.volume]);
  });

  test('are looked for when the answer is lost, and asked once; nothing else is asked about either meanwhile', async () => {
    const { story, long, short, left } = await opposite();
    story.faults.push({ kind: 'answer_lost' });
    expect(codeOf(await story.act('position.close', { ticket: long, by: short }))).toBeNull();
    for (const ticket of [long, short]) {
      expect(codeOf(await story.act('position.close', { ticket, part: { percent: 50 } }))).toBe('already_asked');
      expect(codeOf(await story.act('position.close', { ticket }))).toBe('already_asked');
    }
    await story.advance(30_000);
    expect(story.sent.filter(({ op }) => op === 'close_by').length).toBe(1);
    expect([held(story, short), inLedger(story, long), story.cockpit.drift]).toEqual([undefined, left, null]);
    expect(story.cockpit.openOrders.size).toBe(0);
  });

  test('are found closed after the process died with the request', async () => {
    const { story, long, short, left } = await opposite();
    await story.act('position.close', { ticket: long, by: short });
    story.crash();
    await story.restart();
    await story.advance(15_000);
    expect([inLedger(story, long), inLedger(story, short), story.cockpit.drift]).toEqual([left, 0, null]);
    expect([story.sent.filter(({ op }) => op === 'close_by').length, story.cockpit.openOrders.size]).toEqual([1, 0]);
  });

  test('go on while trading is halted: it takes nothing in', async () => {
    const { story, long, short } = await opposite();
    await story.act('trading.halt', { reason: 'lunch', flatten: false });
    expect(codeOf(await story.act('position.close', { ticket: long, by: short }))).toBeNull();
    await story.advance(6_000);
    expect(held(story, short)).toBeUndefined();
  });

  test('are two, of one symbol, on two sides, and both touched only when they may be', async () => {
    const { story, long, short } = await opposite();
    const other = await story.opened('s3', { symbol: 'GBPUSD' });
    const second = await story.opened('s4', { stopPips: 25, targetPips: 80 });
    const close = async (by: string) => codeOf(await story.act('position.close', { ticket: long, by }));
    expect([await close(other), await close(second), await close(long), await close('999')]).toEqual([
      'not_opposite',
      'not_opposite',
      'not_opposite',
      'unknown_position',
    ]);
    story.broker.tradeByHand({ symbol: 'EURUSD', side: 'SELL', volume: 0.3, stopLoss: 1.2, takeProfit: null, price: null });
    await story.advance(6_000);
    const theirs = [...story.cockpit.positions.values()].find(({ foreign }) => foreign)?.position.ticket ?? '';
    expect(await close(theirs)).toBe('foreign_position');
    expect(codeOf(await story.act('position.close', { ticket: long, by: theirs, foreign: true }))).toBeNull();
    await story.advance(6_000);
    expect([held(story, theirs), held(story, short) === undefined, story.cockpit.drift]).toEqual([undefined, false, null]);
  });
});
