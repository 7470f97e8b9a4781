import type { Bar } from '#shared/domain';
import { StartFault } from '../host/index.ts';
import { kindByName } from './inspect.ts';
import { checkRows, filesOf, loadBarSeries, loadTickSeries, namesOf, type Loaded } from './load-files.ts';
import type { ReplayRequest } from './replay-request.ts';
import type { ReadOptions } from './row-options.ts';

/** Files of prices as they were asked for; absent: none. */
export type AskedFiles = { readonly bars: readonly string[]; readonly ticks: readonly string[] };

/** What is played, with the bars from before it and what was left out. Times UTC ms. */
export type PlayedHistory = Pick<ReplayRequest, 'file' | 'prices' | 'history'> & {
  readonly symbol: string;
  readonly span: { readonly from: number; readonly to: number };
  readonly skipped: number;
};

/** So many bars before the first tick are the detector's past. */
const WARM_UP_BARS = 1_440;
const MINUTE = 60_000;

/** Files that were named without saying what they are go by what their names say. */
export function filesByKind({
  files = [],
  bars = [],
  ticks = [],
}: {
  readonly files?: readonly string[] | undefined;
  readonly bars?: readonly string[] | undefined;
  readonly ticks?: readonly string[] | undefined;
}): AskedFiles {
  const found = filesOf(files);
  const isTicks = (file: string): boolean => kindByName(file) === 'ticks';
  return {
    bars: [...bars, ...found.filter((file) => !isTicks(file))],
    ticks: [...ticks, ...found.filter(isTicks)],
  };
}

/** Reads the files: ticks where there are any, and then their symbols' bars are the past; else the bars. */
export async function playedHistory({ bars, ticks }: AskedFiles, rows: ReadOptions): Promise<PlayedHistory> {
  const { fromMs: _from, ...anyTime } = rows;
  const isTicks = ticks.length > 0;
  if (!isTicks && bars.length === 0)
    throw new StartFault(['FILE, --bars FILE or --ticks FILE is needed; --help shows all options']);
  const barSeries = bars.length === 0 ? [] : await loadBarSeries(bars, isTicks ? anyTime : rows);
  const tickSeries = isTicks ? await loadTickSeries(ticks, rows) : [];
  const played: readonly Loaded<unknown>[] = isTicks ? tickSeries : barSeries;
  const asked = isTicks ? ticks : bars;
  if (played.every((one) => one.rows.length === 0)) throw new StartFault([`${asked.join(', ')}: no row lies in the asked time`]);
  checkRows(played);
  if (isTicks) checkPast(tickSeries, barSeries);
  const ends = isTicks
    ? tickSeries.flatMap(({ rows: own }) => [own[0]?.at ?? 0, own.at(-1)?.at ?? 0])
    : barSeries.flatMap(({ rows: own }) => [own[0]?.time ?? 0, own.at(-1)?.time ?? 0]);
  return {
    file: fileText(played, asked),
    symbol: played.map(({ symbol }) => symbol).join(', '),
    prices: isTicks ? { kind: 'ticks', series: tickSeries } : { kind: 'bars', series: barSeries },
    history: tickSeries.flatMap((one) =>
      warmUp(barSeries.find(({ symbol }) => symbol === one.symbol)?.rows ?? [], one.rows[0]?.at ?? 0),
    ),
    span: { from: Math.min(...ends), to: Math.max(...ends) },
    skipped: [...barSeries, ...tickSeries].reduce((sum, one) => sum + one.skipped, 0),
  };
}

/** As they were given, and those of several symbols by symbol and time, so that their order does not matter. */
const fileText = (played: readonly Loaded<unknown>[], asked: readonly string[]): string =>
  played.length === 1 ? asked.join(', ') : played.map(({ files }) => namesOf(files)).join(', ');

/** Bars of a symbol that has no ticks would be taken for a past that nothing follows. */
function checkPast(ticks: readonly Loaded<unknown>[], bars: readonly Loaded<unknown>[]): void {
  const alone = bars.filter(({ symbol }) => !ticks.some((one) => one.symbol === symbol));
  if (alone.length === 0) return;
  throw new StartFault(
    alone.map(
      ({ symbol, files }) =>
        `${namesOf(files)}: there are bars of ${symbol} and no ticks, while ${ticks.map((one) => one.symbol).join(', ')} has ticks: one account is replayed on ticks of all symbols, or on bars of all`,
    ),
  );
}

/** The last bars before the first tick, as the detector's past. */
const warmUp = (bars: readonly Bar[], before: number): readonly Bar[] =>
  bars.filter((bar) => bar.time + MINUTE <= before).slice(-WARM_UP_BARS);
