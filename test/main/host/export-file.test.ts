import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { writeExport } from '#main/host/export-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'cockpit-export-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* texts(...parts: readonly (string | Error)[]): AsyncGenerator<string> {
  for (const part of parts) {
    if (typeof part !== 'string') throw part;
    yield Promise.resolve(part);
  }
}

test('a file is there once it is whole, without a secret', async () => {
  const file = await writeExport(folder, 'journal.csv', texts('a,b\r\n', 'hidden-secret,1\r\n'), ['hidden-secret']);
  expect([file, readFileSync(file, 'utf8')]).toEqual([join(folder, 'exports', 'journal.csv'), 'a,b\r\n[redacted],1\r\n']);
});

test('of one that fails nothing is left', async () => {
  await expect(writeExport(folder, 'journal.csv', texts('a', new Error('gone')), [])).rejects.toThrow('gone');
  expect(readdirSync(join(folder, 'exports'))).toEqual([]);
});
