import { expect, test } from 'vitest';
import { excerptOf } from '#main/runtime/excerpt.ts';
import { CockpitInMemory } from './cockpit-in-memory.ts';

test.each([
  ['a few words', 'not json', 'not json'],
  ['several lines, on one', ' {\n\t"a": 1\r\n}\u0000 ', '{ "a": 1 }'],
  ['what cannot be seen, spelled out', 'BUY\u200b EURUSD', 'BUY\\u200b EURUSD'],
  ['a secret in JSON', '{"secret":"hush now","symbol":"EURUSD"}', '{"secret":"***","symbol":"EURUSD"}'],
  ['a secret in a list', '{"secret":["hush"],"side":"buy"}', '{"secret":"***","side":"buy"}'],
  ['a secret in a form', 'token=abc123&side=buy', 'token=***&side=buy'],
  ['a secret in a line', 'password: hunter2 buy gold', 'password: *** buy gold'],
  ['a key of its own', `${'k'.repeat(40)} buy`, 'kkkk*** buy'],
])('keeps %s', (_what, body, kept) => {
  expect(excerptOf(body, [])).toBe(kept);
});

test('masks the secrets of every source and token, wherever they stand and however short', async () => {
  expect(excerptOf('buy gold shortsecret now, mk_Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6', ['shortsecret'])).toBe(
    'buy gold *** now, mk_Z***',
  );
  const story = await CockpitInMemory.open({ sources: [], secrets: () => ['rotated-16-chars'] });
  await story.submitRaw('buy rotated-16-chars', 'webhook');
  story.desk.refuseAtDoor({ code: 'bad_token', source: 'webhook', detail: 'x', nonce: null, body: 'sell rotated-16-chars' });
  await story.settle();
  const kept = JSON.stringify([story.recordsOf('signal.arrived'), story.recordsOf('intake.refused')]);
  expect([kept.includes('buy ***'), kept.includes('sell ***'), kept.includes('rotated')]).toEqual([true, true, false]);
});

test('keeps 300 characters of a long body', () => {
  expect(excerptOf('ab '.repeat(50_000), [])).toHaveLength(300);
  expect(excerptOf('ab '.repeat(50_000), []).endsWith('ab ')).toBe(true);
});

test('what was turned away is on record with the beginning of what was sent; a signal is not kept twice', async () => {
  const story = await CockpitInMemory.open();
  await story.submitRaw('buy gold now', 'webhook');
  await story.submitRaw(JSON.stringify({ signal_id: 'x', direction: 'UP', symbol: 7 }));
  await story.submit('good');
  expect(story.recordsOf('signal.arrived').map(({ excerpt }) => excerpt)).toEqual([
    'buy gold now',
    '{"signal_id":"x","direction":"UP","symbol":7}',
    undefined,
  ]);
  expect(story.recordsOf('signal.refused').map(({ code, excerpt }) => [code, excerpt])).toEqual([
    ['invalid_signal', 'buy gold now'],
    ['invalid_signal', '{"signal_id":"x","direction":"UP","symbol":7}'],
  ]);
  expect(story.cockpit.intake.turnedAway?.map(({ code, source, excerpt, count }) => [code, source, excerpt, count])).toEqual([
    ['invalid_signal', 'webhook', 'buy gold now', 1],
    ['invalid_signal', 'webhook', '{"signal_id":"x","direction":"UP","symbol":7}', 1],
  ]);
  expect(story.desk.webhookStatus()).toMatchObject({ turnedAway: [{ code: 'invalid_signal' }, { code: 'invalid_signal' }] });
});

test('what is refused at the door is kept too, the last fifty of all', async () => {
  const story = await CockpitInMemory.open();
  const door = { code: 'bad_signature', source: 'webhook', detail: 'The signature does not match.', nonce: null } as const;
  story.desk.refuseAtDoor({ ...door, body: 'hello' });
  story.desk.refuseAtDoor(door);
  await story.settle();
  expect(story.cockpit.intake.turnedAway?.map(({ text, excerpt }) => [text, excerpt])).toEqual([
    [door.detail, 'hello'],
    [door.detail, null],
  ]);
  for (let one = 0; one < 60; one += 1) await story.submitRaw(`no ${one}`);
  const kept = story.cockpit.intake.turnedAway ?? [];
  expect([kept.length, kept.at(-1)?.excerpt]).toEqual([50, 'no 59']);
});
