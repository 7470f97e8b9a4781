import type { RefusalCode } from '#shared/domain';
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
