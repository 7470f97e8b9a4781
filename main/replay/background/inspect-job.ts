import { join } from 'node:path';
import type { InspectAsk, PriceQuality } from '#shared/ipc';
import { inspectFile } from '../inspect.ts';
import { rowOptionsOf } from '../row-options.ts';
import type { Say } from './task.ts';

const [GAPS_SHOWN, SPIKES_SHOWN] = [12, 12];

/** What the prices of one file are worth, as `npm run data -- inspect` has it. Bad rows are counted. */
export async function inspectJob({ file, kind, rows }: InspectAsk, folder: string, say: Say): Promise<PriceQuality> {
  say({ t: 'progress', step: `Reading ${file}`, done: 0, total: 0 });
  const found = await inspectFile(join(folder, file), kind, rowOptionsOf({ ...rows, 'skip-bad': true }));
  const { gaps, holes, spikes, ...facts } = found.facts;
  const small = gaps.filter((gap) => !holes.includes(gap));
  return {
    ...{ symbol: found.symbol, kind: found.kind, size: found.size, form: found.form, skipped: found.skipped },
    ...{ ...facts, hasSpec: found.hasSpec, hints: [...found.hints] },
    gaps: small.length,
    missingMinutes: Math.round(small.reduce((sum, { tradingMs }) => sum + tradingMs, 0) / 60_000),
    holes: holes.length,
    longest: [...gaps].sort((a, b) => b.tradingMs - a.tradingMs).slice(0, GAPS_SHOWN),
    spikes: spikes.slice(0, SPIKES_SHOWN),
    spikeCount: spikes.length,
  };
}
