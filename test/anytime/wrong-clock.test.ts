import { afterEach, expect, test } from 'vitest';
import { DataFolder, Headless, pause, until } from '../process/headless-process.ts';
import { FakedClock } from './faked-clock.ts';

type Status = {
  readonly now: number;
  readonly clock: { readonly trusted: boolean; readonly doubt: string | null };
  readonly risk: {
    readonly day: { readonly anchor: number | null; readonly resetsAt: number };
    readonly blocks: readonly { readonly block: string }[];
  };
  readonly alarms: { readonly critical: number };
};

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** A wrong clock is told within so long. */
const TOLD_MS = 5_000;
const NEAR_MS = 3_000;

const folder = new DataFolder({ approvals: { mode: 'auto' } });
const clock = new FakedClock();
let cockpit: Headless | null = null;
afterEach(async () => {
  await cockpit?.kill();
});

const started = async (): Promise<Headless> => {
  cockpit = await Headless.start(folder, ['--terminal', 'paper'], undefined, clock.environment);
  return cockpit;
};
/** With how far the cockpit's time is from our own at that moment. */
async function statusOf(of: Headless): Promise<Status & { readonly offMs: number }> {
  const seen = (await of.get('/system/status')) as unknown as Status;
  return { ...seen, offMs: Math.abs(seen.now - Date.now()) };
}
/** Midnight in Prague, where the rulebook's firm counts its days, worked out by other means than the product's. */
function nextPragueMidnight(nowMs: number): number {
  const hourOf = (ms: number): string => new Date(ms).toLocaleTimeString('en-GB', { timeZone: 'Europe/Prague', hour12: false });
  let at = nowMs - (nowMs % 1_800_000) + 1_800_000;
  while (hourOf(at) !== '00:00:00') at += 1_800_000;
  return at;
}
const entriesOf = async (of: Headless): Promise<number> =>
  (await of.events()).filter(
    ({ type, payload }) => type === 'order.intended' && (payload['request'] as { op: string }).op === 'open',
  ).length;

test('a first start in an empty folder with a dead battery is told, begins no day, and nobody can confirm it', async () => {
  const empty = new DataFolder({ approvals: { mode: 'auto' } });
  const year2001 = (Date.parse('2001-02-03T04:05:06Z') - Date.now()) / 1_000;
  clock.set(year2001);
  try {
    cockpit = await Headless.start(empty, ['--terminal', 'paper'], undefined, clock.environment);
    const here = cockpit;
    const wrong = await until(
      () => statusOf(here),
      (seen) => seen.alarms.critical > 0,
      TOLD_MS,
    );
    const word = await here.ask('POST', '/system/clock/confirm', { typed: 'CONFIRM', reason: 'surely right' });
    await here.signal('early');
    const refused = await here.signalIn('early', ['rejected', 'failed']);
    expect([wrong.clock.doubt, wrong.risk.day.anchor, word.status, word.body['code'], refused['state']]).toEqual([
      'before_release',
      null,
      409,
      'clock_wrong',
      'rejected',
    ]);
    clock.set(0);
    const right = await until(
      () => statusOf(here),
      (seen) => seen.clock.trusted && seen.risk.day.anchor !== null,
      TOLD_MS,
    );
    expect([right.offMs < NEAR_MS, right.risk.day.anchor, right.risk.day.resetsAt, right.risk.blocks]).toEqual([
      true,
      100_000,
      nextPragueMidnight(right.now),
      [],
    ]);
    await here.terminate();
  } finally {
    empty.remove();
  }
});

test('a clock that is set wrong while it runs is told in time, lets no entry through, and leaves the day as it is', async () => {
  const here = await started();
  const before = await statusOf(here);
  for (const step of [HOUR, DAY, -HOUR]) {
    const entries = await entriesOf(here);
    const began = performance.now();
    clock.set(step);
    const told = await until(
      () => statusOf(here),
      (seen) => seen.alarms.critical > 0,
      TOLD_MS,
    );
    const toldMs = performance.now() - began;
    await here.signal(`meanwhile${step}`);
    await pause(Math.max(0, 4_000 - (performance.now() - began)));
    const refused = await here.signalIn(`meanwhile${step}`, ['rejected', 'failed']);
    const meanwhile = await entriesOf(here);
    clock.set(0);
    const after = await until(
      () => statusOf(here),
      (seen) => seen.clock.trusted && seen.alarms.critical === 0,
      TOLD_MS,
    );
    expect([told.clock.doubt, told.risk.blocks.map(({ block }) => block), told.offMs < NEAR_MS]).toEqual([
      'stepped',
      ['clock_unconfirmed'],
      true,
    ]);
    expect(toldMs).toBeLessThan(2 * TOLD_MS);
    expect(['rejected', 'failed']).toContain(refused['state']);
    expect(meanwhile).toBe(entries);
    expect([after.risk.day, after.offMs < NEAR_MS, after.risk.blocks]).toEqual([before.risk.day, true, []]);
  }
  expect(before.risk.day).toMatchObject({ anchor: 100_000, resetsAt: nextPragueMidnight(before.now) });
});

test('a start thirty days ahead is told and trades nothing; the next right one is right at once', async () => {
  const right = await started();
  const { day } = (await statusOf(right)).risk;
  await right.terminate();
  clock.set(30 * DAY);
  const ahead = await started();
  const wrong = await until(
    () => statusOf(ahead),
    (seen) => seen.alarms.critical > 0,
    TOLD_MS,
  );
  await ahead.signal('ahead');
  const refused = await ahead.signalIn('ahead', ['rejected', 'failed']);
  const entries = await entriesOf(ahead);
  await ahead.terminate();
  clock.set(0);
  const again = await started();
  const seen = await statusOf(again);
  expect([wrong.clock.doubt, wrong.risk.day.resetsAt, refused['state'], entries]).toEqual([
    'long_absence',
    day.resetsAt,
    'rejected',
    0,
  ]);
  expect([seen.clock.trusted, seen.offMs < NEAR_MS, seen.risk.day, seen.risk.blocks]).toEqual([true, true, day, []]);
  await again.terminate();
});

test('a start an hour back asks; the trader’s word settles it', async () => {
  await (await started()).terminate();
  clock.set(-HOUR);
  const back = await started();
  const asked = await until(
    () => statusOf(back),
    (seen) => seen.alarms.critical > 0,
    TOLD_MS,
  );
  const careless = await back.ask('POST', '/system/clock/confirm', { reason: 'no word' });
  const done = await back.ask('POST', '/system/clock/confirm', { typed: 'CONFIRM', reason: 'looked at a watch' });
  const settled = await until(
    () => statusOf(back),
    (seen) => seen.clock.trusted && seen.risk.blocks.length === 0,
    TOLD_MS,
  );
  expect([asked.clock.doubt, careless.status, done.status, settled.clock.trusted]).toEqual([
    'before_last_record',
    400,
    200,
    true,
  ]);
  await back.terminate();
  folder.remove();
  clock.remove();
});
