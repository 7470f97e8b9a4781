import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultConfig, keyShapes, leavesOf, mergePatch, parseConfig, treeOf, type KeyShape } from '#shared/config';

const shapes = keyShapes();
const named = (path: string): KeyShape | undefined => shapes.find((shape) => shape.path === path);
const isUnder = (path: string, key: string): boolean => path === key || path.startsWith(`${key}.`);

describe('the form of the configuration', () => {
  it('asks for every key there is, with its meaning', () => {
    const missing = leavesOf(defaultConfig()).filter(([path]) => !shapes.some((shape) => isUnder(path, shape.path)));
    expect([missing, shapes.filter(({ meaning }) => meaning === '').map(({ path }) => path)]).toEqual([[], []]);
  });

  it('knows each default as the configuration has it', () => {
    const leaves = new Map(leavesOf(defaultConfig()));
    const wrong = shapes.filter(
      ({ path, preset }) => preset !== undefined && JSON.stringify(leaves.get(path)) !== JSON.stringify(preset),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('has no key that may be empty and is not empty by default: a merge patch could not say it', () => {
    expect(shapes.filter(({ isNullable, preset }) => isNullable && preset !== null)).toEqual([]);
  });

  it('has only one object without fields of its own', () => {
    expect(shapes.filter(({ kind }) => kind === 'own').map(({ path }) => path)).toEqual(['rulebook.custom']);
  });

  it('reads bounds, choices and lists from the schema', () => {
    expect(named('approvals.ttlMs')).toMatchObject({ kind: 'number', min: 1_000, max: 600_000, isWhole: true, isAbove: false });
    expect(named('limits.maxSpreadOfStop')).toMatchObject({ kind: 'number', min: 0, isAbove: true, max: 1, preset: 0.2 });
    expect(named('cells.u3.kellyShare')).toMatchObject({ kind: 'choice', options: [0.25, 0.5] });
    expect(named('strategies.m5_bos.sessions')).toMatchObject({ kind: 'choices', least: 1 });
    expect(named('mt5.symbols')).toMatchObject({ kind: 'pairs', of: 'text' });
    expect(named('mt5.pips')).toMatchObject({ kind: 'pairs', of: 'number' });
    expect(named('strategies.m5_bos.management.maxMinutes')).toMatchObject({ kind: 'number', isNullable: true });
    expect(named('recovery.policies.trade_execution')).toMatchObject({ kind: 'rows', most: 8 });
  });

  it('gives a further profile the keys of its strategy, and its defaults', () => {
    const own = keyShapes({ gold: 'm5_bos' }).filter(({ path }) => path.startsWith('strategies.gold.'));
    const like = shapes.filter(({ path }) => path.startsWith('strategies.m5_bos.'));
    expect(own.map(({ path, preset }) => [path.replace('gold', 'm5_bos'), preset])).toEqual(
      like.map(({ path, preset }) => [path, preset]),
    );
  });

  it('takes a number exactly where the configuration does', () => {
    const numbers = shapes.flatMap((shape) => (shape.kind === 'number' ? [shape] : []));
    fc.assert(
      fc.property(
        fc.constantFrom(...numbers),
        fc.constantFrom(-1, 0, 0.5, 1, 2, 10, 1e6, 1e12),
        ({ path, min, max, isAbove, isWhole }, n) => {
          const fits =
            (min === null || (isAbove ? n > min : n >= min)) && (max === null || n <= max) && (!isWhole || Number.isInteger(n));
          const parsed = parseConfig(mergePatch({}, treeOf([[path, n]])));
          const own = parsed.ok
            ? []
            : parsed.error.filter((problem) => problem.path === path && !/must (not )?be/.test(problem.message));
          expect([path, n, own.length === 0]).toEqual([path, n, fits]);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('leaves', () => {
  it('make the object again that they are of', () => {
    expect(treeOf(leavesOf(defaultConfig()))).toEqual(JSON.parse(JSON.stringify(defaultConfig())));
  });
});
