import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StartFault } from '#main/host/index.ts';
import { loadSymbolSpecs } from '#main/replay/index.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'cockpit-spec-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const linesOf = (text: string | null): readonly string[] => {
  const file = join(dir, text === null ? 'missing.json' : 'spec.json');
  if (text !== null) writeFileSync(file, text);
  try {
    loadSymbolSpecs(file);
    return [];
  } catch (error) {
    if (error instanceof StartFault) return error.lines;
    throw error;
  }
};

test.each([
  ['is not there', null, 'cannot be read'],
  ['is not JSON', '{', 'cannot be read'],
  ['lacks a field', '{"symbol":"AUDUSD"}', 'point: '],
])('a specification that %s is lines that name the file', (_name, text, words) => {
  const lines = linesOf(text);
  expect(lines.every((line) => line.startsWith(`--spec ${dir}`))).toBe(true);
  expect(lines.some((line) => line.includes(words))).toBe(true);
});
