/** A broker's name that stands for a known one; the fewer parts were added, the surer. */
export type Variant = { readonly added: number };

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Written before a name: #EURUSD, .US30, mEURUSD, FX.EURUSD. */
const PREFIX = /^(?:[^\p{L}\p{N}]{0,2}|[a-z]|[A-Za-z]{1,5}[^\p{L}\p{N}])$/u;
/** Written behind it with a mark of its own: EURUSD.r, EURUSD_i, EURUSD.£, EURUSD@, EURUSD.pro.ecn, US30-Z25. */
const MARKED = /^(?:[^\p{L}\p{N}][\p{L}\p{N}]{0,6}){1,3}$/u;
/** Written right behind it: EURUSDm, GOLDmicro, US30Cash. */
const ATTACHED = /^(?:[a-z]{1,6}|Cash|CASH|Spot|SPOT|Mini|MINI|Micro|MICRO|Pro|PRO|ECN|RAW|STP)[^\p{L}\p{N}]?$/u;
/** The same as a word of its own, also behind a name that is not in capitals: NatGasSpot, UKOilCash. */
const WORD = /^(?:Cash|Spot|Mini|Micro|Roll)$/;
/** A pair of currencies takes other letters too: EURUSDX, EURUSDpro1. */
const AFTER_PAIR = /^[A-Za-z0-9]{1,6}[^\p{L}\p{N}]?$/u;

/**
 * Whether a broker's name is a known one with what brokers put before, between and behind: EUR/USD, #EURUSD, US_500, GOLD.r,
 * mEURUSD, EURUSD.£. Null: it is not. `known` is upper case and has no marks but those of its own.
 */
export function variantOf(name: string, known: string): Variant | null {
  for (let start = 0; start <= Math.min(6, name.length - 1); start += 1) {
    const end = matchedUpTo(name, start, known);
    if (end === null || !PREFIX.test(name.slice(0, start))) continue;
    // US300 is not US30.
    const rest = name.slice(end);
    const matched = name.slice(start, end);
    const isNumber = /\d$/.test(known) && /^\d/.test(rest);
    if (isNumber || !isSuffix(rest, known, matched === matched.toUpperCase())) continue;
    const marks = rest.match(/[^\p{L}\p{N}]+/gu)?.length ?? 0;
    return { added: (start > 0 ? 1 : 0) + (end - start > known.length ? 1 : 0) + (rest === '' ? 0 : Math.max(1, marks)) };
  }
  return null;
}

/** Letters right behind a name end it only where the name itself is in capitals: Goldman is no gold. */
const isSuffix = (rest: string, known: string, isUpper: boolean): boolean =>
  rest === '' ||
  MARKED.test(rest) ||
  WORD.test(rest) ||
  (isUpper && (ATTACHED.test(rest) || (/^[A-Z]{6}$/.test(known) && AFTER_PAIR.test(rest))));

/** Where a known name ends within another one, marks between its letters skipped; null: it is not there. */
function matchedUpTo(name: string, start: number, known: string): number | null {
  let at = start;
  for (const [index, letter] of Array.from(known).entries()) {
    const isMark = index > 0 && name[at]?.toUpperCase() !== letter && at < name.length && !LETTER_OR_DIGIT.test(name[at] ?? '');
    if (isMark) at += 1;
    if (name[at]?.toUpperCase() !== letter) return null;
    at += 1;
  }
  return at;
}
