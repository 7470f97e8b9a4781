import { expect, it, test } from 'vitest';
import { accountAdmission, obstacleOf } from '#main/adapters/mt5/account-status.ts';
import { HEARTBEAT, HELLO } from './lines-in-hand.ts';

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

const admitted = (rules: Parameters<typeof accountAdmission>[0], ...changes: Partial<typeof HELLO>[]): boolean[] => {
  const refuses = accountAdmission(rules);
  return changes.map((change) => refuses({ ...HELLO, ...change }) === null);
};

test('only the login that is named is let in; without one the first that comes', () => {
  expect(admitted({ login: '7', allowLive: false }, {}, { login: '7' })).toEqual([false, true]);
  expect(admitted({ login: null, allowLive: false }, { login: '8' })).toEqual([true]);
});

test('real money is let in only when that is allowed; a demo and a contest always', () => {
  const modes = [{ tradeMode: 'real' }, { tradeMode: 'demo' }, { tradeMode: 'contest' }] as const;
  expect(admitted({ login: null, allowLive: false }, ...modes)).toEqual([false, true, true]);
  expect(admitted({ login: null, allowLive: true }, ...modes)).toEqual([true, true, true]);
});

test('the first account let in stays the run’s: neither another login nor the same number at another server', () => {
  expect(admitted({ login: null, allowLive: false }, {}, { login: '8' }, { server: 'Other' }, {})).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test('an account that was turned away is not the run’s', () => {
  expect(admitted({ login: null, allowLive: false }, { tradeMode: 'real', login: '8' }, {})).toEqual([false, true]);
});
