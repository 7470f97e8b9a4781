import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { instrumented } from './functions.ts';
import { mutantsOf, sampled } from './mutants.ts';
import { applied, changesOf } from './operators.ts';

const results = (text: string, operator?: string): string[] =>
  changesOf(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true))
    .filter((change) => operator === undefined || change.operator === operator)
    .map((change) => applied(text, change));

describe('each operator', () => {
  it.each([
    ['comparison', 'a < b', ['a <= b', 'a >= b']],
    ['comparison', 'a <= b', ['a < b', 'a > b']],
    ['comparison', 'a > b', ['a >= b', 'a <= b']],
    ['comparison', 'a >= b', ['a > b', 'a < b']],
    ['comparison', 'a === b', ['a !== b']],
    ['comparison', 'a !== b', ['a === b']],
    ['arithmetic', 'a + b', ['a - b']],
    ['arithmetic', 'a / b', ['a * b']],
    ['arithmetic', 'a -= b', ['a += b']],
    ['arithmetic', 'a + "s"', []],
    ['number', 'f(0)', ['f(1)']],
    ['number', 'f(1)', ['f(2)', 'f(0)']],
    ['number', 'f(20)', ['f(21)', 'f(19)', 'f(40)']],
    ['number', 'f(0.9)', ['f(1.8)']],
    ['number', 'f(60_000)', ['f(120000)']],
    ['boolean', 'a && b', ['a || b']],
    ['boolean', 'a || b', ['a && b']],
    ['term', 'x = a && b', ['x = (a)', 'x = (b)']],
    ['term', 'x = a ?? b', ['x = (b)']],
    ['negation', 'x = !a', ['x = a']],
    ['negation', 'x = true', ['x = false']],
    ['negation', 'if (a) b; else c;', ['if (!(a)) b; else c;']],
    ['negation', 'if (a === b) c;', []],
    ['branch', 'x = a ? b : c', ['x = (b)', 'x = (c)']],
    ['removed', 'a(); b = 1;', ['; b = 1;', 'a(); ;']],
    [
      'removed',
      'for (;;) { if (a) continue; b(); }',
      ['for (;;) { ; b(); }', 'for (;;) { if (a) ; b(); }', 'for (;;) { if (a) continue; ; }'],
    ],
    ['removed', 'if (a) b(); else c();', ['if (a) ; else c();', 'if (a) b(); else ;']],
    ['swapped arguments', 'f(a, b, c)', ['f(b, a, c)', 'f(a, c, b)']],
    ['swapped arguments', 'f(a, g())', []],
    [
      'swapped arguments',
      'Math.min(a, b) + Math.max(a, b) + Math.pow(a, b)',
      ['Math.min(a, b) + Math.max(a, b) + Math.pow(b, a)'],
    ],
    ['swapped fields', 'x = { a: p.b, b: p.a }', ['x = { a: p.a, b: p.b }']],
    ['swapped fields', 'x = { a: p, b: p }', []],
    ['method', 'a.some(f)', ['a.every(f)']],
    ['method', 'Math.min(a, b)', ['Math.max(a, b)']],
    ['method', 'a.filter(f)', ['a']],
  ])('%s: %s', (operator, text, expected) => {
    expect(results(text, operator)).toEqual(expected);
  });

  it('leaves types, imports and exports of others alone', () => {
    expect(results("import a from 'b'; export { c } from 'd'; type E = 1 | true; interface F { g: 2 } let h: 3;")).toEqual([]);
  });
});

describe('a mutant', () => {
  const text = 'export const LIMIT = 5;\nconst near = (a: number) => a < LIMIT;\n';

  it('tells its line, what stood there, and the function it stands in', () => {
    expect(mutantsOf('x/a.ts', text)).toMatchObject([
      { line: 1, from: '5', replacement: '6', index: undefined, isExported: true },
      { line: 1, from: '5', replacement: '4' },
      { line: 1, from: '5', replacement: '10' },
      { line: 2, column: 31, from: '<', replacement: '<=', index: 0, isExported: false },
      { line: 2, from: '<', replacement: '>=' },
    ]);
  });

  it('is in the sample or not by the seed alone, and the sample keeps the order', () => {
    const all = Array.from({ length: 100 }, (_, index) => index);
    const sample = sampled(all, 10, 7);
    expect(sample).toEqual(sampled(all, 10, 7));
    expect(sample).not.toEqual(sampled(all, 10, 8));
    expect(sample).toEqual([...sample].sort((one, other) => one - other));
    expect(new Set(sample).size).toBe(10);
    expect(sampled(all, 1_000, 7)).toEqual(all);
  });
});

describe('an instrumented source', () => {
  it('tells which functions run, and does the same', () => {
    const text = [
      'const double = (a) => a * 2;',
      'const nested = (a) => (b) => ({ sum: a + b });',
      'function never() { return 0; }',
      'class C { #n = 1; get n() { return this.#n; } async m() { return double(this.n); } }',
      'return [double(2), nested(1)(2), new C().n];',
    ].join('\n');
    const reached = new Set<string>();
    (globalThis as { reached?: Set<string> }).reached = reached;
    const body = instrumented('a.ts', `function all() {${text}}`);
    expect(runInThisContext(`${body}\nall();`)).toEqual([4, { sum: 3 }, 1]);
    delete (globalThis as { reached?: Set<string> }).reached;
    expect([...reached].sort()).toEqual(['a.ts#0', 'a.ts#1', 'a.ts#2', 'a.ts#3', 'a.ts#5', 'a.ts#load']);
  });
});
