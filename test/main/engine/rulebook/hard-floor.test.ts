import { expect, it } from 'vitest';
import { hardFloorOf } from '#engine/rulebook';
import { ACCOUNT_SIZE } from '#shared/domain';
import { account, cockpit, DAY, facts, NOW } from './desk.ts';

it('is where everything is closed: the higher floor with the part that is kept free', () => {
  const at = (balance: number) =>
    hardFloorOf(
      cockpit((of) => void (of.day = { ...DAY, balance })),
      facts(),
      NOW,
    );
  expect([at(100_000), at(92_000)]).toEqual([
    { equity: 96_000, untilMs: DAY.resetsAt },
    { equity: 91_000, untilMs: DAY.resetsAt },
  ]);
});

it.each([
  ['a day without an anchor', cockpit((of) => void (of.day = null)), facts()],
  ['an account nobody knows', cockpit(), facts({ account: null })],
  [
    'an account of another size',
    cockpit(({ blocks }) => void blocks.set(ACCOUNT_SIZE, { code: ACCOUNT_SIZE, text: '', since: NOW })),
    facts({ account: account({ balance: 25_000, equity: 25_000 }) }),
  ],
])('is not told for %s', (_what, state, seen) => expect(hardFloorOf(state, seen, NOW)).toBeNull());
