import { isFields, plainName, type JsonList, type JsonRecord } from './json-list.ts';

/** Candles whose names are looked at; what only a later one has is left out. */
const LOOKED_AT = 200;
const BATCH = 2_000;
/** What is in a list without names: a time, four prices, and a volume where it is known to stand there (Binance, Bybit, OKX, ccxt). */
const UNNAMED = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;
/** Kraken's lists of eight have the mean price where others have the volume. */
const WITHOUT_VOLUME = 8;

/** The table that records make: its titles, and a line for each. */
export class JsonTable {
  readonly #names: readonly string[];
  readonly #zone: string | null;
  /** The line of titles. */
  readonly titles: string;

  constructor({ records, zone, isLocal }: JsonList) {
    const names = new Set<string>();
    for (const record of records.slice(0, LOOKED_AT)) for (const [name] of cellsOf(record)) names.add(name);
    this.#names = [...names];
    this.#zone = zone;
    const hasClock = records.slice(0, LOOKED_AT).some((record) => cellsOf(record).some(([, cell]) => String(cell).includes(':')));
    this.titles = this.#names.map((name) => (isLocal && hasClock && TIMES.test(name) ? 'local time' : plain(name))).join('\t');
  }

  lineOf(record: JsonRecord): string {
    const cells = new Map(cellsOf(record));
    return this.#names
      .map((name) => {
        const cell = plain(cells.get(name) ?? '');
        return this.#zone !== null && TIMES.test(name) && cell.includes(':') ? `${cell} ${this.#zone}` : cell;
      })
      .join('\t');
  }
}

const TIMES = /^(?:date ?time|time|timestamp)$/i;

/** All of a list as lines, the titles first. */
export async function* jsonLines(list: JsonList): AsyncGenerator<readonly string[]> {
  const table = new JsonTable(list);
  let lines = [table.titles];
  for (const record of list.records) {
    lines.push(table.lineOf(record));
    if (lines.length < BATCH) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}

/** Names and values of a record; what lies in an object of its own as `mid.o`. */
function cellsOf(record: JsonRecord): readonly (readonly [string, unknown])[] {
  if (!isFields(record)) {
    const cells = Array.isArray(record) ? (record as readonly unknown[]) : [];
    const named = cells.length === WITHOUT_VOLUME ? UNNAMED.slice(0, -1) : UNNAMED;
    return named.slice(0, cells.length).map((name, at) => [name, cells[at]] as const);
  }
  return Object.entries(record).flatMap(([name, value]) =>
    isFields(value)
      ? Object.entries(value).map(([inner, cell]) => [`${name}.${inner}`, cell] as const)
      : [[plainName(name), value] as const],
  );
}

/** A value as the cell of a table. */
const plain = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).replace(/[\t\r\n"]/g, ' ')
    : '';
