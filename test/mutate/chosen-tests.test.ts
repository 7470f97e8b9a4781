import { describe, expect, it } from 'vitest';
import { chosenTests, distance } from './chosen-tests.ts';
import type { FileResult } from './question.ts';

const file = (
  name: string,
  shared: string[],
  ...tests: [id: string, ms: number, reached: string[], passed?: boolean][]
): FileResult => ({
  file: name,
  passed: true,
  shared,
  tests: tests.map(([id, ms, reached, passed = true]) => ({ id, name: id, ms, reached, passed })),
});
const place = { path: 'main/a/b.ts', index: 1 as number | undefined, isExported: false };
const loaded = ['main/a/b.ts#load'];
const ids = (...args: Parameters<typeof chosenTests>) => chosenTests(...args).tests.flatMap((each) => each.ids ?? []);

describe('the tests of a mutant', () => {
  it('are those that run its function, the mirror of its file first, the quick ones first', () => {
    const measured = [
      file('test/shared/far.test.ts', loaded, ['far', 1, ['main/a/b.ts#1']]),
      file(
        'test/main/a/b.test.ts',
        loaded,
        ['slow', 9, ['main/a/b.ts#1']],
        ['quick', 2, ['main/a/b.ts#1']],
        ['other', 1, ['main/a/b.ts#0']],
      ),
      file('test/main/a/c.test.ts', loaded, ['near', 50, ['main/a/b.ts#1']]),
    ];
    expect(ids(place, measured, 1_000)).toEqual(['quick', 'slow', 'near', 'far']);
  });

  it('are all of a file whose preparation runs the function', () => {
    const measured = [file('test/main/a/b.test.ts', [...loaded, 'main/a/b.ts#1'], ['one', 1, []], ['two', 1, []])];
    expect(ids(place, measured, 1_000)).toEqual(['one', 'two']);
  });

  it('are, at the top of a module, those that run any of its functions, or all that load what others can see', () => {
    const measured = [file('test/main/a/b.test.ts', loaded, ['within', 1, ['main/a/b.ts#0']], ['outside', 1, ['main/a/c.ts#0']])];
    expect(ids({ ...place, index: undefined }, measured, 1_000)).toEqual(['within']);
    expect(ids({ ...place, index: undefined, isExported: true }, measured, 1_000)).toEqual(['within', 'outside']);
  });

  it('never include one that fails on the unchanged sources, nor a file that does not load the source', () => {
    const measured = [
      file('test/main/a/b.test.ts', loaded, ['broken', 1, ['main/a/b.ts#1'], false]),
      file('test/main/a/c.test.ts', [], ['foreign', 1, ['main/a/b.ts#1']]),
    ];
    expect(ids(place, measured, 1_000)).toEqual([]);
  });

  it('keep to the budget, and tell how many were left out', () => {
    const measured = [
      file('test/main/a/b.test.ts', loaded, ['one', 30, ['main/a/b.ts#1']], ['two', 40, ['main/a/b.ts#1']]),
      file('test/main/a/c.test.ts', loaded, ['three', 31, ['main/a/b.ts#1']], ['four', 10, ['main/a/b.ts#1']]),
    ];
    expect(chosenTests(place, measured, 80)).toMatchObject({ ms: 80, left: 1 });
    expect(chosenTests(place, measured, 5)).toMatchObject({ ms: 30, left: 3 });
  });
});

it('a test is nearest to the source of its own name, then to its folder', () => {
  const order = ['test/main/a/b.test.ts', 'test/main/a/c.test.ts', 'test/main/d/b.test.ts', 'test/shared/e/f.test.ts'];
  expect([...order].reverse().sort((one, other) => distance(one, 'main/a/b.ts') - distance(other, 'main/a/b.ts'))).toEqual(order);
});
