import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { loadBars, type BarsOptions } from '#main/adapters/history/index.ts';

/** Writes samples into a folder that goes with the tests. */
export function sampleFiles(): (name: string, content: string | Buffer) => string {
  const folder = mkdtempSync(join(tmpdir(), 'samples-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return (name, content) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
}

/** Bars of a file as minutes of UTC and four prices. */
export async function told(file: string, options: BarsOptions = {}): Promise<readonly string[]> {
  const { bars } = await loadBars(file, { ...options, anySize: true });
  return bars.map(
    ({ time, open, high, low, close }) => `${new Date(time).toISOString().slice(0, 16)} ${open} ${high} ${low} ${close}`,
  );
}
