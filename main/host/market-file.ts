import { basename } from 'node:path';
import type { Bar, Quote } from '#shared/domain';
import { HistoryFault, loadBars, loadTicks, namedBy } from '../adapters/history/index.ts';
import { createRecordedMarket, paperSymbol, ticksOfBar, type PriceMarket } from '../paper-broker/index.ts';
import { StartFault } from './options.ts';

/** Bars at a file's beginning that warm the detector up instead of being played. */
const WARM_UP_SHARE = 720;

/** A history file as a live market: its minutes pass at the clock's own pace, from now on. */
export async function fileMarket(file: string, nowMs: number): Promise<PriceMarket> {
  try {
    const named = namedBy(file);
    if (named.content === 'TICKS') {
      const { quotes } = await ticksIn(file);
      return createRecordedMarket({ name: basename(file), kind: 'ticks', quotes, history: [], playFromMs: nowMs });
    }
    const { bars, symbol } = await loadBars(file, { pointOf: (name) => paperSymbol(name)?.point });
    const spec = paperSymbol(symbol);
    if (spec === undefined) throw new StartFault([`${file}: the paper broker has no specification of ${symbol}`]);
    const warm = Math.min(WARM_UP_SHARE, Math.floor(bars.length / 2));
    const history: readonly Bar[] = bars.slice(0, warm);
    const quotes: Quote[] = bars.slice(warm).flatMap((bar) => ticksOfBar(bar, spec.point));
    return createRecordedMarket({ name: basename(file), kind: 'bars', quotes, history, playFromMs: nowMs });
  } catch (error) {
    if (error instanceof HistoryFault) throw new StartFault([error.message]);
    throw error;
  }
}

async function ticksIn(file: string): Promise<{ readonly quotes: readonly Quote[] }> {
  const read = await loadTicks(file);
  return { quotes: read.ticks };
}
