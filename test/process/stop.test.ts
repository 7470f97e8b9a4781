import { createHmac } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { canonicalJson } from '#shared/lib';
import { DataFolder, Headless, until } from './headless-process.ts';

const ANY = { sessions: ['any'], maxConcurrent: 10 };
const folder = new DataFolder({
  approvals: { mode: 'confirm', ttlMs: 60_000 },
  strategies: { m5_bos: ANY, m1_retest: ANY },
  limits: { repeatedEntries: 1_000, maxEntriesPerMinute: 10_000 },
  cells: { u1: { minScore: 0 }, u3: { maxOpenPositions: 10, onePositionPerSymbol: false, opposite: 'allow' } },
  detector: { enabled: false },
});
let cockpit: Headless;
afterAll(async () => {
  await cockpit.kill();
  folder.remove();
});

type Certificate = {
  readonly id: string;
  readonly state: string;
  readonly flatten: boolean;
  readonly endedAt: number | null;
  readonly tickets: { readonly ticket: string; readonly result: string; readonly price: number | null }[];
  readonly residuals: unknown[];
  readonly signature: string;
};
const tradingNow = async (): Promise<unknown> => (await cockpit.get('/system/status'))['trading'];

/** Opens one position, as a trader does: a signal, a card, a click. */
async function approved(id: string, symbol: string): Promise<string> {
  const waiting = await cockpit.traded(id, { symbol, stopPips: 40, targetPips: 120 });
  const signalId = String(waiting['signalId']);
  await cockpit.ask('POST', `/signals/${signalId}/approve`, { digest: waiting['digest'] });
  const life = await cockpit.signalIn(signalId, ['open', 'rejected', 'failed']);
  expect([id, life['state'], life['reason']]).toEqual([id, 'open', null]);
  return (life['position'] as { ticket: string }).ticket;
}

test('three positions and two cards: nothing is sent after the latch, all is closed, certified, and still halted tomorrow', async () => {
  cockpit = await Headless.start(folder);
  const tickets = [await approved('a', 'EURUSD'), await approved('b', 'GBPUSD'), await approved('c', 'XAUUSD')];
  const cards = [
    await cockpit.traded('d', { symbol: 'EURUSD', direction: 'SELL' }),
    await cockpit.traded('e', { symbol: 'GBPUSD', direction: 'SELL' }),
  ];
  expect((await cockpit.get('/system/status'))['approvals']).toMatchObject({
    mode: 'confirm',
    pending: cards.map((card) => ({ signalId: card['signalId'] })),
  });

  const stop = await cockpit.ask('POST', '/system/emergency-stop', { reason: 'drill', flatten: true });
  const again = await cockpit.ask('POST', '/system/emergency-stop', { reason: 'drill again', flatten: true });
  const certificateId = String(stop.body['certificateId']);
  expect([stop.status, stop.body, again.body['certificateId']]).toMatchObject([
    200,
    { status: 'halted', latchedAt: expect.any(Number) as unknown, traceId: expect.any(String) as unknown },
    certificateId,
  ]);

  // Everything that would send is tried: a click on a card that was there, a new signal.
  const click = await cockpit.ask('POST', `/signals/${String(cards[0]?.['signalId'])}/approve`, { digest: cards[0]?.['digest'] });
  await cockpit.signal('late', { symbol: 'USDJPY' });
  const late = await cockpit.signalIn('late', ['rejected']);
  expect([click.status, click.body['code'], (late['reason'] as { code: string }).code]).toEqual([
    409,
    'not_pending',
    'trading_active',
  ]);

  const done = await until(
    () => cockpit.get(`/stop-certificates/${certificateId}`) as Promise<unknown> as Promise<Certificate>,
    ({ endedAt }) => endedAt !== null,
    15_000,
  );
  expect([done.state, done.flatten, done.residuals, done.tickets.map(({ ticket, result }) => [ticket, result]).sort()]).toEqual([
    'flat',
    true,
    [],
    tickets.map((ticket) => [ticket, 'closed']).sort(),
  ]);
  const { signature, residuals: _residuals, ...certificate } = done;
  expect(signature).toBe(createHmac('sha256', folder.secrets.journalKey).update(canonicalJson(certificate)).digest('hex'));

  const { positions } = (await cockpit.get('/system/status'))['terminal'] as { positions: unknown[] };
  const cardStates = await Promise.all(
    cards.map(async (card) => (await cockpit.get(`/signals/${String(card['signalId'])}`))['state']),
  );
  expect([positions, cardStates]).toEqual([[], ['cancelled', 'cancelled']]);

  const records = await cockpit.events();
  const latch = records.findIndex(({ type, payload }) => type === 'trading.changed' && payload['to'] === 'halted');
  const after = records
    .slice(latch)
    .filter(({ type }) => type === 'order.intended')
    .map(({ payload }) => (payload['request'] as { op: string }).op);
  expect([latch > 0, after]).toEqual([true, ['close', 'close', 'close']]);
});

test('after a restart it is still halted; resuming is refused without the word, done with it, and on record', async () => {
  await cockpit.kill();
  cockpit = await Headless.start(folder);
  const halted = [cockpit.ready.trading, await tradingNow()];
  await cockpit.signal('still-halted', { symbol: 'USDJPY' });
  const refused = await cockpit.signalIn('still-halted', ['rejected']);
  const wordless = await cockpit.ask('POST', '/system/resume', { reason: 'looked into it' });
  const resumed = await cockpit.ask('POST', '/system/resume', { typed: 'RESUME', reason: 'looked into it' });
  const twice = await cockpit.ask('POST', '/system/resume', { typed: 'RESUME', reason: 'looked into it' });
  const record = (await cockpit.events()).filter(({ type }) => type === 'trading.changed').at(-1)?.payload;
  expect([
    halted,
    (refused['reason'] as { code: string }).code,
    wordless.status >= 400,
    resumed.status,
    await tradingNow(),
    twice.status,
    twice.body['reasons'],
    record,
  ]).toEqual([
    ['halted', 'halted'],
    'trading_active',
    true,
    200,
    'active',
    409,
    ['Trading is active already'],
    { to: 'active', reason: 'looked into it', actor: 'operator:http', certificateId: null },
  ]);
  await cockpit.signal('f', { symbol: 'USDJPY' });
  const life = await cockpit.signalIn('f', ['awaiting_approval', 'rejected']);
  // Three losing trades in a row may hold entries back by now, and volatility may; the halt no longer does.
  const rules = (life['decisions'] as { criteria: { code: string; ok: boolean }[] }[]).flatMap(({ criteria }) => criteria);
  expect(rules.filter(({ code, ok }) => code === 'trading_active' && !ok)).toEqual([]);
});
