import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AccountDoor } from '#main/adapters/mt5/account-door.ts';
import { pinInFile, pinInMemory, type AccountPin } from '#main/adapters/mt5/account-pin.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import { temporaryFolder } from '../journal/sample-records.ts';
import { HELLO, NOON } from './lines-in-hand.ts';

type Rules = ConstructorParameters<typeof AccountDoor>[0];
const ANY: Rules = { login: null, allowLive: false };

function door(rules: Rules = ANY, pin: AccountPin = pinInMemory()) {
  const chosen: unknown[] = [];
  const logged: string[] = [];
  const clock = virtualClock(NOON);
  const log = { write: (_level: string, text: string) => void logged.push(text) };
  const made = new AccountDoor(rules, { pin, clock, log }, (account) => void chosen.push(account));
  /** Which of these are let in, one after the other. */
  const lets = (...changes: Partial<typeof HELLO>[]): boolean[] =>
    changes.map((change) => {
      clock.advanceBy(1_000);
      return made.refuses({ ...HELLO, ...change }) === null;
    });
  return { door: made, lets, chosen, logged };
}

test('only the login that is named is let in; without one the first that comes', () => {
  expect(door({ login: '7', allowLive: false }).lets({}, { login: '7' })).toEqual([false, true]);
  expect(door().lets({ login: '8' })).toEqual([true]);
});

test('real money is let in only when that is allowed; a demo and a contest always', () => {
  const modes = [{ tradeMode: 'real' }, { tradeMode: 'demo' }, { tradeMode: 'contest' }] as const;
  expect(door().lets(...modes)).toEqual([false, true, true]);
  expect(door({ login: null, allowLive: true }).lets(...modes)).toEqual([true, true, true]);
});

test('the first account let in stays: neither another login nor the same number at another server', () => {
  for (const rules of [ANY, { login: HELLO.login, allowLive: false }])
    expect(door(rules).lets({}, { login: '8' }, { server: 'Other' }, {})).toEqual([true, false, false, true]);
});

test('an account that was turned away is not the one that is traded', () => {
  expect(door().lets({ tradeMode: 'real', login: '8' }, {})).toEqual([false, true]);
});

describe('the account of a data folder', () => {
  test('is the same at the next start, until another one is chosen, which is the same at the one after', () => {
    const file = join(temporaryFolder(), 'account.json');
    const start = () => door(ANY, pinInFile(file, { write: () => undefined }));
    const first = start();
    expect([first.door.pinned, first.lets({}, { login: '8' })]).toEqual([null, [true, false]]);
    const second = start();
    expect(second.door.pinned).toEqual({ login: HELLO.login, server: HELLO.server, how: 'first' });
    expect(second.lets({ login: '8' }, {})).toEqual([false, true]);
    expect(second.door.choose({ login: '8', server: HELLO.server })).toBeNull();
    expect([second.lets({}, { login: '8' }), second.chosen]).toEqual([[false, true], [{ login: '8', server: HELLO.server }]]);
    const third = start();
    expect([third.door.pinned?.how, third.lets({}, { login: '8' })]).toEqual(['chosen', [false, true]]);
  });

  test('that is named by the configuration is not another one than was remembered', () => {
    const file = join(temporaryFolder(), 'account.json');
    const log = { write: () => undefined };
    door(ANY, pinInFile(file, log)).lets({});
    const named = door({ login: '8', allowLive: false }, pinInFile(file, log));
    expect(named.door.pinned).toEqual({ login: '8', server: null, how: 'configured' });
    expect(named.lets({}, { login: '8', server: 'S' }, { login: '8', server: 'T' })).toEqual([false, true, false]);
    expect(pinInFile(file, log).kept).toMatchObject({ login: '8', server: 'S' });
  });

  test('that cannot be read is any, and logged; one that cannot be kept is chosen for this run, and that is told', () => {
    const file = join(temporaryFolder(), 'account.json');
    writeFileSync(file, '{"login":');
    const logged: string[] = [];
    expect(pinInFile(file, { write: (_level, text) => void logged.push(text) }).kept).toBeNull();
    expect(logged).toEqual([expect.stringContaining('cannot be read')]);
    const nowhere = join(temporaryFolder(), 'gone', 'account.json');
    const lost = door(ANY, pinInFile(nowhere, { write: () => undefined }));
    expect([lost.lets({}), lost.logged, existsSync(nowhere)]).toEqual([
      [true],
      [expect.stringContaining('could not be kept')],
      false,
    ]);
    expect(lost.door.choose({ login: '8', server: 'S' })).toMatch(/could not be kept for the next start/);
    expect([lost.chosen.length, lost.lets({}, { login: '8', server: 'S' })]).toEqual([1, [false, true]]);
  });

  test('is written whole, as a file that can be read', () => {
    const file = join(temporaryFolder(), 'account.json');
    door(ANY, pinInFile(file, { write: () => undefined })).lets({});
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ login: HELLO.login, server: HELLO.server, how: 'first' });
  });
});

describe('who was turned away', () => {
  test('is remembered with the reason and the time, the latest first, once each, and not for ever', () => {
    const { door: made, lets } = door();
    lets({}, { login: '8' }, { login: '9' }, { login: '8' });
    expect(made.aside).toEqual([
      {
        login: '8',
        server: HELLO.server,
        at: NOON + 4_000,
        why: expect.stringContaining('which this cockpit trades'),
        obstacle: null,
      },
      expect.objectContaining({ login: '9', at: NOON + 3_000 }),
    ]);
    lets(...Array.from({ length: 20 }, (_, n) => ({ login: String(100 + n) })));
    expect([made.aside.length, made.aside[0]?.login]).toEqual([8, '119']);
  });

  test('and is let in later is not turned away any more', () => {
    const { door: made, lets } = door();
    lets({}, { login: '8' });
    made.choose({ login: '8', server: HELLO.server });
    expect(made.aside).toEqual([]);
    lets({});
    expect(made.aside.map(({ login }) => login)).toEqual([HELLO.login]);
  });

  test.each([
    ['the account that is traded already', ANY, {}, /already/],
    ['another than the configuration names', { login: HELLO.login, allowLive: false }, { login: '8' }, /mt5\.login names/],
    ['a live account without leave', ANY, { login: '8', tradeMode: 'real' }, /mt5\.allowLive/],
  ] as const)('cannot be chosen: %s', (_what, rules, change, why) => {
    const { door: made, lets } = door(rules);
    const { login, server } = { ...HELLO, ...change };
    lets({}, change);
    expect(made.unchoosable({ login, server })).toMatch(why);
  });

  test('can be chosen where nothing is in the way', () => {
    const { door: made, lets } = door();
    lets({}, { login: '8' });
    expect(made.unchoosable({ login: '8', server: HELLO.server })).toBeNull();
  });
});
