import { describe, expect, it } from 'vitest';
import { JournalFault, type SubmitAnswer } from '#ports';
import { openDoor, SECRETS } from './open-door.ts';

const BODY = '{"ticker":"EURUSD","action":"buy"}';
const token = SECRETS.tradingviewToken;
const PATH = `/webhook/tradingview/${token}`;

describe('an alert', () => {
  it.each([
    ['the token in the address', PATH, BODY],
    ['the secret in its JSON', '/webhook/tradingview', `{"ticker":"EURUSD","secret":"${token}"}`],
    ['the secret in its line', '/webhook/tradingview/alert', `60012345,buy,EURUSD, secret = ${token}, sl=1`],
  ])('is taken with %s', async (_name, path, body) => {
    const { ask, desk } = await openDoor();
    expect(await ask('POST', path, { body })).toMatchObject({ status: 202, json: { signalId: 's-1' } });
    expect(desk.submitted).toMatchObject([{ source: 'tradingview', nonce: null, body }]);
  });

  it.each([
    ['no token', '/webhook/tradingview', BODY],
    ['another token', `/webhook/tradingview/${token}x`, BODY],
    ['an empty secret', '/webhook/tradingview', '{"secret":""}'],
    ['a secret that is no text', '/webhook/tradingview', `{"secret":["${token}"]}`],
    ['bytes that are no text', '/webhook/tradingview', Buffer.from([0xff, 0xc0, 0x01])],
    ['no body', '/webhook/tradingview/x', ''],
  ])('is 401 with %s', async (_name, path, body) => {
    const { ask, desk, logged } = await openDoor();
    expect(await ask('POST', path, { body })).toMatchObject({ status: 401, json: { code: 'bad_token' } });
    expect(desk.refused).toMatchObject([{ code: 'bad_token', source: 'tradingview', nonce: null }]);
    expect(JSON.stringify([desk.refused, logged])).not.toContain(token);
  });

  it('is never answered with a server error', async () => {
    const { ask, desk } = await openDoor();
    const post = async (answer: () => SubmitAnswer | Promise<SubmitAnswer>) => {
      desk.submitAnswer = answer;
      const { status, json } = await ask('POST', PATH, { body: BODY });
      return [status, json['code']];
    };
    expect(await post(() => ({ kind: 'unavailable', code: 'not_ready', detail: '' }))).toEqual([409, 'not_ready']);
    expect(await post(() => ({ kind: 'unavailable', code: 'journal_unavailable', detail: '' }))).toEqual([
      409,
      'journal_unavailable',
    ]);
    expect(await post(() => ({ kind: 'unavailable', code: 'overloaded', detail: '' }))).toEqual([429, 'overloaded']);
    expect(desk.refused).toMatchObject([{ code: 'overloaded', source: 'tradingview' }]);
    expect(await post(() => Promise.reject(new JournalFault('full')))).toEqual([409, 'journal_unavailable']);
    expect(await post(() => Promise.reject(new Error('bug')))).toEqual([409, 'internal']);
    expect(await post(() => ({ kind: 'rate_limited', retryAfterMs: 1 }))).toEqual([429, 'rate_limited']);
    expect((await ask('POST', PATH, { body: 'x'.repeat(9000) })).status).toBe(413);
  });
});

describe('where an alert comes from', () => {
  const post = async (intake: { ipAllowList?: string[]; trustedProxies?: string[] }, forwarded?: string) => {
    const { ask, desk } = await openDoor({ intake: { ipAllowList: [], trustedProxies: [], ...intake } });
    const answer = await ask('POST', PATH, {
      body: BODY,
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    });
    return answer.status === 202 ? 202 : [answer.json['code'], desk.refused.length];
  };
  const REFUSED = ['ip_not_allowed', 1];

  it('is one of the four addresses, or one that was added', async () => {
    expect(await post({})).toEqual(REFUSED);
    expect(await post({ ipAllowList: ['127.0.0.1'] })).toBe(202);
    expect(await post({ ipAllowList: ['127.0.0.0/8'] })).toBe(202);
    expect(await post({ ipAllowList: ['10.0.0.0/8', '::1'] })).toEqual(REFUSED);
  });

  it('is not what anybody writes into a header', async () => {
    expect(await post({}, '52.89.214.238')).toEqual(REFUSED);
    expect(await post({ trustedProxies: ['10.0.0.1'] }, '52.89.214.238')).toEqual(REFUSED);
  });

  it('is the last hop before a proxy of ours', async () => {
    const trustedProxies = ['127.0.0.1', '10.0.0.0/8'];
    expect(await post({ trustedProxies }, '52.89.214.238')).toBe(202);
    expect(await post({ trustedProxies }, '52.89.214.238, 10.1.2.3')).toBe(202);
    expect(await post({ trustedProxies }, '::ffff:34.212.75.30')).toBe(202);
    expect(await post({ trustedProxies }, '52.89.214.238, 6.6.6.6')).toEqual(REFUSED);
    expect(await post({ trustedProxies }, '52.89.214.238, rubbish')).toEqual(REFUSED);
    expect(await post({ trustedProxies }, '')).toEqual(REFUSED);
    expect(await post({ trustedProxies })).toEqual(REFUSED);
  });

  it('is configured in addresses; anything else is an error that names it', async () => {
    await expect(openDoor({ intake: { ipAllowList: ['localhost'], trustedProxies: [] } })).rejects.toThrow(
      'intake.ipAllowList: "localhost" is not allowed',
    );
    await expect(openDoor({ intake: { ipAllowList: [], trustedProxies: ['10.0.0.0/40'] } })).rejects.toThrow(
      'intake.trustedProxies: "10.0.0.0/40"',
    );
  });
});
