import { describe, expect, it } from 'vitest';
import { sourceNamed, sourceOf, type Source } from '#shared/domain';
import { openDoor, SECRETS, signed } from './open-door.ts';

const BODY = '{"symbol":"EURUSD"}';
const SECRET: Readonly<Record<string, readonly string[]>> = {
  alerts: ['alerts-token-0123456789', 'alerts-old-token-0123456789'],
  relay: ['relay-secret-0123456789'],
  mine: ['mine-token-0123456789'],
  webhook: [SECRETS.webhookSecret],
};
const configured = new Map<string, Source>(
  (
    [
      ['alerts', 'tradingview'],
      ['relay', 'webhook'],
      ['mine', 'ea'],
    ] as const
  ).map(([id, kind]) => [id, sourceOf({ id, kind, name: id })]),
);
const sources = { find: (id: string) => sourceNamed(configured, id), secretsOf: (id: string) => SECRET[id] ?? [] };
const open = (ipAllowList = ['127.0.0.1']) => openDoor({ sources, intake: { ipAllowList, trustedProxies: [] } });

describe('the address of a source', () => {
  it.each([
    ['its token in the address', '/webhook/source/alerts/alerts-token-0123456789', BODY],
    ['the token before, while it is good too', '/webhook/source/alerts/alerts-old-token-0123456789', BODY],
    ['its token as the secret', '/webhook/source/alerts', '{"secret":"alerts-token-0123456789"}'],
  ])('takes what has %s', async (_what, path, body) => {
    const { desk, ask } = await open();
    expect((await ask('POST', path, { body })).status).toBe(202);
    expect(desk.submitted).toMatchObject([{ source: 'alerts', body, origin: { peer: '127.0.0.1' } }]);
    expect(JSON.stringify(desk.submitted.map(({ origin }) => origin))).not.toContain('token-0123');
  });

  it('takes what is signed with its own secret, and a nonce once, whatever the source', async () => {
    const { desk, ask } = await open();
    const headers = signed(BODY, { secret: 'relay-secret-0123456789' });
    expect((await ask('POST', '/webhook/source/relay', { body: BODY, headers })).status).toBe(202);
    expect(desk.submitted).toMatchObject([{ source: 'relay' }]);
    expect((await ask('POST', '/webhook/source/relay', { body: BODY, headers })).json['code']).toBe('replayed_nonce');
    const others = signed(BODY, { nonce: headers['x-mikrobot-nonce'] ?? '' });
    expect((await ask('POST', '/webhook/signal', { body: BODY, headers: others })).json['code']).toBe('replayed_nonce');
  });

  it.each([
    ['another source’s token', '/webhook/source/alerts/mine-token-0123456789', 'bad_token', 'alerts'],
    ['no token', '/webhook/source/alerts', 'bad_token', 'alerts'],
    ['the token of the built-in source', `/webhook/source/mine/${SECRETS.tradingviewToken}`, 'bad_token', 'mine'],
    ['a source that there is not', '/webhook/source/gone/alerts-token-0123456789', 'bad_token', null],
    ['a source without an address', '/webhook/source/detector/x', 'bad_token', 'detector'],
    ['no signature', '/webhook/source/relay', 'missing_signature', 'relay'],
  ])('turns away %s, and keeps it', async (_what, path, code, source) => {
    const { desk, ask } = await open();
    expect((await ask('POST', path, { body: BODY })).json['code']).toBe(code);
    expect([desk.submitted, desk.refused]).toMatchObject([[], [{ code, source, body: BODY, isProven: false }]]);
  });

  it('of TradingView’s kind is for its addresses; an Expert Advisor comes from anywhere', async () => {
    const { ask } = await open([]);
    const status = async (path: string) => (await ask('POST', path, { body: BODY })).status;
    expect([
      await status('/webhook/source/alerts/alerts-token-0123456789'),
      await status('/webhook/source/mine/mine-token-0123456789'),
    ]).toEqual([403, 202]);
  });

  it('of TradingView’s kind never answers 500 and above, another one does', async () => {
    const { desk, ask } = await open();
    desk.submitAnswer = () => ({ kind: 'unavailable', code: 'not_ready', detail: 'starting' });
    const status = async (path: string) => (await ask('POST', path, { body: BODY })).status;
    expect([
      await status('/webhook/source/alerts/alerts-token-0123456789'),
      await status('/webhook/source/mine/mine-token-0123456789'),
    ]).toEqual([409, 503]);
  });

  it('a rule of its source is answered by its name', async () => {
    const { desk, ask } = await open();
    desk.submitAnswer = () => ({
      kind: 'invalid',
      code: 'source_symbol',
      issues: [{ path: 'source.symbols', message: 'not EURUSD' }],
    });
    const answer = await ask('POST', '/webhook/source/mine/mine-token-0123456789', { body: BODY });
    expect([answer.status, answer.json['code'], answer.json['issues']]).toEqual([
      422,
      'source_symbol',
      [{ path: 'source.symbols', message: 'not EURUSD' }],
    ]);
  });
});

describe('an address at which nothing listens', () => {
  it('keeps what was sent there, with what may be a token masked', async () => {
    const { desk, ask } = await open();
    expect((await ask('POST', `/webhook/Tradingview/${SECRETS.tradingviewToken}/?x=1`, { body: BODY })).status).toBe(404);
    expect(desk.refused).toMatchObject([
      { code: 'not_found', source: null, body: BODY, origin: { route: 'POST /webhook/Tradingview/trad***/' } },
    ]);
    await ask('GET', '/favicon.ico');
    expect(desk.refused).toHaveLength(1);
  });
});
