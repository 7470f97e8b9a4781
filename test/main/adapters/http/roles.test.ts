import { describe, expect, it } from 'vitest';
import { includesRole, type Role } from '#shared/domain';
import { COMMAND_ROLES } from '#shared/ipc';
import { sha256Hex } from '#shared/lib';
import { ROUTES } from '#main/adapters/http/index.ts';
import { OPERATOR, openDoor, type OpenDoor } from './open-door.ts';
import { DIGEST, json, open } from './operator-door.ts';

const ROLES: readonly Role[] = ['read', 'operate', 'admin'];
const operators = ROUTES.filter(({ who }) => ROLES.some((role) => role === who));
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
/** A token with a role, as the service knows it. */
const issued = ({ desk }: OpenDoor, role: Role, isExpired = false): Record<string, string> => {
  desk.holders.set(sha256Hex(`mk_${role}`), { actor: `operator:${role}-token`, role, isExpired });
  return bearer(`mk_${role}`);
};

describe('a token', () => {
  it.each(operators.map((row) => [`${row.method} ${row.path}`, row] as const))(
    '%s asks for its role',
    async (_name, { method, path, who }) => {
      const door = await openDoor();
      for (const role of ROLES) {
        const answer = await door.ask(method, path.replace(/:\w+/g, 'x'), { headers: issued(door, role) });
        const isRefused = answer.status === 403 && answer.json['code'] === 'forbidden_role';
        expect([role, isRefused]).toEqual([role, !includesRole(role, who as Role)]);
        if (isRefused) expect(answer.json['detail']).toBe(`This needs the role ${who}; operator:${role}-token has ${role}.`);
      }
      const acted = door.desk.asked.map(({ actor }) => ROLES.find((role) => actor === `operator:${role}-token`));
      expect(acted.every((role) => role !== undefined && includesRole(role, who as Role))).toBe(true);
    },
  );

  it('acts under its own name', async () => {
    const door = await open();
    await door.ask('POST', '/signals/s-1/approve', { headers: issued(door, 'operate'), ...json({ digest: DIGEST }) });
    await door.ask('POST', '/signals/s-1/approve', { headers: OPERATOR, ...json({ digest: DIGEST }) });
    expect(door.desk.asked.map(({ actor }) => actor)).toEqual(['operator:operate-token', 'operator:http']);
  });

  it('that has expired is told so, and one that was deleted opens nothing', async () => {
    const door = await openDoor();
    expect(await door.ask('GET', '/system/status', { headers: issued(door, 'admin', true) })).toMatchObject({
      status: 401,
      json: { code: 'token_expired' },
    });
    door.desk.holders.clear();
    expect(await door.ask('GET', '/system/status', { headers: bearer('mk_admin') })).toMatchObject({
      status: 401,
      json: { code: 'bad_token' },
    });
    expect(door.logged.join('')).not.toContain('mk_admin');
  });

  it('is asked for its hash, never compared as it is', async () => {
    const door = await openDoor();
    door.desk.holders.set('mk_plain', { actor: 'operator:plain', role: 'admin', isExpired: false });
    expect((await door.ask('GET', '/system/status', { headers: bearer('mk_plain') })).status).toBe(401);
  });
});

it('no route lets a role do what the command behind it does not', async () => {
  for (const { method, path, who } of operators) {
    const door = await open();
    const body = { reason: 'a test', typed: wordOf(path), digest: DIGEST };
    for (const given of bodiesFor(body))
      await door.ask(method, path.replace(/:\w+/g, 's-1'), { headers: OPERATOR, ...json(given) });
    for (const { name } of door.desk.asked)
      expect([path, name, includesRole(who as Role, COMMAND_ROLES[name])]).toEqual([path, name, true]);
  }
});

const WORDS: Readonly<Record<string, string>> = {
  '/system/resume': 'RESUME',
  '/system/lift-stop': 'LIFT',
  '/system/adopt-journal': 'ADOPT',
  '/system/account': 'CHOOSE',
  '/system/clock/confirm': 'CONFIRM',
  '/system/shutdown': 'SHUTDOWN',
};
const wordOf = (path: string): string => WORDS[path] ?? '';
/** Bodies of which one is right for each route: the schemas are strict. */
const bodiesFor = ({ reason, typed, digest }: Record<string, unknown>): readonly object[] => [
  {},
  { reason },
  { typed, reason },
  { digest, reason },
  { typed, reason, login: '7', server: 'Demo' },
  { typed, reason, scope: { kind: 'symbol', symbol: 'EURUSD' } },
  { rules: { breakEvenAtR: 1 }, reason },
  { stopLoss: 1.1 },
  { price: 1.1 },
  { symbol: 'EURUSD', side: 'BUY', stopLoss: 1.1 },
  { name: 'dash', role: 'read', days: 1 },
];
