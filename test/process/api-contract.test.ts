import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemsOf, ROUTES } from '#main/adapters/http/index.ts';
import { DataFolder, Headless, signed, until } from './headless-process.ts';

const folder = new DataFolder({
  approvals: { mode: 'confirm', ttlMs: 60_000 },
  strategies: {
    m5_bos: { sessions: ['any'], maxConcurrent: 20, riskPercent: 0.1 },
    m1_retest: { sessions: ['any'], riskPercent: 0.1 },
  },
  limits: { repeatedEntries: 1_000, maxEntriesPerMinute: 10_000 },
  cells: { u1: { minScore: 0 }, u3: { maxOpenPositions: 20, onePositionPerSymbol: false, opposite: 'allow' } },
  intake: { ipAllowList: ['127.0.0.1'] },
  detector: { enabled: false },
});
let cockpit: Headless;
let check: (route: string, status: number, media: string, body: unknown) => string | null;
/** Its types know only the way of CommonJS. */
const addFormats = formats as unknown as (ajv: Ajv2020) => void;
/** Routes that were answered well, each at least once. */
const answered = new Set<string>();

type Told = { readonly status: number; readonly media: string; readonly body: unknown };
type Operation = { readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: object }> }> };
type Document = { readonly paths: Record<string, Record<string, Operation>> };

beforeAll(async () => {
  cockpit = await Headless.start(folder);
  check = checkerOf((await cockpit.get('/openapi.json')) as unknown as Document);
});
afterAll(async () => {
  await cockpit.kill();
  folder.remove();
});

/** Holds an answer against the document that the cockpit itself serves. Null: it is as documented. */
function checkerOf(document: Document): typeof check {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ $id: 'api', ...document });
  const compiled = new Map<string, ValidateFunction>();
  return (route, status, media, body) => {
    const [method = '', path = ''] = route.split(' ');
    const at = path.replace(/:(\w+)/g, '{$1}');
    const schema = document.paths[at]?.[method.toLowerCase()]?.responses[String(status)]?.content?.[media]?.schema;
    if (schema === undefined) return `${route} has no ${String(status)} of ${media}`;
    const key = [route, status, media].join(' ');
    const pointer = (text: string): string => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));
    const ref = `api#/paths/${pointer(at)}/${method.toLowerCase()}/responses/${String(status)}/content/${pointer(media)}/schema`;
    const validate = compiled.get(key) ?? ajv.compile({ $ref: ref });
    compiled.set(key, validate);
    if (validate(body)) return null;
    return `${key}: ${(validate.errors ?? [])
      .slice(0, 5)
      .map(({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`)
      .join('; ')}`;
  };
}

/** Asks, and holds the answer against the document. `path` fills the parameters of `route`. */
async function ask(route: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Told> {
  const [method = ''] = route.split(' ');
  const response = await fetch(cockpit.ready.http + path, {
    method,
    headers: { authorization: `Bearer ${folder.secrets.operatorToken}`, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const media = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const text = await response.text();
  const told = { status: response.status, media, body: /[/+]json$/.test(media) ? (JSON.parse(text) as unknown) : text };
  expect(check(route, told.status, media, told.body)).toBeNull();
  if (media === 'application/problem+json') expect(codesOf(route, told.status)).toContain((told.body as { code: string }).code);
  if (response.ok) answered.add(route);
  return told;
}

/** The codes that a route may answer with at a status. */
function codesOf(route: string, status: number): readonly string[] {
  const row = ROUTES.find(({ method, path }) => `${method} ${path}` === route);
  return row === undefined ? [] : (problemsOf(row).get(status) ?? []);
}

/** Asks for what is answered well. */
async function good(
  route: string,
  path = route.split(' ')[1] ?? '',
  body?: unknown,
  headers?: Record<string, string>,
): Promise<never> {
  const told = await ask(route, path, body, headers);
  expect([route, told.status < 300, told.status < 300 ? null : told.body]).toEqual([route, true, null]);
  return told.body as never;
}

const reason = 'the test of the contract';

describe('every answer is as the document says', () => {
  test('of signals in, and of what looks at them', async () => {
    const text = await cockpit.signalText('contract-1', { stopPips: 30, targetPips: 90 });
    expect((await cockpit.webhook(text)).status).toBe(202);
    const at = String(cockpit.now());
    const headers = (nonce: string) => ({
      ...{ 'x-mikrobot-timestamp': at, 'x-mikrobot-nonce': nonce },
      'x-signature': signed(folder.secrets.webhookSecret, at, nonce, text),
    });
    await good('POST /webhook/signal', '/webhook/signal', text, headers('contract-0123456789'));
    await ask('POST /webhook/signal', '/webhook/signal', text, headers('contract-0123456789'));
    const alert = JSON.parse(text) as Record<string, unknown>;
    const { tradingviewToken: secret } = folder.secrets;
    await good('POST /webhook/tradingview/:token', `/webhook/tradingview/${secret}`, { ...alert, signal_id: 'tv-1' });
    await good('POST /webhook/tradingview', '/webhook/tradingview', { ...alert, signal_id: 'tv-2', secret });
    await ask('POST /webhook/tradingview/:token', '/webhook/tradingview/wrong', {});
    for (const route of [
      'GET /system/status',
      'GET /webhook/status',
      'GET /metrics',
      'GET /healthz',
      'GET /readyz',
      'GET /openapi.json',
    ])
      await good(route);
    await good('GET /signals', '/signals?limit=10');
    await good('GET /signals/:id', '/signals/contract-1');
    await good('GET /events', '/events?limit=1000');
    await good('GET /market/:symbol', '/market/EURUSD');
    for (const [route, path] of [
      ['GET /signals/:id', '/signals/none'],
      ['GET /signals', '/signals?limit=none'],
      ['GET /market/:symbol', '/market/none'],
    ] as const)
      await ask(route, path);
  });

  test('of orders and positions by hand', async () => {
    const { ask: price } = (await cockpit.get('/market/EURUSD')) as { ask: number };
    const level = (by: number): number => Number((price + by).toFixed(5));
    const ticket = { symbol: 'EURUSD', side: 'BUY', stopLoss: level(-0.004), takeProfit: level(0.012) };
    await good('POST /risk/preview', undefined, ticket);
    await good('POST /orders', undefined, { ...ticket, clientId: 'hand-1' });
    await good('POST /orders', undefined, { ...ticket, clientId: 'hand-1' });
    const limit = { ...ticket, type: 'limit', price: level(-0.002), stopLoss: level(-0.006), takeProfit: level(0.01) };
    await good('POST /orders', undefined, { ...limit, clientId: 'hand-2' });
    await ask('POST /orders', '/orders', { ...ticket, clientId: 'hand-3', symbol: 'NONE' });
    for (const id of ['hand-1', 'hand-2']) await approvedToo(id);
    const held = await until(
      () => cockpit.get('/system/status'),
      (status) => terminalOf(status).positions.length > 0 && terminalOf(status).orders.length > 0,
      20_000,
    );
    const [position] = terminalOf(held).positions;
    const [order] = terminalOf(held).orders;
    if (position === undefined || order === undefined) throw new Error('The orders by hand were not filled and placed');
    const at = `/positions/${position.ticket}`;
    await good('POST /positions/:ticket/modify', `${at}/modify`, { takeProfit: level(0.02), preview: true });
    await good('POST /positions/:ticket/modify', `${at}/modify`, { takeProfit: level(0.02), reason });
    await good('POST /positions/:ticket/reverse', `${at}/reverse`, { stopLoss: level(0.004), preview: true });
    await good('POST /positions/:ticket/manage', `${at}/manage`, { rules: { breakEvenAtR: 1 }, reason });
    await until(
      () => ask('POST /positions/:ticket/close', `${at}/close`),
      ({ status }) => status === 200,
      20_000,
    );
    await ask('POST /positions/:ticket/close', '/positions/none/close');
    await good('POST /orders/:id/replace', `/orders/${order.ticket}/replace`, { takeProfit: level(0.009) });
    await until(
      () => ask('POST /orders/:id/cancel', `/orders/${order.ticket}/cancel`),
      ({ status }) => status === 200,
      20_000,
    );
    await ask('POST /orders/:id/cancel', '/orders/none/cancel');
  });

  test('of verdicts', async () => {
    const sent = [];
    for (const id of ['verdict-1', 'verdict-2']) sent.push(await cockpit.judged(id, { stopPips: 30, targetPips: 90 }));
    const [first, second] = sent;
    await good('POST /signals/:id/reject', `/signals/${String(first?.['signalId'])}/reject`, {
      digest: first?.['digest'],
      reason,
    });
    await good('POST /signals/:id/approve', `/signals/${String(second?.['signalId'])}/approve`, { digest: second?.['digest'] });
    const soft = await cockpit.judged('verdict-3', { stopPips: 30, targetPips: 31 });
    const overriding = await ask('POST /signals/:id/override', `/signals/${String(soft['signalId'])}/override`, {
      digest: soft['digest'],
      reason,
    });
    expect([overriding.status, soft['reason']]).toEqual([200, expect.anything()]);
    await ask('POST /signals/:id/approve', '/signals/none/approve', { digest: 'd'.repeat(64) });
  });

  test('of the stop and what leads away from it', async () => {
    await good('POST /system/stop-drill');
    await good('POST /system/channels/test');
    const scope = { kind: 'symbol', symbol: 'GBPUSD' };
    await good('POST /system/emergency-stop', undefined, { reason, scope });
    await until(
      () => ask('POST /system/lift-stop', '/system/lift-stop', { typed: 'LIFT', reason, scope }),
      ({ status }) => status === 200,
      20_000,
    );
    const { certificateId } = (await good('POST /system/emergency-stop', undefined, { reason, flatten: true })) as {
      certificateId: string;
    };
    await good('GET /stop-certificates');
    await good('GET /stop-certificates/:id', `/stop-certificates/${certificateId}`);
    await until(
      () => ask('POST /system/resume', '/system/resume', { typed: 'RESUME', reason }),
      ({ status }) => status === 200,
      30_000,
    );
    await ask('POST /system/resume', '/system/resume', { typed: 'resume', reason });
  });

  test('of what is refused because nothing asks for it', async () => {
    await ask('POST /system/adopt-journal', '/system/adopt-journal', { typed: 'ADOPT', reason });
    await ask('POST /system/clock/confirm', '/system/clock/confirm', { typed: 'CONFIRM', reason });
    await ask('POST /system/account', '/system/account', { typed: 'CHOOSE', login: '1', server: 'none', reason });
  });

  test('of tokens: one that reads reads, in its own name, until it is deleted', async () => {
    const { token, id } = (await good('POST /tokens', undefined, { name: 'dash', role: 'operate', days: 1 })) as Issued;
    await good('GET /tokens');
    await ask('POST /tokens', '/tokens', { name: 'dash', role: 'read', days: 1 });
    const headers = { authorization: `Bearer ${token}` };
    await good('POST /system/emergency-stop', undefined, { reason, scope: { kind: 'symbol', symbol: 'USDJPY' } }, headers);
    expect(await ask('GET /tokens', '/tokens', undefined, headers)).toMatchObject({
      status: 403,
      body: { code: 'forbidden_role' },
    });
    await good('DELETE /tokens/:id', `/tokens/${id}`);
    expect(await ask('GET /system/status', '/system/status', undefined, headers)).toMatchObject({ status: 401 });
    await ask('DELETE /tokens/:id', `/tokens/${id}`);
    const acts = (await cockpit.events()) as unknown as readonly { type: string; actor: string }[];
    expect(acts.filter(({ type, actor }) => type === 'halt.asked' && actor === 'operator:dash')).toHaveLength(1);
    expect(JSON.stringify(acts)).not.toContain(token);
  });

  test('of the stream, which begins where a reader was and ends with its token', async () => {
    const { token, id } = (await good('POST /tokens', undefined, { name: 'wall', role: 'read', days: 1 })) as Issued;
    const { path } = (await good('POST /stream/tickets', undefined, undefined, { authorization: `Bearer ${token}` })) as {
      path: string;
    };
    const { body } = await ask('GET /events', '/events?limit=1000');
    const known = body as readonly { readonly seq: number }[];
    const response = await fetch(`${cockpit.ready.http}${path}&kind=record,alarm,status&since=2&statusSeconds=1`);
    const read = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    let isDeleted = false;
    for (;;) {
      const { value, done } = (await read?.read()) ?? { value: undefined, done: true };
      text += value ?? '';
      if (done) break;
      // It is told so, after everything before.
      if (!isDeleted && text.includes('event: status')) {
        isDeleted = true;
        await good('DELETE /tokens/:id', `/tokens/${id}`);
      }
    }
    expect(check('GET /stream', response.status, 'text/event-stream', text)).toBeNull();
    answered.add('GET /stream');
    const events = [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, event = '', data = '']) => [event, data] as const);
    const data = (...names: string[]) => events.filter(([event]) => names.includes(event)).map(([, json]) => JSON.parse(json));
    const records = data('record', 'alarm') as { seq: number; type: string }[];
    expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 3));
    expect(records.slice(0, known.length - 2)).toEqual(known.slice(2));
    expect(check('GET /events', 200, 'application/json', records)).toBeNull();
    expect(check('GET /system/status', 200, 'application/json', data('status')[0])).toBeNull();
    expect(data('end')).toEqual([{ code: 'bad_token' }]);
  });

  test('of the configuration: tried, changed, taken back, and in force from the next start on', async () => {
    const told = (await good('GET /config')) as { version: string; keys: readonly { path: string }[] };
    expect(told.keys.map(({ path }) => path)).toContain('approvals.ttlMs');
    expect(JSON.stringify(told)).not.toContain(folder.secrets.operatorToken);
    const change = { approvals: { ttlMs: 45_000 }, intake: { trustedProxies: ['10.1.2.3'] } };
    await good('POST /config/validate', undefined, { config: change });
    await good('POST /config/preview', undefined, { change });
    await ask('POST /config/preview', '/config/preview', { change: { aprovals: {} } });
    await ask('POST /config/apply', '/config/apply', { change: { aprovals: {} }, version: told.version, reason });
    const { version } = (await good('POST /config/apply', undefined, { change, version: told.version, reason })) as {
      version: string;
    };
    expect(await ask('POST /config/apply', '/config/apply', { change: {}, version: told.version, reason })).toMatchObject({
      ...{ status: 409, body: { code: 'digest_changed' } },
    });
    const undone = (await good('POST /config/undo', undefined, { version, reason })) as { version: string };
    expect(undone.version).toBe(told.version);
    await good('POST /config/undo', undefined, { version: undone.version, reason });
    const acts = (await cockpit.events()).filter(({ type }) => type === 'config.changed');
    expect(acts.map(({ payload }) => payload['how'])).toEqual(['applied', 'undone', 'undone']);
  });

  test('of sources, each with an address and a secret of its own', async () => {
    const source = { id: 'desk', kind: 'tradingview', name: 'The desk' };
    await good('POST /sources', undefined, { source });
    await ask('POST /sources', '/sources', { source });
    await good('PATCH /sources/:id', '/sources/desk', { change: { name: 'Another name' }, reason });
    await good('POST /sources/:id/rotate', '/sources/desk/rotate');
    const { secret } = (await good('GET /sources/:id/secret', '/sources/desk/secret')) as { secret: string };
    await ask('GET /sources/:id/secret', '/sources/none/secret');
    const alert = JSON.parse(await cockpit.signalText('own-1', { stopPips: 30, targetPips: 90 })) as Record<string, unknown>;
    await good('POST /webhook/source/:source/:token', `/webhook/source/desk/${secret}`, alert);
    await good('POST /webhook/source/:source', '/webhook/source/desk', { ...alert, signal_id: 'own-2', secret });
    await ask('POST /webhook/source/:source/:token', '/webhook/source/desk/wrong', alert);
    await good('POST /sources/:id/test', '/sources/desk/test');
    const { deliveries } = (await good('GET /deliveries')) as { deliveries: readonly { id: number }[] };
    await good('POST /deliveries/:id/judge', `/deliveries/${String(deliveries[0]?.id)}/judge`);
    await ask('POST /deliveries/:id/judge', '/deliveries/999999999/judge');
    await good('GET /deliveries/export');
    await good('DELETE /sources/:id', '/sources/desk');
    await ask('DELETE /sources/:id', '/sources/desk');
  });

  test('of what is held, and of candles', async () => {
    await good('GET /sources');
    await good('GET /deliveries');
    await ask('GET /deliveries', '/deliveries?limit=0');
    await good('GET /positions');
    await good('GET /orders');
    for (const tf of ['M1', 'M5', 'M15', 'H1']) await good('GET /market/:symbol/bars', `/market/EURUSD/bars?tf=${tf}`);
    const { bars } = (await good('GET /market/:symbol/bars', '/market/EURUSD/bars?tf=M1&from=0&to=1')) as { bars: unknown };
    expect(bars).toBeNull();
    await ask('GET /market/:symbol/bars', '/market/none/bars');
    await ask('GET /market/:symbol/bars', '/market/EURUSD/bars?from=5&to=5');
    await ask('GET /market/:symbol/bars', '/market/EURUSD/bars?tf=D1');
  });

  test('of the end: it says what is open, seals the run, and the process ends well', async () => {
    await ask('POST /system/shutdown', '/system/shutdown', { typed: 'shutdown', reason });
    const { open } = (await good('POST /system/shutdown', undefined, { typed: 'SHUTDOWN', reason })) as {
      open: { known: boolean };
    };
    expect(open).toMatchObject({ known: true, approvals: 2 });
    await cockpit.gone();
    expect(cockpit.output.stderr).toMatch(/The run is sealed/);
    const again = await Headless.start(folder);
    const { keys } = (await again.get('/config')) as unknown as { keys: readonly { path: string; inForce: unknown }[] };
    const inForce = (path: string): unknown => keys.find((key) => key.path === path)?.inForce;
    expect([inForce('approvals.ttlMs'), inForce('intake.trustedProxies')]).toEqual([45_000, ['10.1.2.3']]);
    const records = (await again.events()) as unknown as readonly {
      type: string;
      payload: { how?: string; what?: string; reason?: string };
    }[];
    await again.kill();
    expect(records.filter(({ type }) => type === 'run.sealed').map(({ payload }) => [payload.how, payload.reason])).toEqual([
      ['clean', `operator:http: ${reason}`],
    ]);
    expect(records.some(({ type, payload }) => type === 'act.noted' && payload.what === 'system.shutdown')).toBe(true);
  });

  test('and no route was left out', () => {
    /** They need a doubt, or a second account, which a new cockpit on paper has not; their refusals were looked at. */
    const REFUSED_HERE = ['POST /system/adopt-journal', 'POST /system/clock/confirm', 'POST /system/account'];
    const all = ROUTES.filter(({ isPage }) => isPage !== true).map(({ method, path }) => `${method} ${path}`);
    expect(all.filter((route) => !answered.has(route) && !REFUSED_HERE.includes(route))).toEqual([]);
  });
});

type Issued = { readonly token: string; readonly id: string };
type Terminal = { readonly positions: readonly { ticket: string }[]; readonly orders: readonly { ticket: string }[] };
const terminalOf = (status: Record<string, unknown>): Terminal => status['terminal'] as Terminal;

/** An order by hand waits for approval in `confirm`, where it does. */
async function approvedToo(id: string): Promise<void> {
  const life = await cockpit.signalIn(id, ['awaiting_approval', 'open', 'ordered', 'rejected', 'failed']);
  if (life['state'] === 'awaiting_approval')
    await good('POST /signals/:id/approve', `/signals/${id}/approve`, { digest: life['digest'] });
}
