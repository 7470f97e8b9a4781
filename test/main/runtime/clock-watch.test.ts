import { describe, expect, test } from 'vitest';
import { CockpitInMemory, MONDAY } from './cockpit-in-memory.ts';
import { firstDisagreement, foldedFrom, fromDisk } from './replayed.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AUTO = { approvals: { mode: 'auto' } };
const alarm = (story: CockpitInMemory) =>
  [...story.cockpit.alarms.values()].find(({ alarm: { kind } }) => kind === 'clock_unconfirmed');
/** True time, which the test's own sum of what passed is. */
const off = (story: CockpitInMemory): number => story.clock.nowMs() - MONDAY - story.clock.monoMs();

async function entryOf(story: CockpitInMemory, id: string): Promise<readonly [string, string | null]> {
  await story.submit(id, { symbol: 'GBPUSD' });
  await story.advance(500);
  return story.standing(id);
}

describe('the PC’s clock is set while the cockpit runs', () => {
  test.each([
    ['an hour forward', HOUR],
    ['a day forward', DAY],
    ['an hour back', -HOUR],
    ['thirty days forward', 30 * DAY],
  ])('%s for four seconds: told, no entry meanwhile, the day is the same', async (_what, step) => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.opened('held');
    const { day } = story.cockpit;
    const sent = story.entriesSent.length;
    story.clock.jump(step);
    // Before the next pulse: the last word sees it first.
    const early = await entryOf(story, 'early');
    await story.advance(1_500);
    const told = [alarm(story)?.state, story.cockpit.blocks.has('clock_unconfirmed'), story.desk.status()['clock']];
    const late = await entryOf(story, 'late');
    const entries = story.entriesSent.length - sent;
    story.clock.jump(-step);
    await story.advance(2_000);
    const after = await entryOf(story, 'after');
    expect([early, late]).toEqual([
      ['failed', 'clock_unconfirmed'],
      ['rejected', 'not_blocked'],
    ]);
    expect([told[0], told[1], entries]).toEqual(['active', true, 0]);
    expect(told[2]).toMatchObject({ trusted: false, source: 'monotonic', doubt: 'stepped' });
    expect([alarm(story)?.state, story.cockpit.clock.trusted, after[0], Math.abs(off(story)) <= 2_000]).toEqual([
      'returned',
      true,
      'open',
      true,
    ]);
    expect([story.cockpit.day, story.recordsOf('day.anchored').length]).toEqual([day, 1]);
    expect(firstDisagreement(story.records)).toBeNull();
  });

  test('set back an hour under quotes of true time: refused for the clock and not for their age, and taken when it is right', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const quote = story.broker.quote.bind(story.broker);
    const trueNow = (): number => MONDAY + story.clock.monoMs();
    story.broker.quote = (symbol) => {
      const seen = quote(symbol);
      return seen === null ? null : { ...seen, at: trueNow() };
    };
    story.clock.jump(-HOUR);
    await story.advance(600_000);
    const wrong = await entryOf(story, 'wrong');
    const reasons = JSON.stringify(story.signal('wrong').reason);
    expect([wrong, alarm(story)?.state, Math.abs(off(story) + HOUR) > 30_000]).toEqual([
      ['rejected', 'not_blocked'],
      'active',
      true,
    ]);
    expect(reasons).toMatch(/clock was set 1 h 0 m back/);
    story.clock.jump(HOUR);
    await story.advance(2_000);
    expect([(await entryOf(story, 'right'))[0], Math.abs(off(story)) < 2_000]).toEqual(['open', true]);
  });

  test('closing, exits and the stop go on meanwhile', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const ticket = await story.opened('one');
    await story.opened('two', { symbol: 'GBPUSD' });
    story.clock.jump(DAY);
    await story.advance(2_000);
    const closed = await story.act('position.close', { ticket });
    const exit = await story.submit('out', { action: 'close', symbol: 'GBPUSD', direction: 'BUY' });
    await story.advance(1_000);
    const stopped = await story.act('trading.halt', { reason: 'a test', flatten: true });
    await story.advance(3_000);
    expect([closed.ok, exit.kind, stopped.ok, story.cockpit.positions.size, story.cockpit.trading.state]).toEqual([
      true,
      'accepted',
      true,
      0,
      'halted',
    ]);
  });

  test('the trader confirms it: what was shown, with the word; then time is the PC’s and entries go', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.clock.jump(-2 * HOUR);
    await story.advance(2_000);
    const { digest } = story.cockpit.clock;
    const other = await story.act('clock.confirm', { typed: 'CONFIRM', digest: 'f'.repeat(64), reason: 'a watch' });
    const done = await story.act('clock.confirm', { typed: 'CONFIRM', digest, reason: 'a watch' });
    await story.advance(1_500);
    const again = await story.act('clock.confirm', { typed: 'CONFIRM', reason: 'a watch' });
    expect([other.ok, done.ok, again.ok, off(story), story.cockpit.blocks.size]).toEqual([false, true, false, -2 * HOUR, 0]);
    expect((await entryOf(story, 'after'))[0]).toBe('open');
    expect(firstDisagreement(story.records)).toBeNull();
    expect(foldedFrom(fromDisk(story.records)).cockpit.clock.trusted).toBe(true);
  });

  test('nothing is left for a day that was never there: deadlines come back with the time', async () => {
    const story = await CockpitInMemory.open({ config: { approvals: { mode: 'confirm' } } });
    story.clock.jump(DAY);
    await story.advance(1_500);
    await story.act('clock.confirm', { typed: 'CONFIRM', reason: 'wrongly' });
    await story.advance(2_000);
    await story.submit('card', {});
    await story.advance(500);
    const before = story.cockpit.pending.get('card')?.expiresAt ?? 0;
    const left = before - story.clock.nowMs();
    story.clock.jump(-DAY);
    await story.advance(1_500);
    await story.act('clock.confirm', { typed: 'CONFIRM', reason: 'rightly' });
    await story.advance(1_000);
    const after = story.cockpit.pending.get('card')?.expiresAt ?? 0;
    expect([before > 0, Math.abs(after - story.clock.nowMs() - left) < 4_000]).toEqual([true, true]);
    await story.advance(left + 5_000);
    expect(story.standing('card')).toEqual(['expired', 'approval_expired']);
  });
});

test('a time that was put back by mistake and is put right again ends nothing early', async () => {
  const story = await CockpitInMemory.open({ config: { approvals: { mode: 'confirm' } } });
  await story.submit('card', {});
  await story.advance(500);
  const left = (): number => (story.cockpit.pending.get('card')?.expiresAt ?? 0) - story.clock.nowMs();
  const before = left();
  for (const [step, word] of [
    [-2 * HOUR, 'wrongly'],
    [2 * HOUR, 'rightly'],
  ] as const) {
    story.clock.jump(step);
    await story.advance(1_500);
    await story.act('clock.confirm', { typed: 'CONFIRM', reason: word });
    await story.advance(1_000);
  }
  expect([before > 20_000, Math.abs(off(story)) < 2_000, Math.abs(left() - before + 5_000) < 4_000]).toEqual([true, true, true]);
  // What was sent before is known as that: three hours by the clock are seconds in truth.
  expect((await story.submit('card', {})).kind).toBe('duplicate');
  expect(story.recordsOf('clock.observed').map(({ movedMs = 0 }) => Math.round(movedMs / HOUR))).toEqual([0, -2, 0, 2]);
  expect(firstDisagreement(story.records)).toBeNull();
});

describe('a start with a wrong clock', () => {
  test('thirty days ahead: told, entries wait, the day stays; the next right start is right at once', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.opened('held');
    const { day } = story.cockpit;
    story.clock.jump(30 * DAY);
    await story.restart();
    await story.advance(2_000);
    const ahead = [alarm(story)?.state, story.cockpit.day, await entryOf(story, 'ahead')];
    story.clock.jump(-30 * DAY);
    await story.restart();
    await story.advance(1_500);
    expect(ahead).toEqual(['active', day, ['rejected', 'not_blocked']]);
    expect([off(story), story.cockpit.clock.trusted, story.cockpit.day, story.cockpit.blocks.size]).toEqual([0, true, day, 0]);
    expect((await entryOf(story, 'after'))[0]).toBe('open');
    expect(firstDisagreement(story.records)).toBeNull();
  });

  test('the very first one ahead, with nothing against it: the next one tells it, and the day is undone when it is confirmed', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const { day } = story.cockpit;
    // A day is too little to be told from an absence.
    story.clock.jump(DAY);
    await story.restart();
    await story.advance(2_000);
    const wrong = story.cockpit.day;
    await story.price('EURUSD', 1.1);
    story.clock.jump(-DAY);
    await story.restart();
    await story.advance(2_000);
    const held = [alarm(story)?.alarm.cause, story.cockpit.day, await entryOf(story, 'held'), off(story)];
    await story.act('clock.confirm', { typed: 'CONFIRM', reason: 'a watch' });
    await story.advance(2_000);
    expect(wrong?.anchorAt).toBe((day?.anchorAt ?? 0) + DAY);
    expect(held).toEqual([expect.stringContaining('before the newest record'), wrong, ['rejected', 'not_blocked'], 0]);
    expect(story.cockpit.day).toEqual(day);
    expect(firstDisagreement(story.records)).toBeNull();
  });

  test('a hard stop of the day that was undone stands again', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.broker.operate('charge', -4_500);
    await story.advance(3_000);
    await story.opened('none').catch(() => undefined);
    const before = [...story.cockpit.blocks.keys()];
    const { day } = story.cockpit;
    story.clock.jump(DAY);
    await story.restart();
    await story.advance(2_000);
    story.clock.jump(-DAY);
    await story.restart();
    await story.advance(1_500);
    await story.act('clock.confirm', { typed: 'CONFIRM', reason: 'a watch' });
    await story.advance(2_000);
    expect([story.cockpit.day?.balance, [...story.cockpit.blocks.keys()]]).toEqual([day?.balance, before]);
  });
});

test('a PC that slept says so, and looks at the terminal before anything is opened', async () => {
  const story = await CockpitInMemory.open({ config: { ...AUTO, paper: { alwaysOpen: true } } });
  await story.opened('held');
  story.clock.sleep(9 * HOUR);
  await story.advance(1_100);
  const texts = story.recordsOf('block.raised').map(({ reason }) => reason.text);
  const lifted = story.recordsOf('block.lifted').map(({ block }) => block);
  await story.advance(6_000);
  expect([texts, lifted.length + story.recordsOf('block.lifted').length > 0, story.cockpit.blocks.size]).toEqual([
    [expect.stringContaining('slept or stood still for 9 h')],
    true,
    0,
  ]);
  expect([story.cockpit.clock.trusted, story.cockpit.alarms.get('block:after_pause')?.state]).toEqual([true, 'returned']);
});
