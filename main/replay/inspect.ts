import { namedBy, type BarsOptions } from '../adapters/history/index.ts';
import { paperSymbol } from '../paper-broker/index.ts';
import type { Inspected } from './data-text.ts';
import { loadBarFiles, loadTickFiles } from './load-files.ts';
import { factsOfBars, factsOfTicks } from './price-facts.ts';

/** Bars, unless the name says ticks. */
export const kindByName = (file: string): 'bars' | 'ticks' => (namedBy(file).content === 'TICKS' ? 'ticks' : 'bars');

/** Reads one file of bars or ticks, whichever its name or `kind` says, and measures what its prices are worth. */
export async function inspectFile(file: string, kind: 'bars' | 'ticks' | null, options: BarsOptions): Promise<Inspected> {
  if ((kind ?? kindByName(file)) === 'ticks') {
    const { symbol, rows, skipped } = await loadTickFiles([file], options);
    const spec = paperSymbol(symbol);
    const facts = factsOfTicks(rows, spec?.hours ?? 'fx');
    return { file, symbol, kind: 'ticks', skipped, facts, hasSpec: spec !== undefined };
  }
  const { symbol, rows, skipped } = await loadBarFiles([file], options);
  const spec = paperSymbol(symbol);
  return { file, symbol, kind: 'bars', skipped, facts: factsOfBars(rows, spec?.hours ?? 'fx'), hasSpec: spec !== undefined };
}
