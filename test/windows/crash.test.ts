import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Deal } from '#shared/domain';
import { patience } from '../time/pace.ts';
import { lookUntil, TRADES_ANY, WindowsCockpit, type DataPlace } from './cockpit.ts';
import { WindowsProject } from './project.ts';

/** A process that is taken away at the worst moment, and a disk that fills up, as Windows' Node and file calls have it. */
let folder: string;
let disk: string;
let project: WindowsProject;
const CONFIG = { ...TRADES_ANY, approvals: { mode: 'auto' } };
const STORY_MS = patience(120_000);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'windows-crash-'));
  disk = join(folder, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk], { stdio: 'pipe' });
  project = await WindowsProject.open([folder]);
}, patience(300_000));
afterAll(async () => {
  await project.close();
  execFileSync('umount', ['-l', disk]);
  rmSync(folder, { recursive: true, force: true });
});

const onC = (name: string): DataPlace => ({ there: `C:\\data ñ\\${name}`, here: project.windows.here(`C:\\data ñ\\${name}`) });
/** From a copy: SQLite wants to lock what it reads, which the disk of a Windows session does not let this system do. */
const dealsOf = ({ here }: DataPlace): readonly Deal[] => {
  const copy = mkdtempSync(join(folder, 'paper-'));
  for (const name of readdirSync(here).filter((each) => each.startsWith('paper.db') && !each.endsWith('-shm')))
    copyFileSync(join(here, name), join(copy, name));
  const db = new DatabaseSync(join(copy, 'paper.db'));
  const deals = db.prepare('SELECT deal FROM deals ORDER BY ticket').all();
  db.close();
  return deals.map((row) => JSON.parse(String(row['deal'])) as Deal);
};
const verified = async ({ there }: DataPlace): Promise<string> => (await project.run(['main/verify.ts', there])).stdout;

test.each(['before-send', 'after-send', 'before-answer-commit'])(
  'the process dies %s of an entry: at most one position, and everybody agrees on it',
  { timeout: STORY_MS },
  async (point) => {
    const cockpit = new WindowsCockpit(project, onC(point));
    cockpit.configure(CONFIG);
    await cockpit.start('2026-03-04T10:00:00Z', `${point}:open`);
    await cockpit.buy('a').catch(() => undefined);
    expect((await cockpit.program.ended).code).not.toBe(0);
    await cockpit.start('2026-03-04T10:05:00Z');
    const life = await cockpit.settled('a', ['open', 'rejected', 'failed', 'expired', 'cancelled']);
    const { positions } = (await cockpit.ask('GET', '/positions')) as { positions: { foreign?: boolean }[] };
    const { trading } = await cockpit.ask('GET', '/system/status');
    expect(await cockpit.shutDown()).toBe(0);
    const entries = dealsOf(cockpit.place).filter(({ entry }) => entry === 'in');
    expect([entries.length, positions.length, life['state'] === 'open', trading]).toEqual([
      entries.length,
      entries.length,
      entries.length === 1,
      'active',
    ]);
    expect(entries.length).toBeLessThan(2);
    expect(entries.length === 1 || point !== 'before-answer-commit', 'what was answered is there').toBe(true);
    expect(await verified(cockpit.place)).toMatch(/records in 2 runs[^]*OK: /);
  },
);

test(
  'the process dies before a stop is certified: still halted, closed once, and flat in the end',
  { timeout: STORY_MS },
  async () => {
    const cockpit = new WindowsCockpit(project, onC('stop'));
    cockpit.configure(CONFIG);
    await cockpit.start('2026-03-04T10:00:00Z', 'before-certified-commit');
    expect(cockpit.program.stderr, 'outside the profile others may read the keys').toMatch(/icacls[^]*other users of this PC/);
    await cockpit.buy('a');
    expect((await cockpit.settled('a', ['open', 'rejected', 'failed']))['state']).toBe('open');
    await cockpit.ask('POST', '/system/emergency-stop', { reason: 'test', flatten: true }).catch(() => undefined);
    await cockpit.program.ended;
    await cockpit.start('2026-03-04T10:05:00Z');
    await lookUntil(
      () => cockpit.ask('GET', '/stop-certificates') as unknown as Promise<readonly { state: string }[]>,
      (all) => all[0]?.state === 'flat',
      30_000,
    );
    const { trading } = await cockpit.ask('GET', '/system/status');
    expect(await cockpit.shutDown()).toBe(0);
    expect([trading, dealsOf(cockpit.place).map(({ entry }) => entry)]).toEqual(['halted', ['in', 'out']]);
    expect(await verified(cockpit.place)).toContain('OK: ');
  },
);

function fill(): void {
  const filler = join(disk, 'filler');
  writeFileSync(filler, '');
  for (const size of [64 * 1024, 4_096, 1])
    try {
      for (;;) appendFileSync(filler, Buffer.alloc(size, 1));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
}

test(
  'the disk fills up: entries are refused, closing works, and with room again the run goes on',
  { timeout: STORY_MS },
  async () => {
    const cockpit = new WindowsCockpit(project, { there: `Z:${disk.replaceAll('/', '\\')}`, here: disk });
    cockpit.configure(CONFIG);
    await cockpit.start('2026-03-04T10:00:00Z');
    type Status = {
      readonly fault: string | null;
      readonly trading: string;
      readonly alarms: { readonly critical: number };
      readonly terminal: { readonly positions: readonly unknown[] };
    };
    const status = (): Promise<Status> => cockpit.ask('GET', '/system/status') as never;
    await cockpit.buy('a');
    expect((await cockpit.settled('a', ['open', 'rejected', 'failed']))['state']).toBe('open');
    fill();
    // Nothing is written while nothing happens: the next signal is what meets the full disk.
    const refused = await cockpit.buy('b');
    const told = await lookUntil(status, ({ fault, alarms }) => fault !== null && alarms.critical > 0, 10_000);
    expect(told.trading).toBe('halted');
    await cockpit.ask('POST', '/system/emergency-stop', { reason: 'The disk is full', flatten: true });
    const empty = await lookUntil(status, ({ terminal }) => terminal.positions.length === 0, 10_000);
    rmSync(join(disk, 'filler'));
    const mended = await lookUntil(status, ({ fault }) => fault === null, 10_000);
    const resume = (): Promise<{ status: number }> =>
      cockpit.answer('POST', '/system/resume', { typed: 'RESUME', reason: 'there is room again' });
    await lookUntil(resume, (answer) => answer.status === 200, 20_000);
    expect(await cockpit.shutDown()).toBe(0);
    expect([refused, empty.terminal.positions, mended.fault]).toEqual([503, [], null]);
    expect(await verified(cockpit.place)).toContain('OK: ');
  },
);
