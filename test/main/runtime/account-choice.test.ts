import { expect, test } from 'vitest';
import { AccountDoor } from '#main/adapters/mt5/account-door.ts';
import { pinInMemory } from '#main/adapters/mt5/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import { chooseAccount, keepChoice } from '#main/runtime/account-choice.ts';
import type { OperatorAction } from '#shared/events';
import { err, ok } from '#shared/lib';
import { HELLO, NOON } from '../adapters/mt5/lines-in-hand.ts';

const OURS = { login: HELLO.login, server: HELLO.server };
const OTHER = { login: '777', server: 'Demo' };
const ASKED = { typed: 'CHOOSE', ...OTHER, reason: 'the next phase' } as const;

function door(login: string | null = null) {
  const parts = { pin: pinInMemory(), clock: virtualClock(NOON), log: { write: () => undefined } };
  const accounts = new AccountDoor({ login, allowLive: false }, parts, () => undefined);
  accounts.refuses(HELLO);
  return accounts;
}

test('a choice is on record first, with the account before it, and then at the door', async () => {
  const accounts = door();
  const acts: unknown[] = [];
  const act = (action: OperatorAction, actor: string) => {
    acts.push([action, actor, accounts.pinned?.login]);
    return Promise.resolve(ok({ seq: 7 }));
  };
  expect(await chooseAccount({ accounts }, act, ASKED, 'trader:test')).toEqual(ok({ seq: 7, problem: null }));
  const action = { act: 'choose-account', ...OTHER, from: OURS, reason: 'the next phase' };
  expect([acts, accounts.pinned]).toEqual([[[action, 'trader:test', OURS.login]], { ...OTHER, how: 'chosen' }]);
});

test('one that the engine refuses changes nothing at the door', async () => {
  const accounts = door();
  const no = err({ kind: 'refused', code: 'not_flat', detail: '1 positions and orders are open' } as const);
  expect(await chooseAccount({ accounts }, () => Promise.resolve(no), ASKED, 'x')).toEqual(no);
  expect(accounts.pinned).toEqual({ ...OURS, how: 'first' });
});

test('what the door or the terminal stands against never becomes a record', async () => {
  const never = () => Promise.reject(new Error('asked the engine'));
  expect(await chooseAccount({ accounts: door(HELLO.login) }, never, ASKED, 'x')).toMatchObject({
    error: { code: 'not_choosable' },
  });
  expect(await chooseAccount({}, never, ASKED, 'x')).toMatchObject({ error: { code: 'one_account' } });
});

test('a choice on record that did not get to the door gets there at the next start, unless the configuration names another', () => {
  const accounts = door();
  keepChoice({ accounts }, OTHER);
  expect(accounts.pinned).toEqual({ ...OTHER, how: 'chosen' });
  const named = door(HELLO.login);
  keepChoice({ accounts: named }, OTHER);
  expect(named.pinned?.login).toBe(HELLO.login);
  const untouched = door();
  keepChoice({ accounts: untouched }, null);
  expect(untouched.pinned?.how).toBe('first');
});
