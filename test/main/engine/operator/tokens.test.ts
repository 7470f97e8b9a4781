import { expect, test } from 'vitest';
import type { Role } from '#shared/domain';
import { packCockpit, unpackCockpit } from '#shared/projection';
import { EngineInHand } from '../engine-in-hand.ts';

const DAY = 86_400_000;
const issue = (
  hand: EngineInHand,
  name: string,
  { role = 'read', days = 1 }: { readonly role?: Role; readonly days?: number } = {},
) => hand.act({ act: 'issue-token', id: `id-${name}`, name, role, hash: 'a'.repeat(64), expiresAt: hand.at + days * DAY }).answer;
const revoke = (hand: EngineInHand, name: string) => hand.act({ act: 'revoke-token', id: `id-${name}` }).answer;
const names = (hand: EngineInHand) => [...hand.cockpit.tokens.values()].map(({ name }) => name);

test('a token that is issued is on record with who issued it, and gone when it is revoked', () => {
  const hand = new EngineInHand();
  expect(issue(hand, 'dash', { role: 'operate' })).toBeNull();
  expect([...hand.cockpit.tokens.values()]).toMatchObject([
    { name: 'dash', role: 'operate', issuedAt: hand.at, by: 'trader:test' },
  ]);
  expect([...unpackCockpit(JSON.parse(JSON.stringify(packCockpit(hand.cockpit)))).tokens.keys()]).toEqual(['id-dash']);
  expect([revoke(hand, 'dash'), names(hand)]).toEqual([null, []]);
  expect(revoke(hand, 'dash')).toMatchObject({ code: 'unknown_token' });
});

test('no two that work have one name; one that has expired makes room for its name', () => {
  const hand = new EngineInHand();
  issue(hand, 'dash');
  expect(issue(hand, 'dash')).toMatchObject({ code: 'name_taken' });
  hand.after(DAY);
  expect([issue(hand, 'dash'), names(hand)]).toEqual([null, ['dash']]);
});

test('there are 32 at most that work', () => {
  const hand = new EngineInHand();
  for (let at = 0; at < 32; at += 1) expect(issue(hand, `t${String(at)}x`)).toBeNull();
  expect(issue(hand, 'more')).toMatchObject({ code: 'too_many_tokens' });
  revoke(hand, 't0x');
  expect(issue(hand, 'more')).toBeNull();
});

test('one that would have expired already is not issued', () => {
  expect(issue(new EngineInHand(), 'late', { days: 0 })).toMatchObject({ code: 'expired' });
});

test('what a person did that leaves no other record is noted in the person’s name', () => {
  const hand = new EngineInHand();
  const { decisions } = hand.act({ act: 'note-act', what: 'ea.install', detail: 'id 1' });
  expect(decisions.map(({ type, payload }) => [type, payload])).toContainEqual([
    'act.noted',
    { what: 'ea.install', by: 'trader:test', detail: 'id 1' },
  ]);
});
