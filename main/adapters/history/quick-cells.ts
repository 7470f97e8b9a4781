/** The cells that millions of rows are made of, read sign by sign. What is written otherwise is left to those who know more forms. */

const ZERO = 48;
const POINT = 46;
/** So many digits are below 2^53, and a power of ten of so many is exact: their quotient is the number nearest to what is written. */
const DIGITS_MAX = 15;

/** `1.10005` or `42` as the number that JavaScript reads there; null for anything else, which may be a number all the same. */
export function quickNumber(text: string): number | null {
  let count = 0;
  let digits = 0;
  let decimals = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT && decimals < 0 && digits > 0) decimals = 0;
    else if (code >= ZERO && code <= ZERO + 9) {
      count = count * 10 + code - ZERO;
      digits += 1;
      if (decimals >= 0) decimals += 1;
    } else return null;
  }
  if (digits === 0 || digits > DIGITS_MAX) return null;
  return decimals > 0 ? count / 10 ** decimals : count;
}

/** `2026-03-02T14:05:06Z` (or with a blank for the T) in UTC ms; null for anything else, and for days that not every month has. */
export function quickMoment(text: string): number | null {
  if (text.length !== 20 || !SEPARATORS.every(([at, signs]) => signs.includes(text.charAt(at)))) return null;
  const [century, year, month, day] = [pair(text, 0), pair(text, 2), pair(text, 5), pair(text, 8)];
  const [hour, minute, second] = [pair(text, 11), pair(text, 14), pair(text, 17)];
  const isPlain = century >= 10 && year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
  if (!isPlain || !(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60)) return null;
  return Date.UTC(century * 100 + year, month - 1, day, hour, minute, second);
}
const SEPARATORS = [
  [4, '-'],
  [7, '-'],
  [10, 'T '],
  [13, ':'],
  [16, ':'],
  [19, 'Z'],
] as const;

/** Two digits; NaN where there are others. */
function pair(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - ZERO, text.charCodeAt(at + 1) - ZERO];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}
