import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptRun, ReplayAsk } from '#shared/ipc';
import { memoryJournal } from '../../adapters/journal/index.ts';
import { reportPage } from '../html/index.ts';
import { replayHistory } from '../replay.ts';
import type { ReplayReport } from '../replay-report.ts';
import type { PlayedHistory } from '../played-history.ts';
import type { ReplayRequest } from '../replay-request.ts';
import { tradesCsv } from '../trades-csv.ts';
import { replayCalendar } from '../replay-calendar.ts';
import { checkAnswerTime, type Approvals } from '../trader-model.ts';
import { configOf, historyOf, ratesOf, specsOf } from './history-of.ts';
import { overviewOf, runLineOf } from './overview.ts';
import { writePages } from './pages.ts';
import type { RunPlace, Say } from './task.ts';

/** Records that stay readable while it runs: the report is made of what happens, not of what is read back. */
const KEPT = 1_000;

/** One replay, written into its folder: the report as it is, its page and its table, and the parts that the window reads. */
export async function replayJob(ask: ReplayAsk, place: RunPlace, say: Say): Promise<KeptRun> {
  const { folder, out } = place;
  say({ t: 'progress', step: 'Reading the prices', done: 0, total: 0 });
  const config = configOf(place.config, ask.change);
  const { file, symbol, skipped, prices, history, span } = await historyOf(ask, folder);
  const total = prices.series.reduce((sum, { rows }) => sum + rows.length, 0);
  const step = prices.kind === 'bars' ? 'Playing bars' : 'Playing ticks';
  const calendar = await calendarOf(ask.calendar, folder, config.calendar.timeZone, span);
  say({ t: 'progress', step, done: 0, total });
  const report = await replayHistory({
    file: prices.series.length === 1 ? ask.files.join(', ') : file,
    ...{ config, prices, history, rearm: ask.rearm, intrabar: ask.intrabar },
    ...(calendar === undefined ? {} : { calendar }),
    approvals: approvalsOf(ask, config.approvals.ttlMs),
    rates: await ratesOf(ask.rates, folder, ask.rows),
    specs: specsOf(ask, folder),
    journal: memoryJournal({ keep: KEPT }),
    log: { write: () => undefined },
    onProgress: (share) => say({ t: 'progress', step, done: Math.round(share * total), total }),
  });
  say({ t: 'progress', step: 'Writing the report', done: total, total });
  const run = runLineOf(report, { id: place.id, at: place.at, name: ask.name, files: ask.files, symbol });
  writeReport(report, run, { out, skipped, prices });
  return run;
}

type Written = { readonly out: string; readonly skipped: number; readonly prices: ReplayRequest['prices'] };

function writeReport(report: ReplayReport, run: KeptRun, { out, skipped, prices }: Written): void {
  const put = (name: string, text: string): void => writeFileSync(join(out, name), text, { mode: 0o600 });
  put('report.json', JSON.stringify({ ...report, skippedRows: skipped }));
  put('report.html', reportPage(report));
  put('report.csv', tradesCsv(report.trades));
  writePages(report, prices.kind === 'bars' ? prices.series : [], put);
  put('overview.json', JSON.stringify(overviewOf(report, run, skipped)));
  put('run.json', JSON.stringify(run));
}

function approvalsOf({ approve: { what, score, afterS } }: ReplayAsk, ttlMs: number): Approvals {
  const delayMs = afterS * 1_000;
  checkAnswerTime(delayMs, ttlMs);
  return what === 'none' ? { minScore: null, none: true, delayMs } : { minScore: what === 'score' ? score : null, delayMs };
}

async function calendarOf(
  name: string | null,
  folder: string,
  timeZone: string | null,
  span: PlayedHistory['span'],
): Promise<ReplayRequest['calendar']> {
  return name === null ? undefined : await replayCalendar([join(folder, name)], timeZone, span);
}
