import { clockText, countedText, dateTimeText, durationText, grouped, priceText } from '../format/index.ts';
import type { CandlePicture } from './candle-picture.ts';

/** What a slot holds, in one line: the moment, and open, high, low and close of bid; or that there is no candle. */
export function slotText({ slots, spanMs }: CandlePicture, index: number | null, digits: number): string {
  const slot = slots[index ?? slots.length - 1];
  if (slot === undefined) return '';
  const { time, candle } = slot;
  const when = dateTimeText(time);
  if (candle === null) return `${when}  no candle: no price came`;
  const price = (value: number): string => priceText(value, digits);
  const partly = candle.minutes * 60_000 < spanMs ? `  ${countedText(candle.minutes, 'minute')} with a price` : '';
  const { open, high, low, close, spreadPoints } = candle;
  return `${when}  O ${price(open)}  H ${price(high)}  L ${price(low)}  C ${price(close)}  spread ${grouped(spreadPoints, 0)}${partly}`;
}

/** What is missing between the candles; empty: nothing is. */
export function gapText({ gaps }: CandlePicture): string {
  const longest = gaps.reduce<CandlePicture['gaps'][number] | null>(
    (found, gap) => (found === null || gap.to - gap.from > found.to - found.from ? gap : found),
    null,
  );
  if (longest === null) return '';
  const length = durationText(longest.to - longest.from);
  return `${countedText(gaps.length, 'hole')} without candles, the longest of ${length} from ${dateTimeText(longest.from)}`;
}

/** The whole picture in a sentence or two. */
export function pictureText(name: string, picture: CandlePicture, digits: number): string {
  const candles = picture.slots.flatMap(({ candle }) => (candle === null ? [] : [candle]));
  const [first, last] = [candles[0], candles.at(-1)];
  if (first === undefined || last === undefined) return `${name}: no candle.`;
  const price = (value: number): string => priceText(value, digits);
  const high = Math.max(...candles.map((candle) => candle.high));
  const low = Math.min(...candles.map((candle) => candle.low));
  const levels = picture.levels.map(({ name: level, price: at }) => `${level} ${price(at)}`).join(', ');
  const gaps = gapText(picture);
  return [
    `${name}: ${countedText(candles.length, 'candle')} from ${dateTimeText(first.time)} to ${dateTimeText(last.time)}`,
    `between ${price(low)} and ${price(high)}, last close ${price(last.close)}`,
    ...(levels === '' ? [] : [levels]),
    ...(gaps === '' ? [] : [gaps]),
  ]
    .join('; ')
    .concat('.');
}

/** What is marked, oldest first, for a table. */
export const markRows = ({ marks, segments }: CandlePicture, digits: number): readonly (readonly [string, string, string])[] =>
  [
    ...marks.map(({ at, price, text }) => ({ at, price, text: { H: 'swing high', L: 'swing low', R: 'retest' }[text] ?? text })),
    ...segments.map(({ to, price, text }) => ({ at: to, price, text: `${text} of the level` })),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ at, price, text }) => [
      `${dateTimeText(at).slice(0, 10)} ${clockText(at, 'minutes')}`,
      text,
      priceText(price, digits),
    ]);
