import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { verifyJournal } from '#main/adapters/journal/index.ts';
import { createChance, type Chance } from '#main/paper-broker/index.ts';
import type { JournalRecord } from '#shared/events';
import type { Deal } from '#shared/domain';
import { firstDisagreement, fromDisk } from '../main/runtime/replayed.ts';
import { DataFolder, Headless, pause, until } from './headless-process.ts';

const SIGNALS = 200;
const EXITS_FROM = 150;
const LIVES = 7;
const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'] as const;
const FINAL = ['open', 'closed', 'rejected', 'expired', 'cancelled', 'failed'];
const ANY = { sessions: ['any'], maxConcurrent: 50, riskPercent: 0.01, maxDailyRiskPercent: 100 };
const folder = new DataFolder({
  approvals: { mode: 'auto' },
  intake: { rateLimitPerMinute: 100_000 },
  strategies: { m5_bos: ANY, m1_retest: ANY },
  limits: { repeatedEntries: 1_000, maxEntriesPerMinute: 10_000 },
  cells: { u1: { minScore: 0 }, u3: { maxOpenPositions: 100, onePositionPerSymbol: false, opposite: 'allow' } },
  detector: { enabled: false },
});
let last: Headless | null = null;
afterAll(async () => {
  await last?.kill();
  folder.remove();
});

type Sent = { readonly id: string; readonly text: string };
type Tally = {
  /** By the name that was sent, the one that it is kept by: what a rule had refused before is taken under another. */
  readonly accepted: Map<string, string>;
  readonly overtaken: Set<string>;
  readonly again: Sent[];
  posted: number;
};

/** A relay at work: a few signals on the way at once; what was not answered it keeps, to send again. */
async function relay(cockpit: Headless, tally: Tally, chance: Chance, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const batch: Sent[] = tally.again.splice(0, 2);
    try {
      while (batch.length < 5 && tally.posted < SIGNALS) batch.push(await fresh(cockpit, tally, chance));
    } catch {
      tally.again.push(...batch); // Killed while the next one was being made.
      return;
    }
    if (batch.length === 0) return;
    await Promise.all(
      batch.map(async (sent) => {
        try {
          const { status, body } = await cockpit.webhook(sent.text);
          if (status === 202 || status === 200) tally.accepted.set(sent.id, String(body['signalId']));
          // An entry that comes again behind an exit that is younger is refused for good.
          else if (status === 422 && JSON.stringify(body).includes('exit')) tally.overtaken.add(sent.id);
          else tally.again.push(sent);
        } catch {
          tally.again.push(sent); // Cut off in the middle: it may be on record or not.
        }
      }),
    );
    await pause(chance() * 60);
  }
}

async function fresh(cockpit: Headless, tally: Tally, chance: Chance): Promise<Sent> {
  const id = `chaos-${tally.posted + 1}`;
  const isM5 = chance() < 0.5;
  const text = await cockpit.signalText(id, {
    symbol: SYMBOLS[Math.floor(chance() * SYMBOLS.length)] ?? 'EURUSD',
    direction: chance() < 0.5 ? 'BUY' : 'SELL',
    stopPips: chance() < 0.15 ? 0.1 : 25,
    targetPips: 80,
    pattern_type: isM5 ? 'M5_BOS' : 'M1_BREAK_RETEST',
    timeframe: isM5 ? 'M5' : 'M1',
    // Exits end trades at a small loss, and three of those in a row block entries: so they come when most is traded.
    ...(tally.posted > EXITS_FROM && chance() < 0.3 ? { kind: 'exit' } : {}),
  });
  tally.posted += 1;
  return { id, text };
}

/** One after the other: the door takes only so many connections at once. */
async function livesOf(cockpit: Headless, ids: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const lives: Record<string, unknown>[] = [];
  for (const id of ids) lives.push(await cockpit.get(`/signals/${id}`));
  return lives;
}

const dealsOf = (db: DatabaseSync): readonly Deal[] =>
  db
    .prepare('SELECT deal FROM deals ORDER BY ticket')
    .all()
    .map((row) => JSON.parse(String(row['deal'])) as Deal);
const heldIn = (db: DatabaseSync): readonly string[] =>
  (JSON.parse(String(db.prepare('SELECT account FROM head').get()?.['account'])) as { positions: { ticket: string }[] }).positions
    .map(({ ticket }) => ticket)
    .sort();

test('killed at random moments, again and again: nothing is traded twice, nothing accepted is lost, and the books agree', async () => {
  const chance = createChance(20_250_804);
  const tally: Tally = { accepted: new Map(), overtaken: new Set(), again: [], posted: 0 };
  for (let life = 0; life < LIVES; life += 1) {
    const cockpit = await Headless.start(folder);
    last = cockpit;
    let isOver = false;
    const work = relay(cockpit, tally, chance, () => isOver).catch(() => undefined);
    await pause(100 + chance() * 500);
    // The next answer means that orders are on their way: the plug is pulled within the few milliseconds they take.
    const before = tally.accepted.size;
    for (let waited = 0; tally.accepted.size === before && waited < 200; waited += 1) await pause(1);
    await pause(chance() * 4);
    isOver = true;
    await cockpit.kill();
    await work;
  }
  const cockpit = await Headless.start(folder);
  last = cockpit;
  await relay(cockpit, tally, chance, () => false);
  const lives = await until(
    () => livesOf(cockpit, [...tally.accepted.values()]),
    (all) => all.every((life) => FINAL.includes(String(life['state']))),
    20_000,
  );
  const unsettled = lives
    .filter((life) => !FINAL.includes(String(life['state'])))
    .map((life) => [life['signalId'], life['state'], life['code']]);
  expect([tally.posted, tally.accepted.size + tally.overtaken.size, unsettled]).toEqual([SIGNALS, SIGNALS, []]);
  expect(tally.overtaken.size).toBeLessThan(SIGNALS / 10);

  const db = new DatabaseSync(join(folder.dir, 'paper.db'), { readOnly: true });
  const ordersOf = (life: Record<string, unknown>): readonly { cid: string; state: string }[] => life['orders'] as never;
  const entries = dealsOf(db).filter(({ entry }) => entry === 'in');
  const sent = new Map<string | null, number>();
  for (const { clientOrderId } of entries) sent.set(clientOrderId, (sent.get(clientOrderId) ?? 0) + 1);
  const known = new Set(lives.flatMap((life) => ordersOf(life).map(({ cid }) => cid)));
  expect({
    twice: [...sent].filter(([, count]) => count > 1),
    ordersOfOneSignal: lives.filter((life) => ordersOf(life).length > 1).map((life) => life['signalId']),
    unaccounted: entries.filter(({ clientOrderId }) => clientOrderId === null || !known.has(clientOrderId)),
    filledButNotConfirmed: lives.flatMap(ordersOf).filter(({ cid, state }) => sent.has(cid) !== (state === 'filled')),
  }).toEqual({ twice: [], ordersOfOneSignal: [], unaccounted: [], filledButNotConfirmed: [] });
  // It has to have been a fight: many were traded, and some orders were under way when the power went.
  const records = await cockpit.events();
  const types = records.map(({ type, payload }) =>
    type === 'terminal.probed' ? `probed ${(payload['result'] as { kind: string }).kind}` : type,
  );
  expect([
    entries.length > 40,
    types.filter((type) => type.startsWith('probed')).length > 0,
    types.filter((type) => type === 'run.sealed').length,
  ]).toEqual([true, true, LIVES]);

  const status = await until(
    () => cockpit.get('/system/status'),
    (now) => (now['terminal'] as { drift: unknown }).drift === null,
    6_000,
  );
  const ledger = (status['terminal'] as { positions: { ticket: string }[] }).positions.map(({ ticket }) => ticket).sort();
  expect([ledger, status['trading'], (status['terminal'] as { drift: unknown }).drift]).toEqual([heldIn(db), 'active', null]);
  db.close();

  expect(firstDisagreement(fromDisk(records as unknown as JournalRecord[]))).toBeNull();
  const end = await cockpit.terminate();
  const verified = verifyJournal(folder.dir, { key: folder.secrets.journalKey });
  expect([end.code, verified.ok, verified.firstBad, verified.runs]).toEqual([0, true, null, LIVES + 1]);
});
