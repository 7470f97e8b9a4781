import type { NewsEvent } from '#shared/domain';

/** One event as a source writes it, every cell still text; `row` begins its place in messages: 'row 2, ' or 'events.0.'. */
export type RawEvent = {
  readonly row: string;
  /** Name of the column that `date` is from. */
  readonly column: string;
  /** Date, or date and time. */
  readonly date: string;
  /** Time of day where it has a column of its own. */
  readonly time: string;
  readonly currency: string;
  readonly impact: string;
  readonly title: string;
};

const COLUMNS: Readonly<Record<Exclude<keyof RawEvent, 'row' | 'column'>, readonly string[]>> = {
  date: ['at', 'datetime', 'date_time', 'local_datetime', 'timestamp', 'start', 'dateutc', 'date'],
  time: ['time'],
  currency: ['currency', 'ccy', 'country', 'cur', 'zone'],
  impact: ['impact', 'importance', 'volatility', 'stars'],
  title: ['title', 'event', 'name', 'event_name', 'description'],
};

/** The cells of one record whose keys are column names in lower case. A lone `time` column holds the whole moment. */
export function rawEvent(cells: Readonly<Record<string, string>>, row: string): RawEvent {
  const of = (names: readonly string[]): string => {
    const filled = names.map((name) => (cells[name] ?? '').trim());
    return filled.find((text) => text !== '') ?? '';
  };
  const date = of(COLUMNS.date);
  const time = of(COLUMNS.time);
  return {
    row,
    column: date === '' ? 'time' : (COLUMNS.date.find((name) => (cells[name] ?? '').trim() !== '') ?? 'time'),
    date: date === '' ? time : date,
    time: date === '' ? '' : time,
    currency: of(COLUMNS.currency),
    impact: of(COLUMNS.impact),
    title: of(COLUMNS.title),
  };
}

/** True when a header has what an event needs, whatever the source calls it. */
export function missingColumns(header: readonly string[]): readonly string[] {
  const has = (names: readonly string[]): boolean => names.some((name) => header.includes(name));
  return [
    ...(has([...COLUMNS.date, ...COLUMNS.time]) ? [] : ['time']),
    ...(has(COLUMNS.currency) ? [] : ['currency']),
    ...(has(COLUMNS.impact) ? [] : ['impact']),
    ...(has(COLUMNS.title) ? [] : ['title']),
  ];
}

/** Moves the prices of every symbol. */
export const EVERY_CURRENCY = 'ALL';

/** Three capitals that are currencies; others in a summary (CPI, ECB, NFP) are not. */
const CODES = /\b(USD|EUR|GBP|JPY|CHF|AUD|NZD|CAD|CNY|CNH|SEK|NOK|DKK|PLN|CZK|HUF|TRY|ZAR|MXN|BRL|INR|SGD|HKD|KRW|ILS|THB|RUB)\b/;

/** Acronyms as they are written, and names in any case. */
const PLACES: readonly (readonly [currency: string, acronyms: RegExp, names: RegExp])[] = [
  ['USD', /\b(US|USA|U\.S\.|FOMC|NFP)\b/, /\b(united states|american|federal reserve|fed (chair|interest|funds)|non-?farm)\b/i],
  [
    'EUR',
    /\b(EU|EA|EZ|EMU|ECB)\b/,
    /\b(euro|euro ?zone|euro area|european|germany?|france|french|italy|italian|spain|spanish)\b/i,
  ],
  ['GBP', /\b(UK|GB|U\.K\.|BoE|BOE)\b/, /\b(united kingdom|britain|british|bank of england)\b/i],
  ['JPY', /\b(JP|BoJ|BOJ)\b/, /\b(japan|japanese|tankan)\b/i],
  ['CHF', /\b(CH|SNB)\b/, /\b(switzerland|swiss)\b/i],
  ['AUD', /\b(AU|RBA)\b/, /\baustralian?\b/i],
  ['NZD', /\b(NZ|RBNZ)\b/, /\bnew zealand\b/i],
  ['CAD', /\b(CA|BoC|BOC)\b/, /\b(canada|canadian)\b/i],
  ['CNY', /\b(CN|PBoC|PBOC)\b/, /\b(china|chinese|caixin)\b/i],
  ['SEK', /\bSE\b/, /\b(sweden|swedish|riksbank)\b/i],
  ['NOK', /\bNorges Bank\b/, /\b(norway|norwegian)\b/i],
];
/** ISO country codes in a cell of their own, where the acronyms above do not hold them. */
const COUNTRIES: Readonly<Record<string, string>> = {
  DE: 'EUR',
  FR: 'EUR',
  IT: 'EUR',
  ES: 'EUR',
  NO: 'NOK',
  DK: 'DKK',
  PL: 'PLN',
  CZ: 'CZK',
  HU: 'HUF',
  TR: 'TRY',
  ZA: 'ZAR',
  MX: 'MXN',
  BR: 'BRL',
  SG: 'SGD',
  HK: 'HKD',
  KR: 'KRW',
};

/** The currency a cell names: its code, a country, or `ALL`; null when it names none. */
export function currencyIn(text: string): string | null {
  const trimmed = text.trim();
  const capitals = trimmed.toUpperCase();
  if (/^(all|global|world)$/i.test(trimmed)) return EVERY_CURRENCY;
  if (capitals.length <= 3) return COUNTRIES[capitals] ?? currencyOfWords(capitals);
  return currencyOfWords(trimmed);
}

/** The currency of a title such as 'US CPI YoY' or 'BoE: MPC Vote GBP': a code if there is one, else a country or its bank. */
export function currencyOfWords(text: string): string | null {
  const code = CODES.exec(text)?.[0];
  if (code !== undefined) return code;
  return PLACES.find(([, acronyms, names]) => acronyms.test(text) || names.test(text))?.[0] ?? null;
}

/** What a source calls how far an event moves prices. Null: it is no release (a holiday, a day without a class). */
export function impactIn(text: string): NewsEvent['impact'] | 'unknown' | null {
  const word = text.trim().toLowerCase();
  if (/holiday|non-?economic|^gr[ae]y$/.test(word)) return null;
  // Caution costs less than a missed release: an event without a class counts as high.
  if (word === '' || /^(3|h|red|\*{3}|★{3})$|high/.test(word)) return 'high';
  if (/^(2|m|orange|\*{2}|★{2})$|medium|moderate/.test(word)) return 'medium';
  if (/^(0|1|l|yellow|none|\*|★)$|low|importance_none/.test(word)) return 'low';
  return 'unknown';
}
