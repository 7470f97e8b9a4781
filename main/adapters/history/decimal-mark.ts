import { HistoryQuestion } from './history-fault.ts';
import { evidenceOf, plainNumber, type DecimalMark } from './number-form.ts';
import { splitRow } from './split-row.ts';
import { usualPrices } from './usual-prices.ts';

/** What is known of a table before its numbers are read. */
export type NumberTable = {
  readonly file: string;
  /** Lines with the first row at `firstLine`, counted from 1. */
  readonly rows: readonly string[];
  readonly firstLine: number;
  readonly separator: string;
  /** Where the prices are, with their titles. */
  readonly prices: ReadonlyMap<number, string>;
  /** Columns that are times. */
  readonly times: readonly number[];
  readonly symbol: string | null;
  /** What the trader says. */
  readonly asked: DecimalMark | undefined;
  /** Whether the titles are in a language that writes decimals with a comma. */
  readonly isForeign: boolean;
};

type Cell = { readonly text: string; readonly line: number; readonly title: string };

/**
 * What stands before the decimals, told by the whole column: 44,123 alone may be either. What its own cells leave open is told by
 * other columns of numbers, by prices of four digits without any mark, and by what the market costs; else it is asked.
 */
export function decimalMarkOf(table: NumberTable): DecimalMark {
  if (table.asked !== undefined) return table.asked;
  const found = lookedThrough(table);
  const { sure, open, isUnparted } = found;
  const [point, comma] = [sure.get('.'), sure.get(',')];
  if (point !== undefined && comma !== undefined)
    throw new HistoryQuestion(
      table.file,
      `its numbers do not go together: ${said(point)} has its decimals after a point, ${said(comma)} after a comma: ${MEND}`,
    );
  if (comma !== undefined) return ',';
  if (point !== undefined) return '.';
  if (open === null) return found.elsewhere ?? '.';
  const mark = open.text.includes(',') ? ',' : '.';
  // A file that writes 1234 parts no thousands.
  if (isUnparted) return mark;
  const usual = table.symbol === null ? null : usualPrices(table.symbol);
  const byMarket = usual === null ? null : markBy(open.text, mark, usual);
  if (byMarket !== null) return byMarket;
  if (found.elsewhere !== null) return found.elsewhere;
  if (mark === '.' && !table.isForeign) return '.';
  throw new HistoryQuestion(
    table.file,
    `line ${open.line}, column ${open.title}: "${open.text}" may be ${plainNumber(open.text, mark)} or ${plainNumber(open.text, otherOf(mark))}, and no row tells which: ${MEND}`,
  );
}

const MEND = 'give --decimals comma or --decimals point';
const otherOf = (mark: DecimalMark): DecimalMark => (mark === ',' ? '.' : ',');
const said = ({ text, line, title }: Cell): string => `"${text}" (line ${line}, column ${title})`;

/** The reading that lies where the market is; null where both do, or neither. */
function markBy(text: string, mark: DecimalMark, [low, high]: readonly [number, number]): DecimalMark | null {
  const fits = ([mark, otherOf(mark)] as const).filter((each) => {
    const price = Number(plainNumber(text, each));
    return price >= low && price <= high;
  });
  return fits.length === 1 ? (fits[0] ?? null) : null;
}

type Found = {
  readonly sure: ReadonlyMap<DecimalMark, Cell>;
  /** A price that may be read both ways. */
  readonly open: Cell | null;
  /** Some price has four digits before its decimals, and nothing between them. */
  readonly isUnparted: boolean;
  /** What columns that are no prices say. */
  readonly elsewhere: DecimalMark | null;
};

function lookedThrough({ rows, firstLine, separator, prices, times }: NumberTable): Found {
  const sure = new Map<DecimalMark, Cell>();
  const others = new Set<DecimalMark>();
  let open: Cell | null = null;
  let isUnparted = false;
  for (const [index, row] of rows.entries()) {
    for (const [at, raw] of splitRow(row, separator).entries()) {
      if (times.includes(at)) continue;
      const text = raw.trim();
      const title = prices.get(at);
      const evidence = evidenceOf(text);
      if (title === undefined) {
        if (evidence !== null && evidence !== 'either') others.add(evidence);
        continue;
      }
      if (/^\d{4,}$/.test(text)) isUnparted = true;
      const cell = { text, line: firstLine + index, title };
      if (evidence === 'either') open ??= cell;
      else if (evidence !== null && !sure.has(evidence)) sure.set(evidence, cell);
    }
  }
  return { sure, open, isUnparted, elsewhere: others.size === 1 ? ([...others][0] ?? null) : null };
}
