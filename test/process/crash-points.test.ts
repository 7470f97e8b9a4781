import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyJournal } from '#main/adapters/journal/index.ts';
import { createRedecider, VERSION } from '#main/host/index.ts';
import type { Deal } from '#shared/domain';
import { DataFolder, Headless, until } from './headless-process.ts';
import { patience } from '../time/pace.ts';

const ANY = { sessions: ['any'], maxConcurrent: 10 };
const CONFIG = {
  approvals: { mode: 'auto' },
  strategies: { m5_bos: ANY, m1_retest: ANY },
  limits: { repeatedEntries: 1_000, maxEntriesPerMinute: 10_000 },
  cells: { u1: { minScore: 0 }, u3: { maxOpenPositions: 10, onePositionPerSymbol: false, opposite: 'allow' } },
  detector: { enabled: false },
};
const SETTLED = ['open', 'closed', 'rejected', 'failed', 'cancelled', 'expired'];
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

/** A data folder with one life after the other on it. */
class Lives {
  readonly folder = new DataFolder(CONFIG);
  #now: Headless | null = null;

  /** `crash`: where this life ends itself. */
  async start(crash?: string): Promise<Headless> {
    return (this.#now = await Headless.start(this.folder, [], crash));
  }

  get deals(): readonly Deal[] {
    return dealsIn(this.folder.dir);
  }

  /** Two positions, held by a life that dies at `crash`. */
  async doomed(crash: string): Promise<Headless> {
    const first = await this.start();
    await first.traded('a', { symbol: 'EURUSD', stopPips: 40, targetPips: 120 });
    await first.traded('b', { symbol: 'GBPUSD', stopPips: 40, targetPips: 120 });
    await first.terminate();
    return this.start(crash);
  }

  /** The next life: settled, ended cleanly, and what the journal and the broker's books say about all of it. */
  async aftermath(): Promise<Record<string, unknown>> {
    const next = await this.start();
    const signals = await until(
      () => next.get('/signals') as unknown as Promise<readonly { signalId: string; state: string }[]>,
      (all) => all.every(({ state }) => SETTLED.includes(state)),
      30_000,
    );
    const status = await until(
      () => next.get('/system/status'),
      (now) => (now['terminal'] as { drift: unknown }).drift === null,
      8_000,
    );
    const ledger = (status['terminal'] as { positions: { cid: string | null; foreign: boolean }[] }).positions;
    await next.terminate();
    const redecider = createRedecider(VERSION);
    const verified = verifyJournal(this.folder.dir, { key: this.folder.secrets.journalKey, onRecord: redecider.record });
    const entries = this.deals.filter(({ entry }) => entry === 'in');
    const exits = this.deals.filter(({ entry }) => entry === 'out');
    return {
      unsettled: signals.filter(({ state }) => !SETTLED.includes(state)),
      entriesTwice: entries.length - new Set(entries.map(({ clientOrderId }) => clientOrderId)).size,
      closesTwice: exits.length - new Set(exits.map(({ position }) => position)).size,
      foreign: ledger.filter(({ foreign }) => foreign).length,
      open: ledger.length === entries.length - exits.length,
      trading: status['trading'],
      verified: [verified.firstBad, redecider.end()],
    };
  }

  async end(): Promise<void> {
    await this.#now?.kill();
    this.folder.remove();
  }
}
/** Each of its own folder, so that several may wait for their deadlines at once. */
const told = async (story: (lives: Lives) => Promise<void>): Promise<void> => {
  const lives = new Lives();
  try {
    await story(lives);
  } finally {
    await lives.end();
  }
};
const LONG_MS = patience(90_000);
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

describe.concurrent('the process dies', () => {
  test.each(POINTS)('%s of an entry: at most one position, and everybody agrees on it', { timeout: LONG_MS }, (point) =>
    told(async (lives) => {
      const first = await lives.start(`${point}:open`);
      // Whichever pattern the market's volatility lets pass: one of the two becomes an order, and the process dies of it.
      await Promise.allSettled([
        first.signal('a', pattern),
        first.signal('b', { pattern_type: 'M1_BREAK_RETEST', timeframe: 'M1', symbol: 'GBPUSD' }),
      ]);
      await first.gone();
      expect(await lives.aftermath()).toEqual({ ...CLEAN, trading: 'active' });
    }),
  );

  test.each(POINTS)('%s of an exit: closed once, and the exit is over', { timeout: LONG_MS }, (point) =>
    told(async (lives) => {
      const second = await lives.doomed(`${point}:close`);
      await second.signal('x', { ...pattern, kind: 'exit' }).catch(() => undefined);
      await second.gone();
      expect(await lives.aftermath()).toEqual({ ...CLEAN, trading: 'active' });
      const exits = lives.deals.filter(({ entry }) => entry === 'out');
      // Decided and not on record is not decided: the turn of the close is the one that was lost.
      expect(exits.map(({ symbol }) => symbol)).toEqual(point === 'before-commit' ? [] : ['EURUSD']);
    }),
  );

  test.each([...POINTS, 'before-latch-commit', 'before-certified-commit', 'after-certified-commit'])(
    '%s of a stop: still halted, nothing closed twice, and flat in the end',
    { timeout: LONG_MS },
    (point) =>
      told(async (lives) => {
        const second = await lives.doomed(`${point}:close`);
        await second.ask('POST', '/system/emergency-stop', { reason: 'test', flatten: true }).catch(() => undefined);
        await second.gone();
        const third = await lives.start();
        const isOnRecord = point !== 'before-commit' && point !== 'before-latch-commit';
        // Nobody was told that a stop is latched which never reached the disk: it is asked for again.
        if (!isOnRecord) await third.ask('POST', '/system/emergency-stop', { reason: 'again', flatten: true });
        const certificates = await until(
          () => third.get('/stop-certificates') as unknown as Promise<readonly { state: string }[]>,
          (all) => all[0]?.state === 'flat',
          30_000,
        );
        await third.terminate();
        const after = await lives.aftermath();
        expect([certificates.map(({ state }) => state), after]).toEqual([['flat'], { ...CLEAN, trading: 'halted' }]);
      }),
  );
});
