import { HistoryFault } from './history-fault.ts';
import type { Content } from './content.ts';

/** MetaTrader 4's own file of bars (HistoryHeader and MqlRates of its manual): little endian, times of the server in seconds. */
const HEADER_BYTES = 148;
/** Version 400 has no spread and a time of 32 bits. */
const RECORD_BYTES: Readonly<Record<number, number>> = { 400: 44, 401: 60 };
const PERIODS: Readonly<Record<number, string>> = { 1: 'M1', 5: 'M5', 15: 'M15', 30: 'M30', 60: 'H1', 240: 'H4', 1440: 'D1' };
const BATCH = 2_000;

/** Whether a name is that of such a file. */
export const isHst = (name: string): boolean => /\.hst$/i.test(name);

/** Its bars as the lines of MetaTrader's own export, the header first, so that one reader checks both. */
export async function* hstLines(file: string, { chunks }: Content): AsyncGenerator<readonly string[]> {
  let rest = new Uint8Array();
  let size: number | null = null;
  for await (const chunk of chunks()) {
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    const view = new DataView(bytes.buffer);
    let lines: string[] = [];
    let at = 0;
    if (size === null) {
      if (bytes.length < HEADER_BYTES) {
        rest = bytes;
        continue;
      }
      const version = view.getInt32(0, true);
      size = RECORD_BYTES[version] ?? null;
      if (size === null)
        throw new HistoryFault(file, 0, `is no .hst of MetaTrader 4: its version is ${version}, 400 and 401 are known`);
      const period = view.getInt32(80, true);
      if (PERIODS[period] !== 'M1')
        throw new HistoryFault(file, 0, `holds ${PERIODS[period] ?? `${period}-minute`} bars, and the engine needs M1 bars`);
      at = HEADER_BYTES;
      lines.push(`<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>${version === 400 ? '' : '\t<SPREAD>'}`);
    }
    for (; at + size <= bytes.length; at += size) {
      lines.push(lineOf(view, at, size));
      if (lines.length === BATCH) {
        yield lines;
        lines = [];
      }
    }
    if (lines.length > 0) yield lines;
    rest = bytes.slice(at);
  }
  if (size === null) throw new HistoryFault(file, 0, 'is shorter than the header of an .hst');
  if (rest.length > 0) throw new HistoryFault(file, 0, 'is cut off within a bar: copy it while MetaTrader is closed');
}

function lineOf(view: DataView, at: number, size: number): string {
  const isOld = size === RECORD_BYTES[400];
  const seconds = isOld ? view.getInt32(at, true) : Number(view.getBigInt64(at, true));
  const from = at + (isOld ? 4 : 8);
  const price = (index: number): number => view.getFloat64(from + index * 8, true);
  // The old form has the low before the high.
  const [open, high, low, close] = isOld ? [price(0), price(2), price(1), price(3)] : [price(0), price(1), price(2), price(3)];
  const volume = isOld ? price(4) : Number(view.getBigInt64(from + 32, true));
  const spread = isOld ? [] : [view.getInt32(from + 40, true)];
  const time = isSane(seconds)
    ? new Date(seconds * 1_000).toISOString().slice(0, 19).replaceAll('-', '.').replace('T', '\t')
    : `${seconds}\t`;
  return [time, open, high, low, close, volume, ...spread].join('\t');
}

/** Seconds of the years 1970 to 9999: others are no time, which the reader of the lines tells. */
const isSane = (seconds: number): boolean => seconds >= 0 && seconds < 253_402_300_800;
