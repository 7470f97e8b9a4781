import { expect, test } from 'vitest';
import { defaultConfig } from '#shared/config';
import { EVENT_TYPES } from '#shared/events';
import { canonicalJson, InvariantError } from '#shared/lib';
import { apply, BOUNDS, emptyCockpit, fork, packCockpit, unpackCockpit } from '#shared/projection';
import { someRecord } from '../events/any-payload.ts';
import { fold, story } from './story.ts';

const text = (state: Parameters<typeof packCockpit>[0]): string => canonicalJson(packCockpit(state));
const overTheWire = (state: Parameters<typeof packCockpit>[0]) => unpackCockpit(JSON.parse(JSON.stringify(packCockpit(state))));

test('a state packed, sent and unpacked is the same state, at every step, and goes on the same', () => {
  const records = story();
  const whole = fold(records);
  const state = emptyCockpit();
  records.forEach((record, i) => {
    apply(state, record);
    const received = overTheWire(state);
    expect(received).toEqual(state);
    expect(fold(records.slice(i + 1), received)).toEqual(whole);
  });
  expect(overTheWire(emptyCockpit())).toEqual(emptyCockpit());
});

test('the story leaves every collection with something in it, so the round trip proves something', () => {
  const { pending, positions, ...rest } = fold(story());
  expect([pending.size, positions.size]).toEqual([0, 0]);
  for (const [name, value] of Object.entries(rest)) if (value instanceof Map) expect(value.size, name).toBeGreaterThan(0);
  const halfway = fold(story().slice(0, 10));
  expect([...halfway.pending.keys()]).toEqual(['s1']);
});

test('what was refused at the door counts for its source too', () => {
  const { intake } = fold(story());
  expect([intake.received, intake.perSource]).toEqual([4, { webhook: 4 }]);
});

test('a fork goes its own way: folding into one leaves the other as it was', () => {
  const records = story();
  for (let cut = 0; cut < records.length; cut += 1) {
    const original = fold(records.slice(0, cut));
    const before = text(original);
    const copy = fork(original);
    expect(copy).toEqual(original);
    fold(records.slice(cut), copy);
    expect(text(original)).toBe(before);
    fold(records.slice(cut), original);
    expect(text(original)).toBe(text(copy));
  }
});

test('records are applied in order without gaps', () => {
  const [first, second, third] = story();
  expect(() => fold([first!, third!])).toThrow(InvariantError);
  expect(() => fold([first!, second!, second!])).toThrow(InvariantError);
});

test('every type can be folded: no known record is unhandled', () => {
  const told = new Set(story().map((record) => record.type));
  const silent = EVENT_TYPES.filter((type) => !told.has(type));
  for (const type of silent) {
    const state = emptyCockpit();
    if (/^alarm\.|^block\.lifted|^recovery\.(acted|ended)|^order\.(left|ended|moved)/.test(type)) continue; // They need one to be there; their tests tell their story.
    expect(() => apply(state, someRecord(1, type)), type).not.toThrow();
  }
});

test('a run that starts brings its configuration and unseals; a seal seals', () => {
  const started = fold([someRecord(1, 'run.started', { version: '1.2.3', mode: 'paper' })]);
  expect(started).toMatchObject({
    run: 'run-1',
    version: '1.2.3',
    sealed: false,
    config: defaultConfig(),
    approvalMode: 'confirm',
  });
  expect(fold([someRecord(2, 'run.sealed')], started).sealed).toBe(true);
  expect(fold([someRecord(3, 'run.started')], started).sealed).toBe(false);
});

test('an order of unknown outcome keeps its reserve; a known one frees it; nothing is resolved twice', () => {
  const records = story();
  const unknown = fold(records.slice(0, 15)).orders.get('c1');
  expect(unknown).toMatchObject({ state: 'unknown', reserve: 80, resolvedAt: null, sentAt: 4 });
  const known = fold(records.slice(0, 16));
  expect(known.orders.get('c1')).toMatchObject({ state: 'confirmed', reserve: 0, resolvedAt: records[15]!.at, sentAt: 4 });
  expect(() => apply(known, { ...records[15]!, seq: 17 })).toThrow(InvariantError);
});

test('performance is the sum of closed trades with a strategy', () => {
  const after = fold(story());
  expect(after.performance.get('m5_bos')).toEqual({
    trades: 1,
    wins: 1,
    losses: 0,
    pnl: 40,
    grossWin: 40,
    grossLoss: 0,
    rSum: 0.5,
    rCount: 1,
    peak: 40,
    maxDrawdown: 0,
    losingStreak: 0,
  });
  expect(after.performance.get('all')).toEqual(after.performance.get('m5_bos'));
  expect(after.signals.get('s1')?.trade?.pnl).toBe(40);
});

test('the tail keeps its newest lines, and bars stay out of it', () => {
  const state = emptyCockpit();
  const quiet = someRecord(1, 'time.reached', { facts: null });
  const bar = someRecord(1, 'bar.closed');
  for (let seq = 1; seq <= BOUNDS.tail * 3; seq += 1) apply(state, { ...(seq % 2 === 0 ? bar : quiet), seq });
  expect(state.tail.size).toBe(BOUNDS.tail);
  expect([...state.tail.keys()].every((seq) => seq % 2 === 1)).toBe(true);
  expect([...state.tail.keys()].at(-1)).toBe(BOUNDS.tail * 3 - 1);
});
