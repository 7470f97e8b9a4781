import fs, { existsSync } from 'node:fs';
import type { Bar, Quote } from '#shared/domain';
import { joined, loadBars, loadTicks, type BarsOptions, type Part, type TicksOptions } from '../adapters/history/index.ts';
import { StartFault } from '../host/index.ts';

/** Names of files, with those that a `*` or `?` means put in: the shells of Windows leave that to the program. */
export const filesOf = (patterns: readonly string[]): readonly string[] =>
  patterns.flatMap((pattern) => {
    if (!/[*?]/.test(pattern) || existsSync(pattern)) return [pattern];
    const found = fs.globSync(pattern).sort();
    if (found.length === 0) throw new StartFault([`${pattern}: there is no such file`]);
    return found;
  });

/** One symbol's rows, in the order of their times, of all files. */
export type Loaded<T> = ReturnType<typeof joined<T>>;

/** The M1 bars of one or more files of one symbol. */
export async function loadBarFiles(files: readonly string[], options: BarsOptions): Promise<Loaded<Bar>> {
  const parts: Part<Bar>[] = [];
  for (const file of filesOf(files)) {
    const { symbol, timeframe, bars, skipped } = await loadBars(file, options);
    if (timeframe !== 'M1') throw new StartFault([`${file}: the engine folds M5 from M1 by itself, so it needs M1 bars`]);
    parts.push({ file, symbol, rows: bars, skipped });
  }
  return joined(parts, ({ time }) => time);
}

/** Likewise the ticks. */
export async function loadTickFiles(files: readonly string[], options: TicksOptions): Promise<Loaded<Quote>> {
  const parts: Part<Quote>[] = [];
  for (const file of filesOf(files)) {
    const { symbol, ticks, skipped } = await loadTicks(file, options);
    parts.push({ file, symbol, rows: ticks, skipped });
  }
  return joined(parts, ({ at }) => at);
}
