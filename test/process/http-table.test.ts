import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { DataFolder, Headless, signed, until } from './headless-process.ts';

const ANY = { sessions: ['any'], maxConcurrent: 20, riskPercent: 0.1 };
const folder = new DataFolder({
  approvals: { mode: 'auto' },
  strategies: { m5_bos: ANY, m1_retest: ANY },
  limits: { repeatedEntries: 1_000, maxEntriesPerMinute: 10_000 },
  cells: { u1: { minScore: 0 }, u3: { maxOpenPositions: 20, onePositionPerSymbol: false, opposite: 'allow' } },
  detector: { enabled: false },
});
let cockpit: Headless;

beforeAll(async () => {
  cockpit = await Headless.start(folder);
});
afterAll(async () => {
  await cockpit.kill();
  folder.remove();
});

/** One command over the cockpit's socket, as a browser sends it. */
async function overSocket(name: string, request: unknown): Promise<unknown> {
  const socket = new WebSocket(`${cockpit.ready.http.replace('http', 'ws')}/cockpit`, { origin: cockpit.ready.http });
  const answer = new Promise<unknown>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ t: 'auth', token: folder.secrets.operatorToken })));
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString('utf8')) as { t: string; result?: unknown };
      if (frame.t === 'welcome') socket.send(JSON.stringify({ t: 'ask', id: 1, name, request }));
      if (frame.t === 'answer') resolve(frame.result);
    });
  });
  const result = await answer;
  socket.close();
  return result;
}

type Event = { readonly type: string; readonly payload: Record<string, unknown> };
const positionsNow = async (): Promise<readonly unknown[]> =>
  ((await cockpit.get('/system/status'))['terminal'] as { positions: unknown[] }).positions;

test('POST /risk/preview says what an order would come to, and orders nothing', async () => {
  const { bid, spec } = (await cockpit.get('/market/EURUSD')) as { bid: number; spec: { point: number } };
  const stopLoss = Number((bid - 300 * spec.point).toFixed(5));
  const told = await cockpit.ask('POST', '/risk/preview', { symbol: 'EURUSD', side: 'BUY', stopLoss });
  const unknown = await cockpit.ask('POST', '/risk/preview', { symbol: 'EURCHF', side: 'BUY', stopLoss });
  expect([told.status, told.body['loss'], told.body['stress'], told.body['exposure'], unknown.status]).toEqual([
    200,
    expect.objectContaining({ total: expect.any(Number) as number }),
    expect.objectContaining({ crosses: 'none' }),
    [expect.objectContaining({ currency: 'EUR' }), expect.objectContaining({ currency: 'USD' })],
    404,
  ]);
  expect(await positionsNow()).toEqual([]);
});

describe('a good signal', () => {
  let life: Record<string, unknown>;
  const order = () => (life['orders'] as Record<string, unknown>[])[0] ?? {};

  test('ends as a filled position with stop and target, and the whole why-chain is told', async () => {
    life = await cockpit.traded('good-1', { stopPips: 30, targetPips: 90 });
    const levels = life['signal'] as { stopLoss: number; takeProfit: number };
    const decisions = life['decisions'] as {
      stage: string;
      verdict: string;
      criteria: { code: string; ok: boolean; observed: unknown; limit: unknown; text: string }[];
    }[];
    expect([
      life['state'],
      life['reason'],
      decisions.map(({ stage, verdict }) => `${stage} ${verdict}`),
      order()['state'],
      order()['retcode'],
      (life['orders'] as unknown[]).length,
    ]).toEqual([
      'open',
      null,
      ['owner passed', 'controller passed', 'u1 passed', 'u2 passed', 'u3 passed', 'u4 passed'],
      'filled',
      10009,
      1,
    ]);
    expect(life['position']).toMatchObject({
      symbol: 'EURUSD',
      direction: 'BUY',
      stopLoss: levels.stopLoss,
      takeProfit: levels.takeProfit,
      signalId: life['signalId'],
      cid: order()['cid'],
      foreign: false,
    });
    expect(decisions.flatMap(({ criteria }) => criteria).filter(({ code, text }) => code === '' || text === '')).toEqual([]);
  });

  test("is the terminal's position in /system/status, with its kind, source and mode said", async () => {
    const status = await cockpit.get('/system/status');
    expect(status).toMatchObject({
      mode: 'paper',
      trading: 'active',
      terminal: {
        kind: 'paper',
        link: 'up',
        source: expect.stringContaining('demo market') as unknown,
        drift: null,
        positions: [{ ticket: (life['position'] as { ticket: string }).ticket, signalId: life['signalId'] }],
      },
    });
  });

  test('is in the journal in the order it happened, under one correlation id', async () => {
    const story = (await cockpit.events())
      .filter((event) => (event as unknown as { correlationId: string }).correlationId === life['traceId'])
      .map(({ type }) => type);
    expect(story.filter((type) => type !== 'stage.decided')).toEqual([
      'signal.arrived',
      'signal.accepted',
      'message.delivered',
      'signal.moved',
      'signal.moved',
      'message.delivered',
      'order.intended',
      'signal.moved',
      'terminal.answered',
      'order.resolved',
      'position.opened',
      'signal.moved',
    ]);
  });

  test('sent again byte for byte under another nonce: 200, the first id, no second order', async () => {
    const again = await cockpit.webhook(cockpit.lastSignal);
    expect([again.status, again.body]).toEqual([200, { status: 'duplicate', signalId: life['signalId'] }]);
    expect((await cockpit.get(`/signals/${String(life['signalId'])}`))['orders']).toHaveLength(1);
  });

  test('one that a rule refused may be sent again: its copy is judged by itself', async () => {
    const text = await cockpit.signalText('near-1', { stopPips: 0.1 });
    const answers = [await cockpit.webhook(text), await cockpit.webhook(text)];
    expect(answers.map(({ status, body }) => [status, body['signalId']])).toEqual([
      [202, 'near-1'],
      [202, 'near-1-2'],
    ]);
  });

  test('closed by the operator over the socket, it feeds performance', async () => {
    const before = await cockpit.get('/system/status');
    const { ticket } = life['position'] as { ticket: string };
    const answer = await overSocket('position.close', { ticket });
    const closed = await cockpit.signalIn(String(life['signalId']), ['closed']);
    await until(
      () => cockpit.get(`/signals/${String(life['signalId'])}`),
      (now) => (now['decisions'] as { stage: string }[]).some(({ stage }) => stage === 'u5'),
      5_000,
    );
    const after = await cockpit.get('/system/status');
    const trades = (status: Record<string, unknown>): number =>
      (status['productOwner'] as { performance: { trades: number } }).performance.trades;
    expect([answer, closed['trade'], trades(after) - trades(before), await positionsNow()]).toMatchObject([
      { ok: true },
      { reason: 'expert', pnl: expect.any(Number) as unknown },
      1,
      [],
    ]);
  });
});

describe('a bad delivery is turned away, kept, and trades nothing', () => {
  let life: Record<string, unknown>;

  type Row = readonly [
    what: string,
    send: () => Promise<{ status: number; body: Record<string, unknown> }>,
    status: number,
    code: string,
    kept: (event: Event) => boolean,
  ];
  const refusedAs =
    (code: string) =>
    ({ type, payload }: Event): boolean =>
      (type === 'intake.refused' || type === 'signal.refused') && payload['code'] === code;
  const ROWS: readonly Row[] = [
    [
      'a stop on the wrong side',
      () => cockpit.signal('wrong-side', { stopPips: -20 }),
      422,
      'invalid_signal',
      ({ type, payload }) => type === 'signal.refused' && payload['signalId'] === 'wrong-side',
    ],
    [
      'an unknown symbol',
      async () => cockpit.webhook((await cockpit.signalText('no-symbol')).replace('EURUSD', 'EURXYZ')),
      422,
      'invalid_signal',
      ({ type, payload }) => type === 'signal.refused' && payload['signalId'] === 'no-symbol',
    ],
    [
      'a signal that is too old',
      () => cockpit.signal('old', { timestamp: new Date(cockpit.now() - 301_000).toISOString() }),
      422,
      'invalid_signal',
      ({ type, payload }) => type === 'signal.refused' && payload['signalId'] === 'old',
    ],
    ['no JSON', () => cockpit.webhook('{"signal_id":'), 400, 'malformed', refusedAs('malformed')],
    [
      'a stale timestamp',
      async () => cockpit.webhook(await cockpit.signalText('stale'), { timestamp: String(cockpit.now() - 31_000) }),
      401,
      'stale_timestamp',
      refusedAs('stale_timestamp'),
    ],
    [
      'a nonce used before',
      async () => {
        const once = { timestamp: String(cockpit.now()), nonce: 'used-once-0123456789' };
        await cockpit.webhook(await cockpit.signalText('nonce-a', { stopPips: 0.1 }), once);
        return cockpit.webhook(await cockpit.signalText('nonce-b'), once);
      },
      401,
      'replayed_nonce',
      refusedAs('replayed_nonce'),
    ],
    [
      'a signature over another body',
      async () =>
        cockpit.webhook(await cockpit.signalText('forged'), {
          timestamp: String(cockpit.now()),
          nonce: 'forged-0123456789',
          signature: signed(folder.secrets.webhookSecret, String(cockpit.now()), 'forged-0123456789', 'something else'),
        }),
      401,
      'bad_signature',
      refusedAs('bad_signature'),
    ],
    [
      'no signature',
      async () => ({
        status: (await fetch(`${cockpit.ready.http}/webhook/signal`, { method: 'POST', body: '{}' })).status,
        body: { code: 'missing_signature' },
      }),
      401,
      'missing_signature',
      refusedAs('missing_signature'),
    ],
    [
      'more than 8 KiB',
      () => cockpit.signal('large', { metadata: { filler: 'x'.repeat(9_000) } }),
      413,
      'too_large',
      refusedAs('too_large'),
    ],
  ];

  test.each(ROWS)('%s', async (_what, send, status, code, kept) => {
    const before = (await cockpit.events()).length;
    const answer = await send();
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    const records = await until(
      () => cockpit.events(),
      (all) => all.slice(before).some(kept),
      3_000,
    );
    expect([records.slice(before).some(kept), records.slice(before).filter(({ type }) => type === 'order.intended')]).toEqual([
      true,
      [],
    ]);
  });

  test('a spread too wide for the stop is accepted, then refused with its code at /signals/:id', async () => {
    life = await cockpit.judged('wide-spread', { stopPips: 0.1, targetPips: 0.3 });
    const spread = (life['decisions'] as { criteria: { code: string; ok: boolean; hard: boolean }[] }[])
      .flatMap(({ criteria }) => criteria)
      .find(({ code }) => code === 'spread_of_stop');
    expect([life['state'], spread, life['orders']]).toMatchObject(['rejected', { ok: false, hard: true }, []]);
  });

  test('an override of it is refused: a hard limit stays one', async () => {
    const { digest, signalId } = life;
    expect(await cockpit.ask('POST', `/signals/${String(signalId)}/override`, { digest, reason: 'I insist' })).toMatchObject({
      status: 409,
      body: { code: 'hard_limit' },
    });
  });

  test('all of it is counted', async () => {
    expect(await cockpit.get('/webhook/status')).toMatchObject({
      rejected: {
        invalid_signal: 3,
        malformed: 1,
        stale_timestamp: 1,
        replayed_nonce: 1,
        bad_signature: 1,
        missing_signature: 1,
        too_large: 1,
      },
      duplicate: 1,
      authFailures: 4,
    });
  });
});

test('what the operator asks without a token, or for what is not there', async () => {
  const bare = await fetch(`${cockpit.ready.http}/system/status`);
  expect([
    bare.status,
    (await cockpit.ask('GET', '/signals/nobody')).status,
    (await cockpit.ask('GET', '/market/NOPE')).status,
    (await cockpit.ask('GET', '/stop-certificates/none')).status,
  ]).toEqual([401, 404, 404, 404]);
});
