import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onSavedSource } from '../dev/restarts.ts';
import { patience } from '../time/pace.ts';

test('a saved source restarts the engine once, what is saved during a restart once more, and other files never', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cockpit-restarts-'));
  mkdirSync(join(folder, 'engine'));
  const starts: (() => void)[] = [];
  const end = onSavedSource([folder], () => new Promise<void>((resolve) => void starts.push(resolve)));
  const save = (name: string): void => writeFileSync(join(folder, name), String(starts.length));
  const started = (count: number) => expect.poll(() => starts.length, { timeout: patience(30_000) }).toBe(count);
  try {
    save('notes.md');
    save('a.ts');
    save(join('engine', 'b.ts'));
    await started(1);
    save('a.ts');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(starts.length).toBe(1);
    starts[0]?.();
    await started(2);
  } finally {
    end();
    rmSync(folder, { recursive: true, force: true });
  }
});
