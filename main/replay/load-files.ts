import fs, { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Bar, Quote } from '#shared/domain';
import { bySymbol, joined, loadBars, loadTicks, type Joined, type Part } from '../adapters/history/index.ts';
import { StartFault } from '../host/index.ts';
import { checkNaming } from './named-options.ts';
import type { PlayedFile } from './replay-request.ts';
import type { ReadOptions } from './row-options.ts';
import { readAs } from './read-as.ts';
import type { Series } from './merged.ts';

/** Names of files, with those that a `*` or `?` means put in: the shells of Windows leave that to the program. */
export const filesOf = (patterns: readonly string[]): readonly string[] =>
  patterns.flatMap((pattern) => {
    if (!/[*?]/.test(pattern) || existsSync(pattern)) return [pattern];
    const found = fs.globSync(pattern).sort();
    if (found.length === 0) throw new StartFault([`${pattern}: there is no such file`]);
    return found;
  });

/** One symbol's rows, in the order of their times, of all its files. */
export type Loaded<T> = Series<T> & { readonly skipped: number; readonly files: readonly PlayedFile[] };

/** The M1 bars of one or more files of one symbol. */
export async function loadBarFiles(files: readonly string[], options: ReadOptions): Promise<Loaded<Bar>> {
  return loadedOf(joined(await barParts(files, options), barTime), barTime);
}

/** Likewise the ticks. */
export async function loadTickFiles(files: readonly string[], options: ReadOptions): Promise<Loaded<Quote>> {
  return loadedOf(joined(await tickParts(files, options), tickTime), tickTime);
}

/** The M1 bars of files of one or more symbols, by the names of the symbols: the order of the files does not matter. */
export async function loadBarSeries(files: readonly string[], options: ReadOptions): Promise<readonly Loaded<Bar>[]> {
  return bySymbol(await barParts(files, options), barTime).map((one) => loadedOf(one, barTime));
}

/** Likewise the ticks. */
export async function loadTickSeries(files: readonly string[], options: ReadOptions): Promise<readonly Loaded<Quote>[]> {
  return bySymbol(await tickParts(files, options), tickTime).map((one) => loadedOf(one, tickTime));
}

/** Every symbol has rows in the asked time, or it would be missing without a word. */
export function checkRows(series: readonly Loaded<unknown>[]): void {
  const empty = series.filter(({ rows }) => rows.length === 0);
  if (empty.length > 0)
    throw new StartFault(empty.map(({ symbol, files }) => `${namesOf(files)}: no row of ${symbol} lies in the asked time`));
}

/** The names of files, in their order. */
export const namesOf = (files: readonly PlayedFile[]): string => files.map(({ file }) => file).join(', ');

const barTime = ({ time }: Bar): number => time;
const tickTime = ({ at }: Quote): number => at;

async function barParts(files: readonly string[], options: ReadOptions): Promise<readonly Part<Bar>[]> {
  const parts: Part<Bar>[] = [];
  for (const file of filesOf(files)) {
    const { symbol, timeframe, bars, skipped, ...found } = await loadBars(file, options);
    if (timeframe !== 'M1') throw new StartFault([`${file}: the engine folds M5 from M1 by itself, so it needs M1 bars`]);
    const { stamps } = { ...options, ...options.ofSymbol?.(symbol) };
    parts.push({ file, symbol, rows: bars, skipped, readAs: readAs({ ...found, stamps }) });
  }
  if (options.naming !== undefined) checkNaming(options.naming, parts);
  return parts;
}

async function tickParts(files: readonly string[], options: ReadOptions): Promise<readonly Part<Quote>[]> {
  const parts: Part<Quote>[] = [];
  for (const file of filesOf(files)) {
    const { symbol, ticks, skipped } = await loadTicks(file, options);
    parts.push({ file, symbol, rows: ticks, skipped });
  }
  if (options.naming !== undefined) checkNaming(options.naming, parts);
  return parts;
}

function loadedOf<T>({ symbol, rows, skipped, parts }: Joined<T>, timeOf: (row: T) => number): Loaded<T> {
  const files = parts.map(({ file, rows: own, skipped: bad, readAs: as }): PlayedFile => {
    const ends = [own[0], own.at(-1)].map((row) => (row === undefined ? 0 : timeOf(row)));
    return { file: basename(file), rows: own.length, from: ends[0] ?? 0, to: ends[1] ?? 0, skipped: bad, ...as };
  });
  return { symbol, rows, skipped, files };
}
