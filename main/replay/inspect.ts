import { loadBars, loadTicks, namedBy, sizeName, type BarsOptions, type FileForm } from '../adapters/history/index.ts';
import { paperSymbol } from '../paper-broker/index.ts';
import type { Inspected } from './data-text.ts';
import { formText } from './form-text.ts';
import { unfinishedText } from './read-as.ts';
import { factsOfBars, factsOfTicks } from './price-facts.ts';

/** Bars, unless the name says ticks. */
export const kindByName = (file: string): 'bars' | 'ticks' => (namedBy(file).content === 'TICKS' ? 'ticks' : 'bars');

/** Reads one file of bars or ticks, whichever its name or `kind` says, and measures what its prices are worth. */
export async function inspectFile(file: string, kind: 'bars' | 'ticks' | null, options: BarsOptions): Promise<Inspected> {
  let found: FileForm | null = null;
  const told = (one: FileForm): void => {
    found = one;
  };
  const formOf = (hasPoint: boolean): string => (found === null ? '' : formText(found, hasPoint));
  if ((kind ?? kindByName(file)) === 'ticks') {
    const { symbol, ticks: rows, skipped } = await loadTicks(file, { ...options, told });
    const spec = paperSymbol(symbol);
    const facts = factsOfTicks(rows, spec?.hours ?? 'fx');
    return {
      file,
      symbol,
      kind: 'ticks',
      size: 'ticks',
      form: formOf(true),
      skipped,
      facts,
      hasSpec: spec !== undefined,
      hints: [],
    };
  }
  const {
    symbol,
    bars,
    skipped,
    unfinished,
    hints,
    everyMs = MINUTE,
  } = await loadBars(file, { ...options, anySize: true, told });
  const spec = paperSymbol(symbol);
  const facts = factsOfBars(bars, spec?.hours ?? 'fx', everyMs);
  const left = unfinished === 0 ? '' : `, ${unfinishedText(unfinished)} left out`;
  const form = `${formOf(options.pointOf?.(symbol) !== undefined)}${left}`;
  return { file, symbol, kind: 'bars', size: sizeName(everyMs), form, skipped, facts, hasSpec: spec !== undefined, hints };
}

const MINUTE = 60_000;
