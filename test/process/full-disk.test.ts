import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { verifyJournal } from '#main/adapters/journal/index.ts';
import { DataFolder, Headless, until } from './headless-process.ts';

const ANY = { sessions: ['any'], maxConcurrent: 10 };
/** Judged on its merits: three closed losses in a row, or what the demo market is doing, may speak against it. */
const JUDGED = ['not_blocked', 'volatility'];
const CHUNK = Buffer.alloc(64 * 1024, 1);

/** A real file system of its own with little room; null where this machine does not let us have one. */
function smallDisk(): DataFolder | null {
  const folder = new DataFolder({
    approvals: { mode: 'auto' },
    strategies: { m5_bos: ANY, m1_retest: ANY },
    limits: { repeatedEntries: 1_000, maxEntriesPerMinute: 10_000 },
    cells: { u1: { minScore: 0 }, u3: { maxOpenPositions: 10, onePositionPerSymbol: false, opposite: 'allow' } },
    detector: { enabled: false },
  });
  try {
    const disk = join(folder.dir, 'disk');
    mkdirSync(disk);
    folder.data = disk;
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk], { stdio: 'pipe' });
    return folder;
  } catch (error) {
    console.warn(
      `SKIPPED a full disk under a real process: no small file system can be mounted here (${String(error).split('\n')[0]})`,
    );
    folder.remove();
    return null;
  }
}
const folder = process.platform === 'linux' ? smallDisk() : null;
const disk = folder === null ? '' : join(folder.dir, 'disk');
let cockpit: Headless | undefined;
afterAll(async () => {
  await cockpit?.kill();
  if (folder === null) return;
  execFileSync('umount', [disk]);
  folder.remove();
});

type Status = {
  readonly fault: string | null;
  readonly trading: string;
  readonly alarms: { readonly critical: number };
  readonly terminal: { readonly positions: readonly unknown[] };
};

function fill(): void {
  const filler = join(disk, 'filler');
  writeFileSync(filler, '');
  for (const chunk of [CHUNK, CHUNK.subarray(0, 4_096), CHUNK.subarray(0, 1)])
    try {
      for (;;) appendFileSync(filler, chunk);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
}

test.skipIf(folder === null)(
  'the disk fills up in the middle of trading: told within a second, entries end, closing works, and with room again the run goes on',
  async () => {
    if (folder === null) return;
    const here = (cockpit = await Headless.start(folder));
    const status = (): Promise<Status> => here.get('/system/status') as never;
    await here.traded('a', { symbol: 'EURUSD', stopPips: 40, targetPips: 120 });
    await here.traded('b', { symbol: 'GBPUSD', stopPips: 40, targetPips: 120 });
    const held = (await status()).terminal.positions.length;
    fill();
    // The log of the database has room of its own, which is written over before it has to grow.
    let refused = await here.signal('c0', { symbol: 'USDJPY' });
    for (let i = 1; i < 5_000 && refused.status !== 503; i += 1)
      refused = await here.signal(`c${i}`, { symbol: 'USDJPY', kind: 'cancel', metadata: { note: 'x'.repeat(5_000) } });
    const told = await until(status, ({ alarms }) => alarms.critical > 0, 1_000);
    const again = await here.signal('d', { symbol: 'USDJPY' });
    await here.ask('POST', '/system/emergency-stop', { reason: 'The disk is full', flatten: true });
    const empty = await until(status, ({ terminal }) => terminal.positions.length === 0, 8_000);
    rmSync(join(disk, 'filler'));
    const mended = await until(status, ({ fault }) => fault === null, 5_000);
    const flat = await until(
      () => here.get('/stop-certificates') as unknown as Promise<{ state: string }[]>,
      (all) => all.some(({ state }) => state === 'flat'),
      8_000,
    );
    const resumed = await until(
      () => here.ask('POST', '/system/resume', { typed: 'RESUME', reason: 'there is room again' }),
      (answer) => answer.status === 200,
      8_000,
    );
    await here.signal('e', { symbol: 'EURUSD', stopPips: 40, targetPips: 120 });
    const life = await here.signalIn('e', ['open', 'rejected', 'failed']);
    const refusal = (life['reason'] as { code: string } | null)?.code;
    const { code } = await here.terminate();
    const verified = verifyJournal(disk, { key: folder.secrets.journalKey });
    expect({
      held,
      refused: [refused.status, refused.body['code'], again.status],
      told: [told.alarms.critical > 0, told.trading],
      left: empty.terminal.positions.length,
      mended: mended.fault,
      flat: flat.some(({ state }) => state === 'flat'),
      resumed: resumed.status,
      judged: refusal === undefined || JUDGED.includes(refusal) || refusal,
      code,
      verified: [verified.ok, verified.firstBad],
    }).toEqual({
      held: 2,
      refused: [503, 'journal_unavailable', 503],
      told: [true, 'halted'],
      left: 0,
      mended: null,
      flat: true,
      resumed: 200,
      judged: true,
      code: 0,
      verified: [true, null],
    });
  },
);
