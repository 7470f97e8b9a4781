import { describe, expect, it } from 'vitest';
import { OPERATOR } from './open-door.ts';
import { DIGEST, json, open } from './operator-door.ts';

type Row = readonly [method: string, path: string, body: unknown, good: unknown, malformed: unknown];
/** Every operator endpoint: a good request and its answer, and a malformed one (a body, or a query where it takes none). */
const ROWS: readonly Row[] = [
  ['GET', '/webhook/status', undefined, { received: 3 }, null],
  ['GET', '/system/status', undefined, { mode: 'paper', journal: { lastSeq: 0 } }, null],
  [
    'POST',
    '/system/emergency-stop',
    { reason: 'test' },
    { status: 'halted', certificateId: 'c-1', latchedAt: 5 },
    { reason: '' },
  ],
  [
    'POST',
    '/system/resume',
    { typed: 'RESUME', reason: 'all well' },
    { status: 'active', seq: 7 },
    { typed: 'resume', reason: 'all well' },
  ],
  [
    'POST',
    '/system/lift-stop',
    { typed: 'LIFT', reason: 'news is over', scope: { kind: 'symbol', symbol: 'EURUSD' } },
    { status: 'lifted', seq: 7 },
    { typed: 'LIFT', reason: 'news is over', scope: { kind: 'world' } },
  ],
  [
    'POST',
    '/system/adopt-journal',
    { typed: 'ADOPT', reason: 'compared with the broker' },
    { status: 'adopted', seq: 7 },
    { typed: 'adopt', reason: 'compared with the broker' },
  ],
  [
    'POST',
    '/system/account',
    { typed: 'CHOOSE', login: '777', server: 'Demo', reason: 'the next phase' },
    { status: 'chosen', seq: 7 },
    { typed: 'choose', login: '777', server: 'Demo', reason: 'the next phase' },
  ],
  ['POST', '/orders/5000001/replace', { price: 1.1 }, { status: 'asked', seq: 7 }, { price: 0 }],
  [
    'POST',
    '/risk/preview',
    { symbol: 'EURUSD', side: 'BUY', stopLoss: 1.15 },
    { verdict: 'passed', lots: 0.5 },
    { symbol: 'EURUSD', side: 'UP', stopLoss: 1.15 },
  ],
  ['GET', '/stop-certificates', undefined, [{ id: 'stop-1' }], null],
  ['GET', '/stop-certificates/c-1', undefined, { id: 'c-1', signature: 'sig', residuals: [{ result: 'residual' }] }, null],
  ['GET', '/signals', undefined, [{ signalId: 's-1' }], '/signals?state=gone'],
  ['GET', '/signals/s-1', undefined, { signalId: 's-1' }, null],
  ['POST', '/signals/s-1/approve', { digest: DIGEST }, { status: 'approved', signalId: 's-1', seq: 7 }, { digest: 5 }],
  ['POST', '/signals/s-1/reject', { digest: DIGEST, reason: 'no' }, { status: 'rejected' }, { reason: 'no' }],
  ['POST', '/signals/s-1/override', { digest: DIGEST, reason: 'because' }, { status: 'overridden' }, { digest: DIGEST }],
  [
    'POST',
    '/positions/71/modify',
    { stopLoss: 'break_even', takeProfit: null, reason: 'half way' },
    { status: 'asked', seq: 7 },
    { stopLoss: 'entry' },
  ],
  [
    'POST',
    '/positions/71/manage',
    { rules: { breakEvenAtR: 1 }, reason: 'let it run' },
    { status: 'managed', seq: 7 },
    { rules: { breakEvenAtR: 0 }, reason: 'let it run' },
  ],
  ['GET', '/events', undefined, [], '/events?since=-1'],
  ['GET', '/market/EURUSD', undefined, { symbol: 'EURUSD' }, null],
  ['GET', '/metrics', undefined, {}, null],
];

describe.each(ROWS)('%s %s', (method, path, body, good) => {
  it('answers the operator', async () => {
    const { ask, logged } = await open();
    const answer = await ask(method, path, { headers: OPERATOR, ...json(body) });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject(good as object);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(logged).toEqual([]);
  });

  it.each<[string, Record<string, string>, number, string]>([
    ['no token', {}, 401, 'bad_token'],
    ['another token', { authorization: 'Bearer nobody' }, 401, 'bad_token'],
    ['another scheme', { authorization: OPERATOR.authorization.replace('Bearer', 'Basic') }, 401, 'bad_token'],
    ['a foreign host', { ...OPERATOR, host: 'evil.example' }, 403, 'bad_host'],
    ['another port', { ...OPERATOR, host: '127.0.0.1:1' }, 403, 'bad_host'],
    ['a foreign origin', { ...OPERATOR, origin: 'http://evil.example' }, 403, 'bad_origin'],
    ['an origin that is null', { ...OPERATOR, origin: 'null' }, 403, 'bad_origin'],
  ])('refuses %s', async (_name, headers, status, code) => {
    const { ask, desk, logged } = await open();
    const answer = await ask(method, path, { headers, ...json(body) });
    expect(answer).toMatchObject({ status, json: { code } });
    expect([desk.asked, desk.queries, desk.refused]).toEqual([[], [], []]);
    expect(logged).toHaveLength(1);
    expect(logged[0]).not.toContain(OPERATOR.authorization.slice(7));
  });

  it('has no other methods', async () => {
    const { ask } = await open();
    for (const other of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', method === 'GET' ? 'POST' : 'GET']) {
      const answer = await ask(other, path, { headers: OPERATOR });
      expect([other, answer.status, answer.json['code']]).toEqual([other, 405, 'method_not_allowed']);
      expect(answer.headers.allow).toBe(method === 'GET' ? 'GET, HEAD' : 'POST');
    }
  });
});

describe.each(ROWS.filter((row) => row[4] !== null))('%s %s malformed', (method, path, _body, _good, malformed) => {
  it('is refused with the path', async () => {
    const { ask, desk } = await open();
    const query = typeof malformed === 'string';
    const answer = await ask(method, query ? malformed : path, { headers: OPERATOR, ...(query ? {} : json(malformed)) });
    expect(answer).toMatchObject({ status: 400, json: { code: 'malformed', issues: [{ path: expect.any(String) as string }] } });
    expect(desk.asked).toEqual([]);
  });
});

describe.each(ROWS.filter(([method]) => method === 'POST'))('%s %s', (method, path, body) => {
  it('needs a body of known keys', async () => {
    const { ask } = await open();
    for (const body of [undefined, '', 'x', '[]', 'null', '{"reason":']) {
      expect((await ask(method, path, { headers: OPERATOR, ...(body === undefined ? {} : { body }) })).json['code']).toBe(
        'malformed',
      );
    }
    const unknown = await ask(method, path, { headers: OPERATOR, ...json({ ...(body as object), extra: 1 }) });
    expect(unknown.json).toMatchObject({ code: 'malformed', detail: 'extra: is not known here' });
  });
});

describe('what the operator asks reaches the desk', () => {
  it('in its own words', async () => {
    const { ask, desk } = await open();
    const post = (path: string, body: object) => ask('POST', path, { headers: OPERATOR, ...json(body) });
    await post('/system/emergency-stop', { reason: 'news', flatten: true });
    await post('/signals/s-1/approve', { digest: DIGEST });
    await post('/signals/s-1/approve', { digest: 'something else' });
    await post('/signals/s-1/reject', { digest: DIGEST });
    await post('/signals/s-1/override', { digest: DIGEST, reason: 'because' });
    expect(desk.asked).toEqual(
      [
        { name: 'trading.halt', request: { reason: 'news', flatten: true } },
        { name: 'signal.approve', request: { signalId: 's-1', digest: DIGEST } },
        { name: 'signal.approve', request: { signalId: 's-1', digest: '0'.repeat(64) } },
        { name: 'signal.reject', request: { signalId: 's-1', digest: DIGEST, reason: null } },
        { name: 'signal.override', request: { signalId: 's-1', digest: DIGEST, reason: 'because' } },
      ].map((asked) => ({ ...asked, actor: 'operator:http' })),
    );
    await ask('GET', '/signals?state=open&limit=5&after=s-1', { headers: OPERATOR });
    await ask('GET', '/signals', { headers: OPERATOR });
    await ask('GET', '/events?since=12&limit=1000', { headers: OPERATOR });
    await ask('GET', '/events?type=run.started,run.sealed&correlation=c-1&from=2025-08-04T13:00:00Z&to=1754316000000', {
      headers: OPERATOR,
    });
    expect(desk.queries).toEqual([
      { state: 'open', limit: 5, after: 's-1' },
      { state: null, limit: 100, after: null },
      { since: 12, limit: 1000, types: null, correlationId: null, from: null, to: null },
      {
        since: 0,
        limit: 100,
        types: ['run.started', 'run.sealed'],
        correlationId: 'c-1',
        from: 1_754_312_400_000,
        to: 1_754_316_000_000,
      },
    ]);
  });

  it('but not the page after a signal that is not there', async () => {
    const { ask, desk } = await open();
    expect(await ask('GET', '/signals?after=s-9', { headers: OPERATOR })).toMatchObject({
      status: 404,
      json: { code: 'unknown_signal' },
    });
    expect(desk.queries).toEqual([]);
  });

  it.each([
    '/signals?limit=501',
    '/signals?limit=0',
    '/signals?limit=1.5',
    '/signals?limit=1&limit=2',
    '/signals?colour=red',
    '/events?limit=1001',
    '/events?since=99999999999999999999',
    '/events?type=run.imagined',
    '/events?type=',
    '/events?from=2025-08-04T13:00:00',
    '/events?to=yesterday',
    '/events?correlation=',
  ])('%s is malformed', async (path) => {
    const { ask } = await open();
    expect((await ask('GET', path, { headers: OPERATOR })).status).toBe(400);
  });
});
