import { describe, expect, test } from 'vitest';
import type { Payload } from '#shared/events';
import { CockpitInMemory } from './cockpit-in-memory.ts';
import { failingDisk } from './failing-disk.ts';
import { firstDisagreement, fromDisk, foldedFrom, stateText } from './replayed.ts';

const managed = (management: Record<string, unknown>): Record<string, unknown> => ({
  approvals: { mode: 'auto' },
  strategies: { m5_bos: { sessions: ['any'], management }, m1_retest: { sessions: ['any'] } },
});
const open = (management: Record<string, unknown>): Promise<CockpitInMemory> =>
  CockpitInMemory.open({ config: managed(management) });
const movesOf = (story: CockpitInMemory): readonly NonNullable<Payload<'order.intended'>['managed']>[] =>
  story.recordsOf('order.intended').flatMap(({ managed: by }) => (by === undefined ? [] : [by]));
const atTerminal = (story: CockpitInMemory, ticket: string) =>
  story.broker.snapshot()?.positions.find((held) => held.ticket === ticket);

/** Moves the price of EURUSD to so many R beyond the entry of a position whose stop is 20 pips off. */
const toR = async (story: CockpitInMemory, ticket: string, r: number): Promise<void> => {
  const entry = story.cockpit.positions.get(ticket)?.position.entry ?? 0;
  await story.price('EURUSD', entry + r * 0.002);
  await story.advance(500);
};

describe('a managed position over the paper terminal', () => {
  test('has its plan on record before anything is done with it, and its stop at the entry once it has gained 1 R', async () => {
    const story = await open({ breakEvenAtR: 1 });
    const ticket = await story.opened('s1');
    const entry = story.cockpit.positions.get(ticket)?.position.entry ?? 0;
    await toR(story, ticket, 0.98);
    expect(movesOf(story)).toEqual([]);
    expect(story.recordsOf('position.planned')).toMatchObject([
      { ticket, by: 'engine', side: 'BUY', rules: { breakEvenAtR: 1 } },
    ]);
    await toR(story, ticket, 1.05);
    expect(movesOf(story)).toMatchObject([{ rule: 'break_even', by: 'engine' }]);
    expect(atTerminal(story, ticket)?.stopLoss).toBeCloseTo(entry, 9);
    expect(story.cockpit.positions.get(ticket)?.position.stopLoss).toBeCloseTo(entry, 9);
    const types = story.records.map(({ type }) => type);
    expect(types.indexOf('position.planned')).toBeLessThan(types.lastIndexOf('order.intended'));
    await toR(story, ticket, 1.4);
    expect(movesOf(story)).toHaveLength(1);
  });

  test('keeps moving while trading is halted, because that takes risk away', async () => {
    const story = await open({ breakEvenAtR: 1 });
    const ticket = await story.opened('s1');
    await story.act('trading.halt', { reason: 'lunch', flatten: false });
    await toR(story, ticket, 1.05);
    expect(story.cockpit.trading.state).toBe('halted');
    expect(movesOf(story)).toMatchObject([{ rule: 'break_even' }]);
    expect(story.sent.filter(({ op }) => op === 'modify')).toHaveLength(1);
  });

  test('closes no part and moves no stop while the journal cannot be written, as a restart would ask again; all of it may go', async () => {
    const disk = failingDisk();
    const story = await CockpitInMemory.open({
      config: managed({ breakEvenAtR: 1, partials: [{ atR: 1, percent: 50 }], maxAdverseR: 0.5 }),
      journal: disk.make,
    });
    const ticket = await story.opened('s1');
    disk.full = true;
    await story.submit('s2');
    await toR(story, ticket, 1.1);
    expect([story.runtime.loop.fault === null, story.sent.map(({ op }) => op)]).toEqual([false, ['open']]);
    await toR(story, ticket, -0.6);
    expect(story.sent.map((request) => [request.op, request.op === 'close' ? request.volume : 0])).toEqual([
      ['open', 0],
      ['close', null],
    ]);
  });

  test('follows the price by 1 R in steps, never back', async () => {
    const story = await open({ trailing: 'r', trailingStartR: 1, trailingDistance: 1, trailingStepR: 0.25 });
    const ticket = await story.opened('s1');
    const stops: (number | null)[] = [];
    for (const r of [0.9, 1.1, 1.2, 1.7, 1.2, 2.2]) {
      await toR(story, ticket, r);
      stops.push(atTerminal(story, ticket)?.stopLoss ?? null);
    }
    const entry = story.cockpit.positions.get(ticket)?.position.entry ?? 0;
    const inR = stops.map((stop) => Number((((stop ?? 0) - entry) / 0.002).toFixed(2)));
    expect(inR[0]).toBeCloseTo(-1, 1);
    expect(inR.every((r, at) => at === 0 || r >= (inR[at - 1] ?? -9))).toBe(true);
    expect(inR.at(-1)).toBeCloseTo(1.2, 1);
    expect(inR[3]).toBe(inR[4]);
  });

  test('closes a half at 1 R and a quarter at 2 R, and the trade counts all of it', async () => {
    const story = await open({
      partials: [
        { atR: 1, percent: 50 },
        { atR: 2, percent: 25 },
      ],
    });
    const ticket = await story.opened('s1');
    const lots = atTerminal(story, ticket)?.volume ?? 0;
    await toR(story, ticket, 1.05);
    await toR(story, ticket, 1.06);
    const half = atTerminal(story, ticket)?.volume ?? 0;
    expect(half).toBeCloseTo(lots / 2, 1);
    await toR(story, ticket, 2.05);
    await toR(story, ticket, 2.06);
    expect(atTerminal(story, ticket)?.volume).toBeCloseTo(lots / 4, 1);
    expect(story.cockpit.drift).toBeNull();
    await story.act('position.close', { ticket });
    await story.advance(1_000);
    const [trade] = story.cockpit.trades;
    expect(trade).toMatchObject({ ticket, volume: lots });
    // A half at 1.05 R, a quarter at 2.05 R and a quarter at 2.06 R, less what it cost.
    expect(trade?.r ?? 0).toBeGreaterThan(1.3);
    expect(trade?.r ?? 0).toBeLessThan(1.56);
    expect(story.cockpit.performance.get('m5_bos')).toMatchObject({ trades: 1, wins: 1 });
    expect(movesOf(story).map(({ rule, step }) => [rule, step])).toEqual([
      ['partial', '1'],
      ['partial', '2'],
    ]);
  });

  test('is closed by the clock at its moment, also when that came while the cockpit was not running', async () => {
    const story = await open({ maxMinutes: 5 });
    const ticket = await story.opened('s1');
    await story.advance(2 * 60_000);
    story.crash();
    await story.advance(2 * 60_000);
    expect(atTerminal(story, ticket)).toBeDefined();
    await story.restart();
    await story.advance(2 * 60_000);
    expect(movesOf(story)).toMatchObject([{ rule: 'time_exit' }]);
    expect(atTerminal(story, ticket)).toBeUndefined();
    expect(story.cockpit.trades).toHaveLength(1);
  });

  test('asks once while the answer is out, and after a restart again only once it is known that nothing was done', async () => {
    const story = await open({ breakEvenAtR: 1 });
    const ticket = await story.opened('s1');
    story.swallowSends = true;
    await toR(story, ticket, 1.05);
    await toR(story, ticket, 1.1);
    await story.advance(3_000);
    const modifies = (): number => story.sent.filter(({ op }) => op === 'modify').length;
    expect(modifies()).toBe(1);
    story.swallowSends = false;
    story.crash();
    await story.restart();
    await story.advance(2_000);
    expect(modifies()).toBe(1);
    await story.advance(30_000);
    expect(modifies()).toBe(2);
    expect(atTerminal(story, ticket)?.stopLoss).toBeCloseTo(story.cockpit.positions.get(ticket)?.position.entry ?? 0, 9);
    expect(story.bugs).toEqual([]);
  });

  test('moves at the newest price, also where the terminal’s own picture of the position is seconds old', async () => {
    const story = await open({ breakEvenAtR: 1 });
    const ticket = await story.opened('s1');
    await story.advance(2_000);
    const old = story.broker.snapshot();
    const picture = story.broker.snapshot.bind(story.broker);
    story.broker.snapshot = () => old;
    await toR(story, ticket, 1.05);
    story.broker.snapshot = picture;
    expect(movesOf(story)).toMatchObject([{ rule: 'break_even' }]);
    expect(atTerminal(story, ticket)?.stopLoss).toBeCloseTo(story.cockpit.positions.get(ticket)?.position.entry ?? 0, 9);
  });

  test('does nothing without a link: the stop at the terminal stands', async () => {
    const story = await open({ breakEvenAtR: 1 });
    const ticket = await story.opened('s1');
    story.life.cut = true;
    await story.advance(3_000);
    await toR(story, ticket, 1.05);
    expect(story.sent.filter(({ op }) => op === 'modify')).toEqual([]);
    expect(atTerminal(story, ticket)?.stopLoss).not.toBeNull();
  });

  test('is decided again from the journal, record for record, and folds to the same state', async () => {
    const story = await open({ breakEvenAtR: 0.5, trailing: 'r', partials: [{ atR: 1, percent: 50 }], maxMinutes: 30 });
    const ticket = await story.opened('s1');
    for (const r of [0.6, 1.1, 1.8, 2.4]) await toR(story, ticket, r);
    await story.advance(31 * 60_000);
    const records = fromDisk(story.records);
    expect(movesOf(story).length).toBeGreaterThan(3);
    expect(firstDisagreement(records)).toBeNull();
    expect(stateText(foldedFrom(records).cockpit)).toBe(stateText(story.cockpit));
  });
});
