import { join } from 'node:path';
import { mergePatch, parseConfig, type Config } from '#shared/config';
import type { ReplayAsk, SweepAsk } from '#shared/ipc';
import { StartFault } from '../../host/index.ts';
import type { PaperSymbol } from '../../paper-broker/index.ts';
import { filesByKind, playedHistory, type PlayedHistory } from '../played-history.ts';
import { rateOf } from '../rate-option.ts';
import type { ReplayRate } from '../rates.ts';
import { rowOptionsOf } from '../row-options.ts';
import { loadSymbolSpecs } from '../spec-file.ts';

/** The prices of the asked files, of one symbol or of several. Files are what was chosen for all of them, or else what their names say. */
export function historyOf(ask: ReplayAsk | SweepAsk, folder: string): Promise<PlayedHistory> {
  const { files, kind, rows } = ask;
  const paths = files.map((name) => join(folder, name));
  const asked = kind === null ? filesByKind({ files: paths }) : { bars: [], ticks: [], [kind]: paths };
  return playedHistory(asked, rowOptionsOf(rows, specsOf(ask, folder)));
}

/** The specifications of the asked file; none where none is asked for. */
export const specsOf = ({ spec }: Pick<ReplayAsk, 'spec'>, folder: string): readonly PaperSymbol[] =>
  spec === null ? [] : loadSymbolSpecs(join(folder, spec));

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
