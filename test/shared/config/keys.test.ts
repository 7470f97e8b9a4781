import { describe, expect, it, test } from 'vitest';
import { defaultConfig, keyMeaning, leavesOf, mergePatch, parseConfig } from '#shared/config';

test('every key of the configuration has a meaning of its own', () => {
  const config = parseConfig({
    strategies: { gold: { kind: 'm5_bos', management: { partials: [{ atR: 1, percent: 50 }] } } },
    mt5: { symbols: { EURUSD: 'EURUSD.r' } },
  });
  const all = [...leavesOf(defaultConfig()), ...leavesOf(config.ok ? config.value : {})].map(([path]) => path);
  expect(all.length).toBeGreaterThan(200);
  expect(all.filter((path) => keyMeaning(path) === '')).toEqual([]);
});

test.each([
  ['approvals.ttlMs', 'life of a card, in milliseconds'],
  ['strategies.m5_bos.riskPercent', 'risk of a trade, in percent of the balance'],
  ['strategies.gold.riskPercent', 'risk of a trade, in percent of the balance'],
  ['strategies.gold.management.maxMinutes', 'closed after this many minutes; null: not'],
  ['limits.collarPct', 'farthest entry from the last closed candle, in percent'],
  ['mt5.symbols.EURUSD', 'the broker\'s name where it is another: `{"EURUSD":"EURUSD.r"}`'],
])('%s is %s', (path, meaning) => expect(keyMeaning(path)).toBe(meaning));

/** The cases of RFC 7386, appendix A. */
describe('a merge patch', () => {
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('of %j with %j is %j', (target, patch, result) => expect(mergePatch(target, patch)).toEqual(result));

  it('of a key that names the prototype leaves that alone', () => {
    const merged = mergePatch({}, JSON.parse('{"__proto__":{"approvals":{"mode":"auto"}}}')) as object;
    expect([Object.keys(merged), Object.getPrototypeOf(merged) === Object.prototype]).toEqual([['__proto__'], true]);
    expect(parseConfig(merged).ok).toBe(false);
  });
});
