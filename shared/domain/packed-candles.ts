import { z } from 'zod';
import { TIMEFRAME_MS, type Bar } from './market.ts';

/**
 * Closed M1 candles of one symbol as text of a tenth of their size, for the journal: a candle to each `;`, fields parted by `,`:
 * minutes since the one before (of the first: since 1970), open less the close before, high less open, open less low, close less
 * open, volume, spread in points. Prices are counted in units of the last decimal; a zero is left out, at the end with its comma.
 */
export const packedCandles = z.object({
  symbol: z.string(),
  source: z.enum(['live', 'history']),
  /** Decimals of the prices. */
  digits: z.int(),
  text: z.string(),
});
export type PackedCandles = z.infer<typeof packedCandles>;

const MINUTE = TIMEFRAME_MS.M1;
/** Above this, neighbours of a counted price could be the same number. */
const COUNT_MAX = 2 ** 50;

/** What the next candle is written against. */
type Before = { readonly minute: number; readonly close: number };
const START: Before = { minute: 0, close: 0 };

/** Packs candles one by one, in their order. */
export class CandlePacker {
  readonly #digits: number;
  readonly #scale: number;
  #text = '';
  #before = START;

  constructor(digits: number) {
    this.#digits = digits;
    this.#scale = 10 ** digits;
  }

  /** Adds a candle; false when it would not come out of the text as it went in, and then it was not added. */
  add(bar: Bar): boolean {
    const { time, open, high, low, close, volume, spreadPoints } = bar;
    if (bar.timeframe !== 'M1' || time % MINUTE !== 0 || time < this.#before.minute * MINUTE) return false;
    const [o, h, l, c] = [this.#count(open), this.#count(high), this.#count(low), this.#count(close)];
    if (o === null || h === null || l === null || c === null) return false;
    const minute = time / MINUTE;
    const fields = [minute - this.#before.minute, o - this.#before.close, h - o, o - l, c - o, volume, spreadPoints];
    this.#text += `${this.#text === '' ? '' : ';'}${written(fields)}`;
    this.#before = { minute, close: c };
    return true;
  }

  packed({ symbol, source }: Pick<Bar, 'symbol' | 'source'>): PackedCandles {
    return { symbol, source, digits: this.#digits, text: this.#text };
  }

  #count(price: number): number | null {
    const count = Math.round(price * this.#scale);
    return count <= COUNT_MAX && count / this.#scale === price ? count : null;
  }
}

/** The candles of a text. Throws on one that no packer wrote. */
export function unpackCandles({ symbol, source, digits, text }: PackedCandles): Bar[] {
  const scale = 10 ** digits;
  let before = START;
  return text.split(';').map((candle) => {
    const [minutes, opened, up, down, moved, volume, spreadPoints] = readFields(candle);
    const minute = before.minute + minutes;
    const open = before.close + opened;
    before = { minute, close: open + moved };
    return {
      ...{ symbol, timeframe: 'M1', time: minute * MINUTE, open: open / scale, high: (open + up) / scale },
      ...{ low: (open - down) / scale, close: before.close / scale, volume, spreadPoints, source },
    };
  });
}

function written(fields: readonly number[]): string {
  let end = fields.length;
  while (end > 1 && fields[end - 1] === 0) end -= 1;
  let text = String(fields[0]);
  for (let index = 1; index < end; index += 1) text += fields[index] === 0 ? ',' : `,${fields[index]}`;
  return text;
}

type Fields = [number, number, number, number, number, number, number];

function readFields(candle: string): Fields {
  const fields = candle.split(',').map(Number);
  if (fields.length > 7 || !fields.every(Number.isFinite))
    throw new RangeError(`These are no packed candles: ${candle.slice(0, 80)}`);
  while (fields.length < 7) fields.push(0);
  return fields as Fields;
}
