import { expect, it, test } from 'vitest';
import { readLine } from '#main/adapters/mt5/read-line.ts';
import { positionOf } from '#main/adapters/mt5/translate.ts';
import { DEAL, mirrorInHand, ORDER, POSITION, SYMBOL } from '#test/main/adapters/mt5/lines-in-hand.ts';

it.each([
  ['a magic number below zero', { ...POSITION, magic: '-7' }, { magic: '0' }],
  ['a comment that is too long', { ...POSITION, comment: 'c'.repeat(65) }, { comment: '' }],
  ['an order with a magic number that is none', { ...ORDER, magic: 7 }, { magic: '0' }],
  ['a deal for a reason of tomorrow', { ...DEAL, reason: 'corporate_action' }, { reason: 'client' }],
  ['a symbol with a mode of tomorrow', { ...SYMBOL, exec: 'auction', swapTriple: 9 }, { exec: undefined, swapTriple: undefined }],
  ['a symbol whose session ends before the day', { ...SYMBOL, sessions: [[1, 0, 1_441]] }, { sessions: undefined }],
])('%s costs that value, not the line', (_what, line, kept) => {
  const { message, odd } = readLine(line);
  const read = (message ?? {}) as Readonly<Record<string, unknown>>;
  expect(Object.fromEntries(Object.keys(kept).map((field) => [field, read[field]]))).toEqual(kept);
  expect(odd).toBe(`${line.t}: ${Object.keys(kept).join(', ')}`);
});

it.each([
  ['without an identifier', { ...POSITION, id: '' }],
  ['without a volume', { ...POSITION, vol: null }],
  ['a deal without a position', { ...DEAL, position: 'none' }],
  ['a symbol without a point', { ...SYMBOL, point: -1 }],
])('what makes the line untrue costs the line: %s', (_what, line) => {
  expect(readLine(line).message).toBeNull();
});

test('a position in a symbol without a price stands where it was opened', () => {
  expect(positionOf({ ...POSITION, cur: 0 }, mirrorInHand()).current).toBe(POSITION.open);
});

test('a client id that is none costs itself', () => {
  const { message } = readLine(JSON.parse(JSON.stringify(POSITION).replace('0123456789ABCDEF', 'x')) as object);
  expect(message?.t === 'position' ? positionOf(message, mirrorInHand()).clientOrderId : 'no position').toBeNull();
});
