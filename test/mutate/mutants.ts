import ts from 'typescript';
import { changesOf, type Change } from './operators.ts';
import { functionAt } from './functions.ts';
import type { Place } from './chosen-tests.ts';

export interface Mutant extends Change, Place {
  /** `path:line:column operator`, with what stood there and what stands there now. */
  line: number;
  column: number;
  from: string;
}

/** Every mutant of one file. */
export function mutantsOf(path: string, text: string): Mutant[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return changesOf(source).map((change) => {
    const { line, character } = source.getLineAndCharacterOfPosition(change.start);
    const place = { path, index: functionAt(source, change.start), isExported: isExported(source, change.start) };
    return { ...change, ...place, line: line + 1, column: character + 1, from: text.slice(change.start, change.end) };
  });
}

function isExported(source: ts.SourceFile, position: number): boolean {
  const statement = source.statements.find((each) => each.getStart(source) <= position && position < each.end);
  return statement !== undefined && ts.canHaveModifiers(statement)
    ? (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    : false;
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` of them, the same for the same seed, in their first order. */
export function sampled<T>(all: readonly T[], count: number, seed: number): T[] {
  const next = chance(seed);
  const places = all.map((_, index) => index);
  for (let last = places.length - 1; last > 0; last -= 1) {
    const other = Math.floor(next() * (last + 1));
    [places[last], places[other]] = [places[other]!, places[last]!];
  }
  return places
    .slice(0, count)
    .sort((one, other) => one - other)
    .map((index) => all[index]!);
}
