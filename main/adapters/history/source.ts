import type { Content } from './content.ts';
import type { Encoding } from './encoding.ts';
import { HistoryFault } from './history-fault.ts';
import { isFields, jsonList, type JsonRecord } from './json-list.ts';
import { brokenText } from './json-place.ts';
import { JsonTable, jsonLines } from './json-rows.ts';
import { jsonIn, shapeOf, type Shape } from './json-text.ts';
import { lineBatches } from './lines.ts';
import { hstLines, isHst } from './metatrader-hst.ts';

/** A file's rows as lines of a table, and what else is known of them by the way they are laid down. */
export type Source = {
  readonly shape: Shape;
  readonly batches: () => AsyncGenerator<readonly string[]>;
  /** A bad row, by the line of the table that it is in. */
  readonly faultAt: (line: number, problem: string) => HistoryFault;
};

/** Finds out how a file is laid down: MetaTrader's own file, JSON, or a table. */
export async function sourceOf(file: string, content: Content, told: (encoding: Encoding) => void): Promise<Source> {
  const atLine = (line: number, problem: string): HistoryFault => new HistoryFault(file, line, problem);
  if (isHst(content.name)) return { shape: 'text', batches: () => hstLines(file, content), faultAt: atLine };
  const shape = await shapeOf(content);
  if (shape === 'text') return { shape, batches: () => lineBatches(content, told), faultAt: atLine };
  // The line of titles is not in the file.
  const faultAt = (line: number, problem: string): HistoryFault =>
    shape === 'json lines' ? atLine(line - 1, problem) : new HistoryFault(file, 0, `candle ${line - 1}: ${problem}`);
  if (shape === 'json lines') return { shape, batches: () => linesOfJson(file, content, told), faultAt };
  const list = jsonList(file, await jsonIn(file, content, told));
  return { shape, batches: () => jsonLines(list), faultAt };
}

/** One candle a line: only so many lie in memory as a batch has. */
async function* linesOfJson(
  file: string,
  content: Content,
  told: (encoding: Encoding) => void,
): AsyncGenerator<readonly string[]> {
  let table: JsonTable | null = null;
  let read = 0;
  for await (const batch of lineBatches(content, told)) {
    const records = batch.map((line, at) => (line.trim() === '' ? null : recordIn(file, line, read + at + 1)));
    read += batch.length;
    const lines: string[] = [];
    if (table === null) {
      table = new JsonTable(
        jsonList(
          file,
          records.filter((record) => record !== null),
        ),
      );
      lines.push(table.titles);
    }
    for (const record of records) lines.push(record === null ? '' : table.lineOf(record));
    yield lines;
  }
}

function recordIn(file: string, line: string, number: number): JsonRecord {
  try {
    const value: unknown = JSON.parse(line);
    if (isFields(value) || Array.isArray(value)) return value;
  } catch {
    throw new HistoryFault(file, number, brokenText(line).replace('line 1, ', ''));
  }
  throw new HistoryFault(file, number, 'is no candle: a line of JSON is an object or a list');
}
