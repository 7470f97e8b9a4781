import { expect, test } from 'vitest';
import { timeTyped } from '#renderer/format/time-typed.ts';

test.each([
  ['2026-11-24 16:40', '2026-11-24T16:40:00Z'],
  [' 2026-11-24T16:40:07z ', '2026-11-24T16:40:07Z'],
  ['2024-02-29 00:00', '2024-02-29T00:00:00Z'],
])('%j is a time', (text, at) => {
  expect(timeTyped(text)).toBe(Date.parse(at));
});

test.each([
  '',
  '2026-11-24',
  '16:40',
  '2026-02-30 10:00',
  '2025-02-29 10:00',
  '2026-11-24 24:01',
  '2026-13-01 10:00',
  'yesterday',
])('%j is none', (text) => {
  expect(timeTyped(text)).toBeNull();
});
