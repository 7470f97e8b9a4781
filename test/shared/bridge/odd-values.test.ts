import { expect, it, test } from 'vitest';
import { fromEa } from '#shared/bridge';
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
  const read = fromEa.safeParse(line);
  expect(read.success).toBe(true);
  expect(read.data).toMatchObject(kept);
});

it.each([
  ['without an identifier', { ...POSITION, id: '' }],
  ['without a volume', { ...POSITION, vol: null }],
  ['a deal without a position', { ...DEAL, position: 'none' }],
  ['a symbol without a point', { ...SYMBOL, point: -1 }],
])('what makes the line untrue costs the line: %s', (_what, line) => {
  expect(fromEa.safeParse(line).success).toBe(false);
});

test('a position in a symbol without a price stands where it was opened', () => {
  expect(positionOf({ ...POSITION, cur: 0 }, mirrorInHand()).current).toBe(POSITION.open);
});

test('a client id that is none costs itself', () => {
  const read = fromEa.parse(JSON.parse(JSON.stringify(POSITION).replace('0123456789ABCDEF', 'x')));
  expect(read.t === 'position' ? positionOf(read, mirrorInHand()).clientOrderId : 'no position').toBeNull();
});
