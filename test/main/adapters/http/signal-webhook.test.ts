import { describe, expect, it } from 'vitest';
import { JournalFault } from '#ports';
import { freshNonce, openDoor, signed } from './open-door.ts';

const BODY = '{"symbol":"EURUSD","price_levels":{}}';
const PATH = '/webhook/signal';

describe('a signed delivery', () => {
  it('is accepted with what the desk says, and reaches it as text', async () => {
    const { ask, desk } = await openDoor();
    const nonce = freshNonce();
    const answer = await ask('POST', PATH, { body: BODY, headers: signed(BODY, { nonce }) });
    const [raw] = desk.submitted;
    expect(raw).toMatchObject({ source: 'webhook', body: BODY, nonce });
    expect(answer).toMatchObject({
      status: 202,
      json: { status: 'accepted', signalId: 's-1', traceId: raw?.traceId, receivedAt: raw?.receivedAt },
    });
    expect(desk.refused).toEqual([]);
  });

  it('may be UTF-16 of either order, with any content type', async () => {
    const { ask, desk } = await openDoor();
    const little = Buffer.from(`\ufeff${BODY}`, 'utf16le');
    for (const body of [little, Buffer.from(little).swap16(), little.subarray(2), Buffer.from(`\ufeff${BODY}`)]) {
      const headers = { ...signed(body), 'content-type': 'image/png; x' };
      expect((await ask('POST', PATH, { body, headers })).status).toBe(202);
    }
    expect(desk.submitted.map(({ body }) => body)).toEqual([BODY, BODY, BODY, BODY]);
  });

  it('answers as the desk does', async () => {
    const { ask, desk } = await openDoor();
    const post = () => ask('POST', PATH, { body: BODY, headers: signed(BODY) });
    desk.submitAnswer = () => ({ kind: 'duplicate', signalId: 's-0' });
    expect(await post()).toMatchObject({ status: 200, json: { status: 'duplicate', signalId: 's-0' } });
    desk.submitAnswer = () => ({ kind: 'malformed', detail: 'no' });
    expect(await post()).toMatchObject({ status: 400, json: { code: 'malformed', detail: 'no' } });
    desk.submitAnswer = () => ({ kind: 'invalid', issues: [{ path: 'symbol', message: 'is missing' }] });
    expect(await post()).toMatchObject({
      status: 422,
      json: { code: 'invalid_signal', issues: [{ path: 'symbol', message: 'is missing' }] },
    });
    desk.submitAnswer = () => ({ kind: 'rate_limited', retryAfterMs: 1_200 });
    expect(await post()).toMatchObject({ status: 429, headers: { 'retry-after': '2' }, json: { code: 'rate_limited' } });
    desk.submitAnswer = () => ({ kind: 'unavailable', code: 'not_ready', detail: 'starting' });
    expect(await post()).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      json: { code: 'not_ready', detail: 'starting' },
    });
    desk.submitAnswer = () => ({ kind: 'unavailable', code: 'overloaded', detail: 'too much' });
    expect(desk.refused).toEqual([]);
    expect(await post()).toMatchObject({ status: 503, headers: { 'retry-after': '2' }, json: { code: 'overloaded' } });
    const nonce = desk.submitted.at(-1)?.nonce;
    expect(desk.refused).toMatchObject([{ code: 'overloaded', source: 'webhook', nonce }]);
    desk.submitAnswer = () => ({ kind: 'share_used', retryAfterMs: 1_000 });
    expect(await post()).toMatchObject({ status: 429, headers: { 'retry-after': '1' }, json: { code: 'source_limit' } });
    expect(desk.refused.at(-1)).toMatchObject({ code: 'source_limit', source: 'webhook', isProven: true });
    desk.submitAnswer = () => Promise.reject(new JournalFault('disk full'));
    expect(await post()).toMatchObject({ status: 503, headers: { 'retry-after': '5' }, json: { code: 'journal_unavailable' } });
    desk.submitAnswer = () => Promise.reject(new Error('s3cret cause'));
    const failed = await post();
    expect(failed).toMatchObject({
      status: 500,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      json: { code: 'internal' },
    });
    expect(failed.text).not.toContain('s3cret');
    expect(Object.keys(failed.json).sort()).toEqual(['code', 'detail', 'status', 'title', 'traceId', 'type']);
  });
});

describe('a forged delivery', () => {
  const at = Date.now();
  it.each<[string, string, () => Record<string, string>]>([
    ['no headers', 'missing_signature', () => ({})],
    ['no signature', 'missing_signature', () => ({ ...signed(BODY), 'x-signature': '' })],
    ['a short nonce', 'missing_signature', () => signed(BODY, { nonce: 'short' })],
    ['a nonce of other characters', 'missing_signature', () => signed(BODY, { nonce: 'nonce nonce nonce!' })],
    ['a timestamp in words', 'stale_timestamp', () => ({ ...signed(BODY), 'x-mikrobot-timestamp': 'now' })],
    ['a timestamp in seconds', 'stale_timestamp', () => signed(BODY, { at: Math.floor(at / 1000) })],
    ['an old timestamp', 'stale_timestamp', () => signed(BODY, { at: Date.now() - 30_500 })],
    ['a future timestamp', 'stale_timestamp', () => signed(BODY, { at: Date.now() + 31_000 })],
    ['another secret', 'bad_signature', () => signed(BODY, { secret: 'another-secret' })],
    ['another body', 'bad_signature', () => signed(`${BODY} `)],
    ['another timestamp', 'bad_signature', () => ({ ...signed(BODY, { at }), 'x-mikrobot-timestamp': String(at + 1) })],
    ['another nonce', 'bad_signature', () => ({ ...signed(BODY), 'x-mikrobot-nonce': freshNonce() })],
    ['no scheme', 'bad_signature', () => ({ ...signed(BODY), 'x-signature': 'a'.repeat(64) })],
    ['half a signature', 'bad_signature', () => ({ ...signed(BODY), 'x-signature': `sha256=${'a'.repeat(32)}` })],
  ])('with %s is 401 %s and recorded without its nonce', async (_name, code, headers) => {
    const { ask, desk } = await openDoor();
    const answer = await ask('POST', PATH, { body: BODY, headers: headers() });
    expect(answer).toMatchObject({ status: 401, json: { code, status: 401 } });
    expect(desk.submitted).toEqual([]);
    expect(desk.refused).toMatchObject([{ code, source: 'webhook', nonce: null }]);
  });

  it('is taken at the edge of the window', async () => {
    const { ask } = await openDoor();
    expect((await ask('POST', PATH, { body: BODY, headers: signed(BODY, { at: Date.now() - 29_000 }) })).status).toBe(202);
    expect((await ask('POST', PATH, { body: BODY, headers: signed(BODY, { at: Date.now() + 29_500 }) })).status).toBe(202);
  });
});

describe('a nonce', () => {
  it('is good once, also when both come at the same time', async () => {
    const { ask, desk } = await openDoor();
    const headers = signed(BODY);
    const answers = await Promise.all([1, 2, 3].map(() => ask('POST', PATH, { body: BODY, headers })));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 401, 401]);
    expect(answers.filter(({ json }) => json['code'] === 'replayed_nonce')).toHaveLength(2);
    expect(desk.submitted).toHaveLength(1);
  });

  it('used before the restart is known to the desk', async () => {
    const { ask, desk } = await openDoor();
    const nonce = freshNonce();
    desk.oldNonces.add(nonce);
    expect((await ask('POST', PATH, { body: BODY, headers: signed(BODY, { nonce }) })).json['code']).toBe('replayed_nonce');
  });

  it('cannot be used up by a sender without the secret', async () => {
    const { ask } = await openDoor();
    const nonce = freshNonce();
    expect((await ask('POST', PATH, { body: BODY, headers: signed(BODY, { nonce, secret: 'guess' }) })).json['code']).toBe(
      'bad_signature',
    );
    expect((await ask('POST', PATH, { body: BODY, headers: signed(BODY, { nonce }) })).status).toBe(202);
  });

  it('stays used when the clock is set back', async () => {
    const { ask, skew } = await openDoor();
    const headers = signed(BODY);
    expect((await ask('POST', PATH, { body: BODY, headers })).status).toBe(202);
    skew.ms = -20_000;
    expect((await ask('POST', PATH, { body: BODY, headers })).json['code']).toBe('replayed_nonce');
  });
});

describe('a body', () => {
  const large = 'x'.repeat(8 * 1024 + 1);
  const full = 'x'.repeat(8 * 1024);
  it.each([
    ['with its length, signed', false, signed(large)],
    ['in chunks, signed', true, signed(large)],
    ['with its length, unsigned', false, {}],
    ['in chunks, unsigned', true, {}],
  ])('too large %s is 413', async (_name, chunked, headers) => {
    const { ask, desk } = await openDoor();
    expect(await ask('POST', PATH, { body: large, chunked, headers })).toMatchObject({
      status: 413,
      json: { code: 'too_large' },
    });
    expect(desk.refused).toMatchObject([{ code: 'too_large', source: 'webhook' }]);
  });

  it('of exactly 8 KiB is not too large', async () => {
    const { ask } = await openDoor();
    expect((await ask('POST', PATH, { body: full, headers: signed(full) })).status).toBe(202);
  });

  it('that is no text is malformed, and its nonce is used', async () => {
    const { ask, desk } = await openDoor();
    const body = Buffer.from([0x7b, 0xff, 0xc0, 0x7d]);
    const headers = signed(body);
    expect((await ask('POST', PATH, { body, headers })).json['code']).toBe('malformed');
    expect(desk.refused).toMatchObject([{ code: 'malformed', nonce: headers['x-mikrobot-nonce'] }]);
    expect((await ask('POST', PATH, { body, headers })).json['code']).toBe('replayed_nonce');
  });
});
