import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { JournalLocked, verifyJournal } from '#main/adapters/journal/index.ts';
import { patience } from '../../../time/pace.ts';
import { KEY, open, temporaryFolder } from './sample-records.ts';

const script = fileURLToPath(new URL('writer-process.ts', import.meta.url));

function writer(dir: string): { child: ChildProcess; printed: () => string[] } {
  const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, printed: () => output.split('\n').slice(0, -1) };
}

test(
  'a second process is told who has the folder; killed, it loses nothing that was durable and frees the folder',
  async () => {
    const dir = temporaryFolder();
    let durable = 0;
    for (let round = 0; round < 3; round += 1) {
      const { child, printed } = writer(dir);
      await expect.poll(() => printed().length, { timeout: patience(15_000) }).toBeGreaterThan(20 + round * 37);
      expect(() => open(dir, 'late')).toThrow(new JournalLocked(dir, child.pid ?? 0));
      expect(verifyJournal(dir, { key: KEY }).firstBad).toBeNull();
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      durable = Number(printed().at(-1));
      const found = verifyJournal(dir, { key: KEY });
      expect(found).toMatchObject({ ok: true, runs: round + 1 });
      expect(found.records).toBeGreaterThanOrEqual(durable);
    }
    const journal = open(dir, 'after');
    expect(journal.stats().lastSeq).toBeGreaterThanOrEqual(durable);
    expect(journal.previous?.sealed).toBe(false);
    journal.seal();
  },
  patience(60_000),
);

test.skipIf(process.platform === 'win32')('a full disk is a fault; what was durable before it stays and checks out', async () => {
  const dir = temporaryFolder();
  const limited = spawn('sh', ['-c', 'ulimit -f 600; exec "$0" "$@"', process.execPath, script, dir, '400'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  limited.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(limited, 'close');
  const lines = output.trim().split('\n');
  expect(lines.at(-1)).toMatch(/^JournalFault: The journal could not be written/);
  const found = verifyJournal(dir, { key: KEY });
  expect(found.firstBad).toBeNull();
  expect(found.records).toBe(Number(lines.at(-2)));
});
