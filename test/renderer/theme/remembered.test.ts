import { expect, test } from 'vitest';
import { remember, remembered } from '#renderer/theme/remembered.ts';

const PRESET = { isHidden: false, areRulesSeen: false };
const place = (text: string | null) => ({ getItem: () => text });

test.each([
  [null, PRESET],
  ['{"isHidden":true}', { isHidden: true, areRulesSeen: false }],
  ['{"isHidden":"yes","other":true}', PRESET],
  ['not json', PRESET],
  ['7', PRESET],
  ['null', PRESET],
])('%j is read as %j', (text, value) => expect(remembered('first-steps', PRESET, place(text))).toEqual(value));

test('what is remembered is read again', () => {
  const kept = new Map<string, string>();
  remember('first-steps', { isHidden: true, areRulesSeen: true }, { setItem: (key, value) => void kept.set(key, value) });
  const again = remembered('first-steps', PRESET, { getItem: (key) => kept.get(key) ?? null });
  expect(again).toEqual({ isHidden: true, areRulesSeen: true });
});
