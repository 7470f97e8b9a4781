import { expect, it, test } from 'vitest';
import { obstacleOf } from '#main/adapters/mt5/account-status.ts';
import { HEARTBEAT } from './lines-in-hand.ts';

it.each([
  [{}, null],
  [{ connected: false, terminalTrade: false, accountTrade: false }, /no connection to the broker/],
  [{ terminalTrade: false, accountTrade: false }, /Algo Trading is off/],
  [{ accountTrade: false, accountExpert: false }, /investor password/],
  [{ accountExpert: false, eaTrade: false }, /broker does not let/],
  [{ eaTrade: false }, /F7/],
])('with %o the trader is told of one obstacle, the first', (changes, words) => {
  const obstacle = obstacleOf({ ...HEARTBEAT, ...changes });
  if (words === null) expect(obstacle).toBeNull();
  else expect(obstacle?.text).toMatch(words);
});

test('before the first heartbeat nothing is known to be in the way', () => {
  expect(obstacleOf(null)).toBeNull();
});
