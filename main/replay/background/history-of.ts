import { join } from 'node:path';
import { mergePatch, parseConfig, type Config } from '#shared/config';
import type { Bar, Quote } from '#shared/domain';
import type { ReplayAsk, SweepAsk } from '#shared/ipc';
import { StartFault } from '../../host/index.ts';
import { kindByName } from '../inspect.ts';
import { loadBarFiles, loadTickFiles } from '../load-files.ts';
import { rateOf } from '../rate-option.ts';
import type { ReplayRate } from '../rates.ts';
import { rowOptionsOf } from '../row-options.ts';
import type { ReplayRequest } from '../replay-request.ts';

export type PlayedHistory = { readonly symbol: string; readonly skipped: number; readonly prices: ReplayRequest['prices'] };

/** The prices of the asked files, in the order of their times. */
export async function historyOf({ files, kind, rows }: ReplayAsk | SweepAsk, folder: string): Promise<PlayedHistory> {
  const paths = files.map((name) => join(folder, name));
  const options = rowOptionsOf(rows);
  const isTicks = (kind ?? kindByName(files[0] ?? '')) === 'ticks';
  if (isTicks) {
    const { symbol, rows: ticks, skipped } = await loadTickFiles(paths, options);
    return { symbol, skipped, prices: { kind: 'ticks', ticks: some(ticks, files) } };
  }
  const { symbol, rows: bars, skipped } = await loadBarFiles(paths, options);
  return { symbol, skipped, prices: { kind: 'bars', bars: some(bars, files) } };
}

function some<T extends Bar | Quote>(rows: readonly T[], files: readonly string[]): readonly T[] {
  if (rows.length === 0) throw new StartFault([`${files.join(', ')}: no row lies in the asked time`]);
  return rows;
}

/** The configuration in force with the change over it. */
export function configOf(config: unknown, change: Readonly<Record<string, unknown>>): Config {
  const parsed = parseConfig(mergePatch(config, change));
  if (parsed.ok) return parsed.value;
  throw new StartFault(parsed.error.map(({ path, message }) => `${path}: ${message}`));
}

/** `PAIR=VALUE` as it is; `PAIR=file` and `file` are a file of the folder. */
export const ratesOf = (asked: readonly string[], folder: string, rows: ReplayAsk['rows']): Promise<readonly ReplayRate[]> =>
  Promise.all(
    asked.map((text) => {
      const [, value = text] = /^[A-Za-z]{6}=(.+)$/.exec(text) ?? [];
      if (Number.isFinite(Number(value))) return rateOf(text, {});
      if (/[\\/]/.test(value)) throw new StartFault([`--rates ${text}: name a file of the list, not a path`]);
      return rateOf(join(folder, value), rowOptionsOf(rows));
    }),
  );
