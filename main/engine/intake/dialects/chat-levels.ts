import type { Side } from '#shared/domain';
import type { JsonObject } from '../text/index.ts';
import { positive } from './field-reader.ts';

const NUMBER = String.raw`\d+(?:[.,]\d+)*`;
const UNIT = String.raw`(?:\s*(pips?|points?|pts|%))?`;
/** From a name to its number: a colon, "at", a dash, a mark; no other number, and no line. */
const TO = String.raw`[^\d\n\p{L}]{0,6}(?:(?:at|is|set|to|around|below|above|under|over|@)[^\d\n\p{L}]{0,4}){0,2}`;
/** The number of a line in a list, "1) 1.1050", also on the line below its name. */
const INDEX = String.raw`(?:\s*\d{1,2}\s*[):]\s*)?`;
const named = (...words: readonly string[]): string => `(?<!\\p{L})(?:${words.join('|')})(?!\\p{L})`;
/** A "buy stop" is an order; a stop alone is where it ends. */
const STOPS = named(
  String.raw`s\.?\s?\/?\s?l|stop[\s-]*loss|stop[\s-]*targets?|сл|стоп(?:[\s-]*лосс)?`,
  String.raw`(?<!(?:buy|sell|long|short)[ \t_-]+)stops?`,
);
const STOP = new RegExp(`${STOPS}${TO}${INDEX}(${NUMBER})${UNIT}`, 'giu');
const TARGETS = named(
  String.raw`t\.?\s?\/?\s?p|take[\s-]*profits?(?:[\s-]*targets?)?|(?<!(?:entry|stop|buy|sell)[\s-]+)targets?|tps?|тп|цел[ьи]|тейк`,
);
/** Which of several it is, and no price: "TP3: open" names none. */
const WHICH = String.raw`[\s._-]?(?:\d(?![\d.,]))?`;
const IS_NO_INDEX = String.raw`(?!\d{1,2}\s*[:=)])`;
const NEXT = String.raw`\s*(?:[/|;&-]|,\s|\s|and)\s*${INDEX}${NUMBER}(?!\s*(?:pips?|points?|pts|%))(?!\s*[:=])`;
const TARGET = new RegExp(`${TARGETS}${WHICH}${TO}${INDEX}(${IS_NO_INDEX}(?:${NUMBER})${UNIT}(?:${NEXT})*)`, 'giu');
const PRICES = String.raw`(?:entry|entries|enter|price|at|from|around|zone|now|limit|stop|buy|sell|long|short|вход|цена)`;
const MORE = String.raw`(?:\s*(?:price|zone|area|point|now|targets?|at|@|limit|stop))*`;
const ENTRY = new RegExp(
  `(?:${named(PRICES)}|@)${MORE}[^\\d\\n\\p{L}]{0,6}${INDEX}(${NUMBER})(?:\\s*(?:[-–—/]|to)\\s*(${NUMBER}))?`,
  'giu',
);

type Written = { readonly levels: JsonObject; readonly problem: string | null };
const unclear = (problem: string): Written => ({ levels: {}, problem });

/** Stop, targets and price that a text names, as fields of a flat body; or why they are unclear. */
export function levelsWritten(text: string, side: Side): Written {
  const stops = new Set([...text.matchAll(STOP)].map(([, number = '', unit]) => withUnit(number, unit)));
  if (stops.size > 1) return unclear(`names more than one stop (${[...stops].join(', ')}): write one`);
  const targets = [...text.matchAll(TARGET)].flatMap(([, list = '']) =>
    [...list.replace(/(?<![\d.,])\d{1,2}\s*[):]\s*/g, ' ').matchAll(new RegExp(`(${NUMBER})${UNIT}`, 'giu'))].map(
      ([, number = '', unit]) => withUnit(number, unit),
    ),
  );
  const [first] = text.replace(STOP, ' ').replace(TARGET, ' ').matchAll(ENTRY);
  const price = first === undefined ? null : priceIn(first[1] ?? '', first[2], side);
  if (price !== null && typeof price !== 'string') return unclear(price.problem);
  const [stop] = stops;
  const levels = {
    ...(stop === undefined ? {} : { sl: stop }),
    ...(targets.length === 0 ? {} : targets.length === 1 ? { tp: targets[0] ?? '' } : { targets: [...new Set(targets)] }),
    ...(price === null ? {} : { price }),
  };
  return { levels, problem: null };
}

/** True for a text with the price or distance of a stop or a target: a plan of a trade, also where it says how a part of it is closed. */
export const namesLevels = (text: string): boolean => text.search(STOP) >= 0 || text.search(TARGET) >= 0;

const withUnit = (number: string, unit: string | undefined): string =>
  unit === undefined ? number : `${number}${unit === '%' ? '%' : ` ${unit.toLowerCase()}`}`;

/** The price, or the end of a zone that is farther from the stop: more is risked there, so fewer lots are traded. */
function priceIn(one: string, other: string | undefined, side: Side): string | { readonly problem: string } {
  if (other === undefined) return one;
  const [from, to] = [positive(one, true), positive(other, true)];
  if (from === null || to === null) return { problem: `names the zone ${one}-${other}: write a decimal point in both prices` };
  // "2345-48" leaves out what both have.
  if (to < from / 10) return { problem: `names the zone ${one}-${other}: write both prices in full` };
  return String(side === 'BUY' ? Math.max(from, to) : Math.min(from, to));
}
