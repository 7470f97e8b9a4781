import { HistoryFault } from './history-fault.ts';

/** One candle or tick as a file has it. */
export type JsonRecord = Readonly<Record<string, unknown>> | readonly unknown[];

/** The candles in a JSON value, and what stands beside them of the zone of their times. */
export type JsonList = {
  readonly records: readonly JsonRecord[];
  /** The zone of the times by its name; null: there is none beside them. */
  readonly zone: string | null;
  /** Times without a zone are of whatever zone was asked for when the file was fetched, which nobody can tell. */
  readonly isLocal: boolean;
};

type Fields = Readonly<Record<string, unknown>>;
const DEPTH_MAX = 3;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Finds the one list of candles in a value, whatever it is called. */
export function jsonList(file: string, value: unknown): JsonList {
  const found = [...listsIn(value, null, 0)];
  const [list, ...more] = found;
  if (list === undefined) throw new HistoryFault(file, 0, `holds no list of candles or ticks${saysText(value)}`);
  if (more.length > 0)
    throw new HistoryFault(file, 0, `holds ${found.length} lists of prices, and one is needed: give each as a file`);
  return list;
}

function* listsIn(value: unknown, beside: Fields | null, depth: number): Generator<JsonList> {
  const records = recordsIn(value);
  if (records !== null) {
    yield { records, zone: zoneIn(beside), isLocal: isFields(beside?.['meta']) && beside['values'] === value };
    return;
  }
  if (!isFields(value) || depth === DEPTH_MAX) return;
  for (const inner of Object.values(value)) yield* listsIn(inner, value, depth + 1);
}

/** A list of candles, an object with a candle for each time (Alpha Vantage), or a list for each column (t, o, h, l, c). */
function recordsIn(value: unknown): readonly JsonRecord[] | null {
  if (Array.isArray(value)) return isPrices(value[0]) ? (value as readonly JsonRecord[]) : null;
  if (!isFields(value)) return null;
  const entries = Object.entries(value);
  const [first] = entries;
  if (first === undefined) return null;
  if (/^\d{4}-\d\d-\d\d/.test(first[0]) && isPrices(first[1]))
    return entries.map(([time, candle]) => ({ time, ...(isFields(candle) ? candle : {}) }));
  return byColumns(entries);
}

function byColumns(entries: readonly (readonly [string, unknown])[]): readonly JsonRecord[] | null {
  const columns = entries.filter((entry): entry is [string, readonly unknown[]] => Array.isArray(entry[1]));
  const length = columns[0]?.[1].length ?? 0;
  if (!isPrices(Object.fromEntries(columns.map(([name, cells]) => [name, cells[0]])))) return null;
  return Array.from({ length }, (_, at) => Object.fromEntries(columns.map(([name, cells]) => [name, cells[at]])));
}

/** Whether something may be a candle or a tick: values without names from a time on, or names of prices. */
export function isPrices(value: unknown): boolean {
  if (Array.isArray(value))
    return value.length >= 5 && value.every((cell) => typeof cell === 'number' || typeof cell === 'string');
  if (!isFields(value)) return false;
  const names = new Set(Object.keys(value).map((name) => plainName(name).toLowerCase()));
  const hasAll = (...wanted: readonly string[]): boolean => wanted.every((name) => names.has(name));
  return (
    hasAll('open', 'high', 'low', 'close') ||
    hasAll('o', 'h', 'l', 'c') ||
    hasAll('bid', 'ask') ||
    ['bid', 'mid', 'ask'].some((side) => [...names].some((name) => name.startsWith(side) && name.endsWith('close'))) ||
    [...names].some((name) => /^close_?(bid|mid|ask)$/.test(name)) ||
    ['bid', 'mid', 'ask'].some((side) => isFields(value[side]) && isPrices(value[side]))
  );
}

/** `1. open` is open. */
export const plainName = (name: string): string => name.replace(/^\d+[a-z]?\. ?/i, '');

/** Alpha Vantage tells the zone beside the candles. */
function zoneIn(beside: Fields | null): string | null {
  const facts = Object.entries(beside ?? {}).find(([name]) => /^meta ?data$/i.test(name))?.[1];
  if (!isFields(facts)) return null;
  const zone = Object.entries(facts).find(([name]) => /^time ?zone$/i.test(plainName(name)))?.[1];
  return typeof zone === 'string' ? zone : null;
}

const SAID_MAX = 160;

/** What a service answered instead of prices. */
function saysText(value: unknown): string {
  if (!isFields(value)) return '';
  const said = Object.entries(value).find(([name]) => /^(note|information|message|error.*)$/i.test(name))?.[1];
  return typeof said === 'string' ? `; it says: ${said.slice(0, SAID_MAX)}` : '';
}
