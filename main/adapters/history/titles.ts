import { BAR_PRICES, seriesOf, sidedTitle, type BarPrice, type Series, type Sided } from './side-titles.ts';

/** What a column of a history file is. `ask open` and so on: a bar's prices on the other side. */
export type Column = 'date' | 'time' | BarPrice | `ask ${BarPrice}` | 'volume' | 'spread' | 'bid' | 'ask' | 'complete';

/** The column names that exports use, as they are without brackets, quotes, case and accents. */
const ENGLISH: Readonly<Record<string, Column>> = {
  ...{ date: 'date', dtyyyymmdd: 'date', day: 'date', 'trading day': 'date' },
  ...{ time: 'time', datetime: 'time', timestamp: 'time', 'date time': 'time', 'gmt time': 'time', 'local time': 'time' },
  ...{ 'date/time': 'time', date_time: 'time', 'date & time': 'time', 'bar time': 'time', 'open time': 'time' },
  ...{ 'etc/utc': 'time', unix: 'time', unixtime: 'time', epoch: 'time', opentime: 'time', open_time: 'time' },
  ...{ t: 'time', ts: 'time', dt: 'time', utc: 'time', 'time utc': 'time', time_utc: 'time', 'datetime utc': 'time' },
  ...{ datetime_utc: 'time', timestamp_ms: 'time', start: 'time', 'start time': 'time', start_time: 'time', starttime: 'time' },
  ...{ open: 'open', high: 'high', low: 'low', close: 'close', o: 'open', h: 'high', l: 'low', c: 'close' },
  window_start: 'time',
  ...{ volume: 'volume', vol: 'volume', tickvol: 'volume', tick_volume: 'volume', tickvolume: 'volume', totalvolume: 'volume' },
  ...{
    'tick volume': 'volume',
    'total volume': 'volume',
    totvol: 'volume',
    v: 'volume',
    spread: 'spread',
    tickqty: 'volume',
    complete: 'complete',
  },
  ...{ bid: 'bid', ask: 'ask', 'bid price': 'bid', 'ask price': 'ask', bidprice: 'bid', askprice: 'ask' },
};

/** The same in the languages of platforms; these countries write decimals with a comma. */
const FOREIGN: Readonly<Record<string, Column>> = {
  ...{ datum: 'date', zeit: 'time', uhrzeit: 'time', zeitstempel: 'time', 'datum/zeit': 'time', eroffnung: 'open' },
  ...{ eroffn: 'open', eroffnungskurs: 'open', hoch: 'high', hochst: 'high', tief: 'low', schluss: 'close' },
  ...{ schlusskurs: 'close', tagestief: 'low', tageshoch: 'high', volumen: 'volume' },
  ...{ heure: 'time', ouverture: 'open', ouv: 'open', 'plus haut': 'high', 'plus bas': 'low', haut: 'high', bas: 'low' },
  ...{ cloture: 'close', 'date et heure': 'time' },
  ...{ fecha: 'date', hora: 'time', apertura: 'open', maximo: 'high', minimo: 'low', cierre: 'close' },
  ...{ data: 'date', ora: 'time', massimo: 'high', chiusura: 'close', abertura: 'open', maxima: 'high', minima: 'low' },
  ...{ max: 'high', min: 'low', fechamento: 'close' },
  ...{ tijd: 'time', opening: 'open', hoog: 'high', laag: 'low', slot: 'close' },
  ...{
    czas: 'time',
    otwarcie: 'open',
    najwyzszy: 'high',
    najnizszy: 'low',
    zamkniecie: 'close',
    wolumen: 'volume',
    wol: 'volume',
  },
  ...{
    tarih: 'date',
    saat: 'time',
    acılıs: 'open',
    yuksek: 'high',
    dusuk: 'low',
    kapanıs: 'close',
    hacim: 'volume',
    hac: 'volume',
  },
  ...{ дата: 'date', время: 'time', открытие: 'open', откр: 'open', максимум: 'high', макс: 'high', минимум: 'low' },
  ...{ мин: 'low', закрытие: 'close', объем: 'volume' },
};

/** Beside a close the last price is another one; where there is none, it is the close (Sierra Chart, Investing.com). */
const LAST = new Set(
  ('last price zuletzt dernier ultimo laatste ostatnio simdi цена'.split(' ') as readonly string[]).map((name) => clean(name)),
);

const INDEX = /^(?:|index|unnamed: 0)$/;

/** A title as it is looked up: without brackets, quotes, case, accents, a point at its end, and what stands in brackets behind it. */
export function clean(title: string): string {
  const bare = title
    .trim()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/^["'<[]+|["'>\]]+$/g, '')
    .toLowerCase();
  return (
    bare
      .replace(/ ?[([].*$/, '')
      .replace(/[.:*]+$/, '')
      .trim() || bare
  );
}

/** Whether a title says that it is a price, in whatever language. */
const isLast = (title: string): boolean => LAST.has(clean(title));

export type Titles = {
  readonly columns: ReadonlyMap<Column, number>;
  /** Whether some title is in a language whose decimals have a comma. */
  readonly isForeign: boolean;
  /** Whose prices are read where titles say whose they are; `ask`: only the ask's are there, and none are read. */
  readonly series: Series;
};

/** What the cells of a header are. The first of two that say the same is taken. */
export function titlesOf(cells: readonly string[]): Titles {
  const columns = new Map<Column, number>();
  let isForeign = false;
  const sided: Sided[] = [];
  for (const [at, cell] of cells.entries()) {
    const side = sidedTitle(cell);
    if (side !== null) {
      sided.push({ ...side, at });
      continue;
    }
    const title = clean(cell);
    const known = ENGLISH[title] ?? FOREIGN[title];
    if (known === undefined || columns.has(known)) continue;
    columns.set(known, at);
    isForeign ||= ENGLISH[title] === undefined;
  }
  // A table's index has no title of its own (pandas), or one that says so.
  if (!columns.has('time') && !columns.has('date') && columns.size > 1 && INDEX.test(clean(cells[0] ?? '')))
    columns.set('time', 0);
  const last = cells.findIndex(isLast);
  if (last !== -1 && !columns.has('close')) columns.set('close', last);
  const series = BAR_PRICES.every((name) => columns.has(name)) ? null : seriesOf(sided);
  for (const { side, price, at } of sided) {
    if (series !== 'ask' && side === series) columns.set(price, at);
    else if (series === 'bid' && side === 'ask') columns.set(`ask ${price}`, at);
  }
  return { columns, isForeign, series };
}
