/** What stands where a number is not known. */
export const NOTHING = '–';

type Unknown = number | null | undefined;
const known = (value: Unknown): value is number => value !== null && value !== undefined && Number.isFinite(value);

/** Digits in groups of three, `decimals` behind the point, a true minus sign. Never `-0`. */
export function grouped(value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals);
  const [whole = '0', fraction] = digits.split('.');
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
  return value < 0 && Number(digits) !== 0 ? `−${text}` : text;
}

/** Account money with two decimals; the unit stands in the header or beside it. */
export const moneyText = (value: Unknown): string => (known(value) ? grouped(value, 2) : NOTHING);

/** Money that was won or lost: always with its sign, zero without. */
export function signedMoneyText(value: Unknown): string {
  if (!known(value)) return NOTHING;
  const text = grouped(value, 2);
  return value > 0 && Number(value.toFixed(2)) !== 0 ? `+${text}` : text;
}

/** A price with the symbol's own digits. */
export const priceText = (value: Unknown, digits: number): string => (known(value) ? grouped(value, digits) : NOTHING);

export const lotsText = (value: Unknown): string => (known(value) ? grouped(value, 2) : NOTHING);

/** A share that is already in percent. */
export const pctText = (value: Unknown, decimals = 1): string => (known(value) ? `${grouped(value, decimals)} %` : NOTHING);

/** A share between 0 and 1, as percent. */
export const ratioText = (value: Unknown, decimals = 0): string => (known(value) ? pctText(value * 100, decimals) : NOTHING);

/** A score or probability between 0 and 1. */
export const scoreText = (value: Unknown): string => (known(value) ? grouped(value, 2) : NOTHING);

/** A result in multiples of the money first risked. */
export function rText(value: Unknown): string {
  if (!known(value)) return NOTHING;
  const text = grouped(value, 2);
  return value > 0 && Number(value.toFixed(2)) !== 0 ? `+${text}` : text;
}

export const countText = (value: Unknown): string => (known(value) ? grouped(value, 0) : NOTHING);

/** A number as it is typed, with a comma or a point; null where nothing is, NaN where it is none. */
export const typedNumber = (text: string): number | null => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')));
