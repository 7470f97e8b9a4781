import { SIZE_KEYS, type Counted } from './keys.ts';

/** How much a field is about. `counted`: what its number counts; `money`: the account's, or that which the field names. */
export type Size = {
  readonly counted: Counted | 'money';
  readonly amount: number;
  readonly isZero: boolean;
  /** The currency of an amount of money that names one. */
  readonly currency?: string;
};

/** Amounts of money that a position is worth, and the currency where the name has it. */
const MONEY_KEYS: ReadonlyMap<string, string> = new Map([
  ...['usd', 'usdamount', 'amountusd', 'dollars', 'dollaramount'].map((key) => [key, 'USD'] as const),
  ...['notional', 'cash', 'positionvalue', 'quoteqty', 'quoteorderqty'].map((key) => [key, ''] as const),
]);
export const isSizeKey = (plain: string): boolean => SIZE_KEYS.has(plain) || MONEY_KEYS.has(plain);
const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?)\s*(?:%|lots?|units?|contracts?)?$/i;
const UNITS: readonly (readonly [Counted, RegExp])[] = [
  ['percent', /(?:%|percent|pct)$/i],
  ['lots', /lots?$/i],
  ['units', /units?$/i],
];
const MONEY = /^(?:([$€£])\s*([\d.,]+)|([\d.,]+)\s*([$€£]|[A-Z]{3}))$/;
const SIGNS: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP' };

/** A number as senders write it, also with a decimal comma or a unit; null when the text is none. */
export function numberOf(text: string): number | null {
  const found = NUMBER.exec(text.replace(/^([+-]?\d+),(\d+)/, '$1.$2'));
  const number = found === null ? NaN : Number(found[1]);
  return Number.isFinite(number) ? number : null;
}

/** What a field of this name says of a size; null: nothing. The unit may stand beside the number: "50%", "0.5 lots", "250 USD". */
export function sizeIn(plain: string, text: string): Size | null {
  const ofMoney = MONEY_KEYS.get(plain);
  if (ofMoney !== undefined) {
    const sum = numberOf(text.replace(/^\$\s*/, ''));
    return sum === null
      ? null
      : { counted: 'money', amount: sum, isZero: sum === 0, ...(ofMoney === '' ? {} : { currency: ofMoney }) };
  }
  const byKey = SIZE_KEYS.get(plain);
  if (byKey === undefined) return null;
  const money = MONEY.exec(text);
  const sum = money === null ? null : numberOf((money[2] ?? money[3] ?? '').replace(/,(?=\d{3}\b)/g, ''));
  if (money !== null && sum !== null) {
    const sign = money[1] ?? money[4] ?? '';
    return { counted: 'money', amount: sum, isZero: sum === 0, currency: SIGNS[sign] ?? sign };
  }
  const amount = numberOf(text.replace(/\s*(?:percent|pct)$/i, '%'));
  if (amount === null) {
    const share = shareIn(text);
    return share === null ? null : { counted: 'percent', amount: share, isZero: false };
  }
  const counted = UNITS.find(([, unit]) => unit.test(text))?.[0] ?? byKey;
  return counted === 'share'
    ? { counted: 'percent', amount: amount <= 1 ? amount * 100 : amount, isZero: amount === 0 }
    : { counted, amount, isZero: amount === 0 };
}

const PERCENT = /(\d+(?:[.,]\d+)?)\s*(?:%|percent\b|pct\b|prozent\b)/i;
/** A share in a text of several words is one of the position only beside the word that closes: "+2 % profit" is none. */
const CLOSED =
  /(?:clos|exit|reduc|trim|partial|sell|take off|scale out)\w*\W{1,3}(?:[^\W\d]\w*\W{1,3})?(\d+(?:[.,]\d+)?)\s*(?:%|percent\b|pct\b)/i;
const OF_IT =
  /(\d+(?:[.,]\d+)?)\s*(?:%|percent\b|pct\b)\W{1,3}(?:of (?:the )?(?:position|trade|lots|size)|clos|exit|off\b|partial|out\b)/i;
const SHARES: readonly (readonly [RegExp, number])[] = [
  [/\bhalf\b|½|\b1\/2\b|_half\b|half_/i, 50],
  [/\b(?:a )?third\b|⅓|\b1\/3\b/i, 100 / 3],
  [/\b(?:a )?quarter\b|¼|\b1\/4\b/i, 25],
];

const shareIn = (text: string): number | null => SHARES.find(([word]) => word.test(text))?.[1] ?? null;

/** The percentage that a text closes. `isCommand`: the text is the command itself. */
export function percentIn(text: string, isCommand: boolean): number | null {
  const found = isCommand ? PERCENT.exec(text) : (CLOSED.exec(text) ?? OF_IT.exec(text));
  return found === null
    ? shareIn(text.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/_/g, ' '))
    : Number(found[1]?.replace(',', '.'));
}

const PART =
  /part(?:ial|ly|s)?\b|part(?:ial)?[_ -]?(?:clos|exit)|(?:clos|exit)\w*[_ -]?part|reduc(?!e[_ -]?only)|\btrim|scale[_ -]?out|(?:long|short)[_ -]?(?:pct|percent|vol)$/i;
const LEG_REACHED = /^(?:tp|take[ _-]?profit|target)[ _-]?\d+[ _-]*(?:hit|reached|filled|done|✅)\W*$/i;

/** True when a text that closes speaks of a part: "partial close", "reduce", "TP1 hit", PineConnector's `closelongpct`. */
export const isPartOnly = (text: string): boolean => PART.test(text.trim()) || LEG_REACHED.test(text.trim());
