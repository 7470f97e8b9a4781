import { parentPort, workerData } from 'node:worker_threads';
import { parseConfig } from '#shared/config';
import { digestOf, messageOf } from '#shared/lib';
import { memoryJournal } from '../../adapters/journal/index.ts';
import { VERSION } from '../../host/index.ts';
import { playedHistory } from '../played-history.ts';
import type { ReplayRequest } from '../replay-request.ts';
import type { OddsTerms } from '../odds/index.ts';
import { pricesDigest } from '../prices-digest.ts';
import { replayHistory } from '../replay.ts';
import { rowOptionsOf } from '../row-options.ts';
import { loadSymbolSpecs } from '../spec-file.ts';
import type { Span } from './folds.ts';
import { withPoint, type SweepPoint } from './grid.ts';
import { runOf, type SweepRun } from './sweep-run.ts';

/** What a worker is started with: plain data, read again in its own thread. */
export type SweepTask = {
  readonly files: readonly string[];
  readonly rows: Parameters<typeof rowOptionsOf>[0];
  readonly specs: readonly string[];
  readonly config: unknown;
  readonly rearm: 'daily' | 'never';
  readonly odds: OddsTerms;
  /** Only this part of the history is traded; absent: all of it. */
  readonly span?: Span;
};
export type SweepAnswer = { readonly ok: true; readonly run: SweepRun } | { readonly ok: false; readonly problem: string };

/** Records that stay in memory: a run keeps what its report tells, and no journal. */
const KEPT = 1_000;
const WARM_UP_BARS = 1_440;

/** Runs one point after the other in this thread, on prices that were read once. */
export async function sweeper(
  task: SweepTask,
): Promise<(point: SweepPoint, known: ReadonlySet<string>) => Promise<SweepAnswer | string>> {
  const specs = task.specs.flatMap(loadSymbolSpecs);
  const { file, prices: all } = await playedHistory({ bars: task.files, ticks: [] }, rowOptionsOf(task.rows, specs));
  const { span } = task;
  const { prices, past: warmedBy } = cutTo(all, span);
  const history = warmedBy.series.flatMap(({ rows }) => rows);
  const inputs = {
    version: VERSION,
    prices: pricesDigest(prices),
    rearm: task.rearm,
    spec: digestOf(specs),
    odds: task.odds,
  };
  const past = span === undefined ? {} : { span, history: pricesDigest(warmedBy) };
  return async (point, known) => {
    const parsed = parseConfig(withPoint(task.config, point));
    if (!parsed.ok) return { ok: false, problem: parsed.error.map(({ path, message }) => `${path}: ${message}`).join('; ') };
    const key = digestOf({ ...inputs, ...past, config: parsed.value });
    if (known.has(key)) return key;
    try {
      const report = await replayHistory({
        ...{ file, prices, history, specs, config: parsed.value, rearm: task.rearm },
        odds: task.odds,
        journal: memoryJournal({ hashed: false, keep: KEPT }),
        log: { write: () => undefined },
      });
      return { ok: true, run: runOf(key, point, report) };
    } catch (error) {
      return { ok: false, problem: messageOf(error) };
    }
  };
}

type BarPrices = Extract<ReplayRequest['prices'], { readonly kind: 'bars' }>;

/** The part of the history that is traded, and what came before it, which warms the detector up, as it would have. */
function cutTo(all: ReplayRequest['prices'], span: Span | undefined): { readonly prices: BarPrices; readonly past: BarPrices } {
  const series = all.kind === 'bars' ? all.series : [];
  if (span === undefined) return { prices: { kind: 'bars', series }, past: { kind: 'bars', series: [] } };
  const within = series.map((one) => ({ ...one, rows: one.rows.filter(({ time }) => time >= span.from && time < span.to) }));
  const before = series.map((one) => ({ ...one, rows: one.rows.filter(({ time }) => time < span.from).slice(-WARM_UP_BARS) }));
  const traded = within.filter(({ rows }) => rows.length > 0);
  return {
    prices: { kind: 'bars', series: traded.length === 0 ? within.slice(0, 1) : traded },
    past: { kind: 'bars', series: before },
  };
}

if (parentPort !== null && isTask(workerData)) {
  const port = parentPort;
  const ready = sweeper(workerData.task);
  port.on('message', ({ point, known }: { readonly point: SweepPoint; readonly known: readonly string[] }) => {
    void ready
      .then((run) => run(point, new Set(known)))
      .catch((error: unknown): SweepAnswer => ({ ok: false, problem: messageOf(error) }))
      .then((answer) => port.postMessage(answer));
  });
}

function isTask(data: unknown): data is { readonly task: SweepTask } {
  return typeof data === 'object' && data !== null && 'task' in data;
}
