import type { RefusalCode } from '#shared/domain';
import { ok } from '#shared/lib';
import { describe, expect, it } from 'vitest';
import { refusedBy } from './door-desk.ts';
import { OPERATOR, openDoor } from './open-door.ts';
import { DIGEST, json, open } from './operator-door.ts';

describe('what the desk refuses', () => {
  it.each<[RefusalCode, string, object]>([
    ['digest_changed', '/signals/s-1/approve', { digest: DIGEST }],
    ['expired', '/signals/s-1/approve', { digest: DIGEST }],
    ['not_pending', '/signals/s-1/reject', { digest: DIGEST }],
    ['hard_limit', '/signals/s-1/override', { digest: DIGEST, reason: 'because' }],
  ])('as %s is a 409', async (code, path, body) => {
    const { ask, desk } = await open();
    desk.commandAnswer = () => refusedBy(code);
    expect(await ask('POST', path, { headers: OPERATOR, ...json(body) })).toMatchObject({
      status: 409,
      json: { code, detail: `refused: ${code}` },
    });
  });

  it('has reasons when it is resuming', async () => {
    const { ask, desk } = await open();
    desk.commandAnswer = () =>
      refusedBy('resume_refused', 'the link is down; drift is unexplained', 'refused', [
        'the link is down',
        'drift is unexplained',
      ]);
    const answer = await ask('POST', '/system/resume', { headers: OPERATOR, ...json({ typed: 'RESUME', reason: 'again' }) });
    expect(answer).toMatchObject({
      status: 409,
      json: { code: 'resume_refused', reasons: ['the link is down', 'drift is unexplained'] },
    });
  });

  it('is 404 for what is not there', async () => {
    const { ask, desk } = await open();
    desk.commandAnswer = () => refusedBy('not_found');
    const at = async (method: string, path: string, body?: object) =>
      (await ask(method, path, { headers: OPERATOR, ...json(body) })).json['code'];
    expect(await at('GET', '/stop-certificates/nope')).toBe('not_found');
    expect(await at('GET', `/stop-certificates/${'x'.repeat(200)}`)).toBe('unknown_certificate');
    expect(await at('GET', '/signals/nope')).toBe('unknown_signal');
    expect(await at('POST', '/signals/nope/approve', { digest: DIGEST })).toBe('unknown_signal');
    expect(await at('POST', '/signals/nope/override', { digest: DIGEST, reason: 'because' })).toBe('unknown_signal');
    expect(await at('GET', '/market/NOPE')).toBe('unknown_symbol');
    expect((await ask('GET', '/market/%23AT%26T', { headers: OPERATOR })).json).toEqual({ symbol: '#AT&T' });
    expect(await at('GET', '/nowhere')).toBe('not_found');
    expect((await ask('GET', '/signals/%E0%A4%A', { headers: OPERATOR })).status).toBe(400);
  });

  it.each([
    ['/system/emergency-stop', {}, 1, 200],
    ['/system/resume', { typed: 'RESUME' }, 3, 500],
    ['/system/adopt-journal', { typed: 'ADOPT' }, 3, 500],
    ['/system/account', { typed: 'CHOOSE', login: '7', server: 'Demo' }, 3, 500],
    ['/system/lift-stop', { typed: 'LIFT', scope: { kind: 'symbol', symbol: 'EURUSD' } }, 3, 500],
  ])('%s takes a reason of so many characters', async (path, body, least, most) => {
    const { ask, desk } = await open();
    desk.commandAnswer = () => refusedBy('halted');
    const status = async (length: number): Promise<number> =>
      (await ask('POST', path, { headers: OPERATOR, ...json({ ...body, reason: 'r'.repeat(length) }) })).status;
    expect([await status(least - 1), await status(least), await status(most), await status(most + 1)]).toEqual([
      400, 409, 409, 400,
    ]);
  });

  it.each([
    ['/signals?limit=0', 400],
    ['/signals?limit=1', 200],
    ['/signals?limit=500', 200],
    ['/signals?limit=501', 400],
    ['/signals?limit=-1', 400],
    ['/signals?limit=1.5', 400],
    ['/signals?limit=%201', 400],
    ['/events?limit=0', 400],
    ['/events?limit=1', 200],
    ['/events?limit=1000', 200],
    ['/events?limit=1001', 400],
    ['/events?since=0', 200],
    ['/events?since=999999999999999', 200],
    ['/events?since=1000000000000000', 400],
    ['/events?from=0', 200],
    ['/events?from=2025-08-04T13:00:00Z', 200],
    ['/events?from=2025-08-04T13:00:00%2B02:00', 200],
    ['/events?from=2025-08-04T13:00:00', 400],
    ['/events?from=2025-13-04T13:00:00Z', 400],
    ['/events?from=today', 400],
    ['/events?correlation=', 400],
    [`/events?correlation=${'c'.repeat(128)}`, 200],
    [`/events?correlation=${'c'.repeat(129)}`, 400],
    ['/events?type=run.started,run.stopped', 400],
  ])('%s: %i, because what it asks for has bounds', async (path, status) => {
    const { ask } = await open();
    expect((await ask('GET', path, { headers: OPERATOR })).status).toBe(status);
  });

  it.each([
    [0, 200],
    [500, 200],
    [501, 400],
  ])('a refusal needs no reason, and takes one of up to 500 characters: %i is %i', async (length, status) => {
    const { ask } = await open();
    const body = json({ digest: DIGEST, reason: 'r'.repeat(length) });
    expect((await ask('POST', '/signals/s-1/reject', { headers: OPERATOR, ...body })).status).toBe(status);
  });

  it.each([
    [1, 400],
    [2, 400],
    [3, 200],
    [500, 200],
    [501, 400],
  ])('an override needs a reason, of 3 to 500 characters: %i is %i', async (length, status) => {
    const { ask } = await open();
    const body = json({ digest: DIGEST, reason: 'r'.repeat(length) });
    expect((await ask('POST', '/signals/s-1/override', { headers: OPERATOR, ...body })).status).toBe(status);
  });

  it.each([
    [0, 400],
    [1, 200],
    [200, 200],
    [201, 400],
  ])(
    'a digest of %i characters is %i: one that is no card still reaches the desk, which knows what expired',
    async (length, status) => {
      const { ask } = await open();
      for (const act of ['approve', 'reject'])
        expect(
          (await ask('POST', `/signals/s-1/${act}`, { headers: OPERATOR, ...json({ digest: 'd'.repeat(length) }) })).status,
        ).toBe(status);
    },
  );

  it('asks to come back in five seconds while nothing can be taken on record', async () => {
    const { ask, desk } = await open();
    desk.commandAnswer = () => refusedBy('journal_unavailable');
    const answer = await ask('POST', '/system/emergency-stop', { headers: OPERATOR, ...json({ reason: 'x' }) });
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' }, json: { code: 'journal_unavailable' } });
  });

  it('is 500 when the engine failed and 503 when it cannot be asked', async () => {
    const { ask, desk } = await open();
    const stop = async () =>
      (await ask('POST', '/system/emergency-stop', { headers: OPERATOR, ...json({ reason: 'x' }) })).status;
    desk.commandAnswer = () => refusedBy('engine_fault', 'x', 'engine-fault');
    expect(await stop()).toBe(500);
    expect((await ask('POST', '/system/emergency-stop', { headers: OPERATOR, ...json({ reason: 'x' }) })).json).toMatchObject({
      code: 'engine_fault',
      detail: 'x',
    });
    desk.commandAnswer = () => refusedBy('not_connected', 'x', 'not-connected');
    expect(await stop()).toBe(503);
    desk.commandAnswer = () => refusedBy('journal_unavailable');
    expect(await stop()).toBe(503);
  });
});

it('says how it is without being asked who one is', async () => {
  const { ask, desk } = await open();
  expect(await ask('GET', '/healthz')).toMatchObject({ status: 200, json: { status: 'healthy', reasons: [] } });
  desk.healthNow = { healthy: false, ready: false, reasons: ['the journal cannot be written'] };
  expect(await ask('GET', '/healthz')).toMatchObject({
    status: 503,
    json: { status: 'unhealthy', reasons: ['the journal cannot be written'] },
  });
  expect(await ask('GET', '/readyz')).toMatchObject({ status: 503, json: { status: 'not_ready' } });
});

it('prints a stop certificate as text for those who ask for it, and as JSON for the others', async () => {
  const { ask, desk } = await open();
  const certificate = {
    id: 'c-1',
    reason: 'test',
    actor: 'operator:http',
    flatten: true,
    state: 'flat',
    latchedAt: 0,
    endedAt: 1,
    steps: [],
    tickets: [],
  };
  desk.commandAnswer = () => ok({ certificate, signature: 'sig', mode: 'paper' });
  const text = await ask('GET', '/stop-certificates/c-1?format=text', { headers: OPERATOR });
  expect(text.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(text.text).toMatch(/^STOP CERTIFICATE c-1\nMikrobot Cockpit, PAPER\n/);
  const other = await ask('GET', '/stop-certificates/c-1?format=pdf', { headers: OPERATOR });
  expect(other.json).toMatchObject({ id: 'c-1', residuals: [], signature: 'sig' });
});

it('says how to show who one is, to those who have not, and to no others', async () => {
  const { ask } = await open();
  const withHeaders = async (headers: Record<string, string>) =>
    (await ask('GET', '/system/status', { headers })).headers['www-authenticate'];
  expect([await withHeaders({}), await withHeaders({ host: 'evil.example' }), await withHeaders(OPERATOR)]).toEqual([
    'Bearer',
    undefined,
    undefined,
  ]);
});

it('answers to every name of its own', async () => {
  const { ask, port } = await open();
  for (const host of [`localhost:${port}`, `LOCALHOST:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
    expect(
      (await ask('GET', '/system/status', { headers: { ...OPERATOR, host, origin: `http://${host.toLowerCase()}` } })).status,
    ).toBe(200);
  }
  for (const host of ['localhost', `localhost.evil:${port}`, `127.0.0.1.evil:${port}`, `127.0.0.1:${port + 1}`]) {
    expect((await ask('GET', '/system/status', { headers: { ...OPERATOR, host } })).status).toBe(403);
  }
});

it('listens on the name localhost as on its address', async () => {
  const { ask, port } = await openDoor({ host: 'localhost' });
  expect((await ask('GET', '/system/status', { headers: { ...OPERATOR, host: `localhost:${port}` } })).status).toBe(200);
});
