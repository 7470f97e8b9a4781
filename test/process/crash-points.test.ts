import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { verifyJournal } from '../../main/adapters/journal/index.ts';
import { createRedecider, VERSION } from '../../main/host/index.ts';
import type { Deal } from '../../shared/domain/index.ts';
import { DataFolder, Headless, until } from './headless-process.ts';

const ANY = { sessions: ['any'], maxConcurrent: 10 };
const CONFIG = {
  approvals: { mode: 'auto' },
  strategies: { m5_bos: ANY, m1_retest: ANY },
  cells: { u1: { minScore: 0 }, u3: { maxOpenPositions: 10, onePositionPerSymbol: false } },
  detector: { enabled: false },
};
const SETTLED = ['open', 'closed', 'rejected', 'failed', 'cancelled', 'expired'];
let folder: DataFolder;
let cockpit: Headless | null = null;
afterEach(async () => {
  await cockpit?.kill();
  folder.remove();
});

const dealsIn = (dir: string): readonly Deal[] => {
  const db = new DatabaseSync(join(dir, 'paper.db'), { readOnly: true });
  const deals = db
    .prepare('SELECT deal FROM deals ORDER BY ticket')
    .all()
    .map((row) => JSON.parse(String(row['deal'])) as Deal);
  db.close();
  return deals;
};
const pattern = { pattern_type: 'M5_BOS', timeframe: 'M5' };

/** The next life: settled, ended cleanly, and what the journal and the broker's books say about all of it. */
async function aftermath(): Promise<Record<string, unknown>> {
  const next = await Headless.start(folder);
  cockpit = next;
  const signals = await until(
    () => next.get('/signals') as unknown as Promise<readonly { signalId: string; state: string }[]>,
    (all) => all.every(({ state }) => SETTLED.includes(state)),
    20_000,
  );
  const status = await until(
    () => next.get('/system/status'),
    (now) => (now['terminal'] as { drift: unknown }).drift === null,
    8_000,
  );
  const ledger = (status['terminal'] as { positions: { cid: string | null; foreign: boolean }[] }).positions;
  await next.terminate();
  const redecider = createRedecider(VERSION);
  const verified = verifyJournal(folder.dir, { key: folder.secrets.journalKey, onRecord: redecider.record });
  const entries = dealsIn(folder.dir).filter(({ entry }) => entry === 'in');
  const exits = dealsIn(folder.dir).filter(({ entry }) => entry === 'out');
  return {
    unsettled: signals.filter(({ state }) => !SETTLED.includes(state)),
    entriesTwice: entries.length - new Set(entries.map(({ cid }) => cid)).size,
    closesTwice: exits.length - new Set(exits.map(({ position }) => position)).size,
    foreign: ledger.filter(({ foreign }) => foreign).length,
    open: ledger.length === entries.length - exits.length,
    trading: status['trading'],
    verified: [verified.firstBad, redecider.end()],
  };
}
const CLEAN = { unsettled: [], entriesTwice: 0, closesTwice: 0, foreign: 0, open: true, verified: [null, undefined] };
const POINTS = [
  'before-commit',
  'after-commit',
  'before-send',
  'after-send',
  'before-answer',
  'before-answer-commit',
  'after-answer-commit',
];

test.each(POINTS)('killed %s of an entry: at most one position, and everybody agrees on it', async (point) => {
  folder = new DataFolder(CONFIG);
  const first = await Headless.start(folder, [], `${point}:open`);
  cockpit = first;
  // Whichever pattern the market's volatility lets pass: one of the two becomes an order, and the process dies of it.
  await Promise.allSettled([
    first.signal('a', pattern),
    first.signal('b', { pattern_type: 'M1_BREAK_RETEST', timeframe: 'M1', symbol: 'GBPUSD' }),
  ]);
  await first.gone();
  expect(await aftermath()).toEqual({ ...CLEAN, trading: 'active' });
});

test.each(['after-commit', 'before-answer'])(
  'killed %s of the first close of a stop: still halted, nothing closed twice, and flat in the end',
  async (point) => {
    folder = new DataFolder(CONFIG);
    cockpit = await Headless.start(folder);
    await cockpit.traded('a', { symbol: 'EURUSD' });
    await cockpit.traded('b', { symbol: 'GBPUSD' });
    await cockpit.terminate();
    const second = await Headless.start(folder, [], `${point}:close`);
    cockpit = second;
    await second.ask('POST', '/system/emergency-stop', { reason: 'test', flatten: true }).catch(() => undefined);
    await second.gone();
    const third = await Headless.start(folder);
    cockpit = third;
    const certificates = await until(
      () => third.get('/stop-certificates') as unknown as Promise<readonly { state: string }[]>,
      (all) => all[0]?.state === 'flat',
      20_000,
    );
    await third.terminate();
    expect([certificates.map(({ state }) => state), await aftermath()]).toEqual([['flat'], { ...CLEAN, trading: 'halted' }]);
  },
);
