import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { structuralShare } from '#renderer/store/index.ts';
import { anyJson } from '../../shared/events/any-payload.ts';

describe('reuse', () => {
  it('always says what the new value says', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (before, after) => {
        expect(structuralShare(before, after)).toEqual(after);
      }),
    );
  });

  it('gives back the old value when nothing changed, and old parts where only others did', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(value));
        const known: unknown = JSON.parse(JSON.stringify(value));
        expect(Object.is(structuralShare(known, copy), known) || typeof known !== 'object').toBe(true);
      }),
    );
    const before = { a: { b: 1 }, c: [1, 2], d: 3 };
    const after = structuralShare(before, { a: { b: 1 }, c: [1, 3], d: 3 });
    expect([after.a === before.a, after.c === before.c]).toEqual([true, false]);
  });

  it('tells a missing key from an undefined one', () => {
    expect(Object.keys(structuralShare({ a: 1, b: 2 }, { a: 1 }))).toEqual(['a']);
    expect(Object.keys(structuralShare<object>({ a: 1 }, { a: 1, b: undefined }))).toEqual(['a', 'b']);
  });
});
