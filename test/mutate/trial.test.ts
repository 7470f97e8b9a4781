import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '#main/launcher/project.mjs';
import { patience } from '../time/pace.ts';
import { line, scores } from './report.ts';
import { tried, type Verdict } from './trial.ts';

/** A small product of its own, inside the project so that its tests find Vitest. */
const planted = join(root, '.cache', `planted-mutants-${process.pid}`);
const SOURCE = `export const LIMIT = 3;
export function isOver(count: number): boolean {
  return count > LIMIT;
}
export function untested(count: number): boolean {
  return count > 7;
}
export function waits(count: number, step: number): number {
  let left = count;
  while (left > 0)
    left -= step;
  return left;
}
declare const process: { pid: number; kill(pid: number, signal: string): void };
export function ends(isFine: boolean): void {
  if (!isFine) process.kill(process.pid, 'SIGKILL');
}
export function rejects(isFine: boolean): void {
  if (!isFine) void Promise.reject(new Error('nobody waits for it'));
}
export const half = (count: number): number => count / 2;
export const same = (count: number): number => Math.max(count, count);
`;
const TEST = `import { expect, it } from 'vitest';
import { ends, half, isOver, rejects, waits } from '../product/count.ts';
it('the limit itself is not over', () => expect([isOver(3), isOver(4)]).toEqual([false, true]));
it('waits', () => expect(waits(2, 1)).toBe(0));
it('ends nothing, and is not looked at', () => expect(ends(true)).toBeUndefined());
it('rejects nothing, and is not looked at', () => expect(rejects(true)).toBeUndefined());
it('halves, and is not looked at', () => expect(typeof half(4)).toBe('number'));
it('is broken already', () => expect(half(4)).toBe(3));
`;

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(planted, path)), { recursive: true });
  writeFileSync(join(planted, path), text);
};
beforeAll(() => {
  put('tsconfig.json', JSON.stringify({ compilerOptions: { strict: true, noEmit: true }, include: ['product/**/*.ts'] }));
  put('product/count.ts', SOURCE);
  put('tests/count.test.ts', TEST);
});
afterAll(() => rmSync(planted, { recursive: true, force: true }));

it('tells what the tests notice and what they do not, and never writes a source', { timeout: 300_000 }, async () => {
  const verdicts: Verdict[] = [];
  const notes: string[] = [];
  const plan = {
    root: planted,
    files: ['product/*.ts'],
    tests: ['tests/*.test.ts'],
    exclude: [],
    subpaths: {},
    seed: 1,
    lines: [1, 3, 6, 11, 16, 19, 21, 22],
    equivalents: [{ path: 'product/count.ts', line: 'same = (', from: 'max', to: 'min', reason: 'of two equal numbers' }],
    budgetMs: 10_000,
    graceMs: patience(2_000),
  };
  for await (const verdict of tried(plan, (note) => notes.push(note))) {
    verdicts.push(verdict);
    expect(readFileSync(join(planted, 'product/count.ts'), 'utf8')).toBe(SOURCE);
  }
  const told = verdicts.map((verdict) => line(verdict).replace(/\s+/g, ' '));
  const of = (text: string): string => told.find((each) => each.includes(text)) ?? 'no such mutant';

  expect(of('count.ts:3:16 comparison > -> >=')).toContain(
    'killed product/count.ts:3:16 comparison > -> >= by tests/count.test.ts > the limit',
  );
  expect(of('count.ts:1:22 number 3 -> 4')).toContain('killed');
  expect(of('count.ts:6:16 comparison > -> >=')).toBe('SURVIVED product/count.ts:6:16 comparison > -> >= no test reaches it');
  expect(of('count.ts:21:54 arithmetic / -> *')).toBe('SURVIVED product/count.ts:21:54 arithmetic / -> * 1 tests ran');
  expect(of('count.ts:11:5 removed'), 'a loop without end').toContain('by time: the tests do not end');
  expect(of('count.ts:16:7 negation !isFine -> isFine'), 'the process ends').toContain('killed');
  expect(of('count.ts:19:7 negation !isFine -> isFine'), 'an error outside of every test').toContain('killed');
  expect(of('count.ts:22:53 method max -> min')).toBe('equivalent product/count.ts:22:53 method max -> min of two equal numbers');
  expect(notes).toContain('not used, it fails on the unchanged sources: tests/count.test.ts > is broken already');
  const [area] = scores(verdicts);
  expect(area).toMatchObject({ area: 'product', survived: told.filter((each) => each.startsWith('SURVIVED')).length });
  expect(area).toMatchObject({ equivalent: 1 });
  expect(area!.score).toBeCloseTo(area!.killed / (area!.killed + area!.survived));
});
