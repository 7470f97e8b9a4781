import { afterAll, expect, test } from 'vitest';
import { verifyJournal } from '#main/adapters/journal/index.ts';
import { DataFolder, Headless, until } from './headless-process.ts';

const ANY = { sessions: ['any'], maxConcurrent: 10 };
const folder = new DataFolder({
  approvals: { mode: 'auto' },
  strategies: { m5_bos: ANY, m1_retest: ANY },
  limits: { repeatedEntries: 1_000, maxEntriesPerMinute: 10_000 },
  cells: { u1: { minScore: 0 }, u3: { maxOpenPositions: 10, onePositionPerSymbol: false, opposite: 'allow' } },
  detector: { enabled: false },
  // The first request is filled, answered with 10012, and the line is gone for four seconds.
  paper: { faults: [{ nth: 1, kind: 'timeout', linkDownMs: 4_000 }] },
});
let cockpit: Headless;
afterAll(async () => {
  await cockpit.kill();
  folder.remove();
});

type Order = {
  readonly cid: string;
  readonly state: string;
  readonly retcode?: number;
  readonly requestedAt: number;
  readonly resolvedAt?: number;
};

test('an order answered with 10012 after its fill, and the link lost: one position, found by looking, and how long that took', async () => {
  cockpit = await Headless.start(folder);
  const { signalId } = await sent();
  const doubtful = await cockpit.signalIn(signalId, ['unknown'], 5_000);
  const life = await cockpit.signalIn(signalId, ['open'], 30_000);
  const status = (await cockpit.get('/system/status')) as { terminal: { positions: unknown[]; link: string } };
  const events = await cockpit.events();
  const outcomes = events
    .filter(({ type }) => type === 'order.resolved')
    .map(({ payload }) => (payload['outcome'] as { kind: string }).kind);
  const [order, ...more] = life['orders'] as Order[];
  const tookMs = (order?.resolvedAt ?? 0) - (order?.requestedAt ?? 0);
  expect({
    doubt: doubtful['state'],
    sent: events.filter(({ type, payload }) => type === 'order.intended' && (payload['request'] as { op: string }).op === 'open')
      .length,
    outcomes,
    positions: status.terminal.positions.length,
    link: status.terminal.link,
    order: order?.state,
    more,
    took: tookMs >= 1_000 && tookMs < 30_000,
  }).toEqual({
    doubt: 'unknown',
    sent: 1,
    outcomes: ['unknown', 'confirmed'],
    positions: 1,
    link: 'up',
    order: 'filled',
    more: [],
    took: true,
  });
  await cockpit.terminate();
  expect(verifyJournal(folder.dir, { key: folder.secrets.journalKey })).toMatchObject({ ok: true });
});

/** One signal that passes every rule: the pattern follows what the market's volatility allows. */
async function sent(): Promise<{ readonly signalId: string }> {
  for (const [signalId, pattern_type, timeframe] of [
    ['s1', 'M5_BOS', 'M5'],
    ['s1-m1', 'M1_BREAK_RETEST', 'M1'],
  ] as const) {
    await cockpit.signal(signalId, { pattern_type, timeframe });
    const life = await until(
      () => cockpit.get(`/signals/${signalId}`),
      ({ state }) => !['received', 'evaluated', 'in_pipeline', 'ordered'].includes(String(state)),
      10_000,
    );
    if (life['state'] !== 'rejected') return { signalId };
  }
  throw new Error('No signal passes');
}
