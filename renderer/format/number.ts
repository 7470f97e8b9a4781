import { currencyDigits } from './currency.ts';

/** What stands where a number is not known. */
export const NOTHING = '–';

export type Unknown = number | null | undefined;
export const isKnown = (value: Unknown): value is number => value !== null && value !== undefined && Number.isFinite(value);

/** From here on a number has no digits behind the point that mean anything, and is not written out. */
const TOO_LONG = 1e15;
/** Digits a volume, or a number of no known kind, can need: those of a bitcoin. */
const FINEST = 8;

/**
 * Digits in groups of three, `decimals` behind the point, a true minus sign. Never `-0`; a dash where there is no number; as
 * a power of ten from a thousand million million on.
 */
export function grouped(value: Unknown, decimals: number): string {
  if (!isKnown(value)) return NOTHING;
  if (Math.abs(value) >= TOO_LONG) return value.toExponential(2).replace('-', '−').replace('e+', 'e');
  const digits = Math.abs(value).toFixed(decimals);
  const [whole = '0', fraction] = digits.split('.');
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
  return value < 0 && Number(digits) !== 0 ? `−${text}` : text;
}

/** True where what is written is nothing but zeros. */
export const readsZero = (text: string): boolean => !/[1-9]/.test(text);

/** With a plus where something was won; what reads zero has no sign. */
const signed = (value: Unknown, text: string): string => (isKnown(value) && value > 0 && !readsZero(text) ? `+${text}` : text);

/** Money with the digits of its currency; the currency itself stands in the header or beside it. */
export const moneyText = (value: Unknown, currency: string): string => grouped(value, currencyDigits(currency));

/** Money that was won or lost: always with its sign, zero without. */
export const signedMoneyText = (value: Unknown, currency: string): string => signed(value, moneyText(value, currency));

/** A price with the symbol's own digits. */
export const priceText = (value: Unknown, digits: number): string => grouped(value, digits);

/** The distance of two prices in the symbol's last digit. */
export const pointsText = (from: number, to: number, digits: number): string =>
  grouped(Math.round((to - from) * 10 ** digits), 0);

/** At least `least` decimals, and as many more, up to `most`, as the number has: a small number does not read as zero. */
export function exact(value: Unknown, least = 0, most = FINEST): string {
  const [whole = '', fraction = ''] = grouped(value, most).split('.');
  const kept = fraction.replace(/0+$/, '').padEnd(least, '0');
  return kept === '' ? whole : `${whole}.${kept}`;
}

/** What was compared or found: a number with what digits it needs of five, a word as it is, unknown as a dash. */
export function valueText(value: string | number | boolean | null): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number') return value ?? NOTHING;
  if (!Number.isFinite(value) || Number.isInteger(value)) return grouped(value, 0);
  const size = Math.abs(value);
  return exact(value, 0, size < 0.001 ? FINEST : size < 10 ? 5 : 2);
}

/** A volume: two decimals, and more where the broker's step is finer. */
export const lotsText = (value: Unknown): string => (isKnown(value) ? exact(value, 2) : NOTHING);

/** An account's size in short: 100k, 2.5k. */
export const thousandsText = (value: number): string => `${exact(value / 1_000, 0, 1)}k`;

/** A share that is already in percent. */
export const pctText = (value: Unknown, decimals = 1): string => (isKnown(value) ? `${grouped(value, decimals)} %` : NOTHING);

/** A share between 0 and 1, as percent. */
export const ratioText = (value: Unknown, decimals = 0): string => (isKnown(value) ? pctText(value * 100, decimals) : NOTHING);

/** A score, a probability or a factor between 0 and 1. */
export const scoreText = (value: Unknown): string => grouped(value, 2);

/** A result in multiples of the money first risked. */
export const rText = (value: Unknown): string => signed(value, grouped(value, 2));

export const countText = (value: Unknown): string => grouped(value, 0);

/** A code or an identity that happens to be a number: never grouped. */
export const codeText = (value: number): string => String(value);

/** A count with its noun: 1 position, 3 positions. */
export const countedText = (count: number, noun: string): string => `${countText(count)} ${count === 1 ? noun : `${noun}s`}`;

/** A price as it can be typed again: without groups. */
export const typedPrice = (price: number | null, digits: number): string => (price === null ? 'none' : price.toFixed(digits));

/** A number as it is typed, with a comma or a point; null where nothing is, NaN where it is none. */
export const typedNumber = (text: string): number | null => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')));

/** Of a file: 98.0 MB. */
export const megabytesText = (bytes: number): string => `${exact(bytes / 1e6, 1, 1)} MB`;
