/** History through the live engine in virtual time: prices in, a report with its assumptions out. */
export { INTRABAR, type Intrabar } from './inside-bar.ts';
export { rateOf } from './rate-option.ts';
export { serveJobs } from './background/index.ts';
export { replayHistory } from './replay.ts';
export type { ReplayTrade } from './replay-trade.ts';
export type { ReplayReport } from './replay-report.ts';
export type { ReplayRequest } from './replay-request.ts';
export { replayText } from './replay-text.ts';
export { compareText, comparedReport } from './compare.ts';
export { dataText } from './data-text.ts';
export { inspectFile, kindByName } from './inspect.ts';
export { filesOf, loadBarFiles, loadBarSeries, loadTickFiles } from './load-files.ts';
export { filesByKind, playedHistory } from './played-history.ts';
export { readAsLines } from './read-as.ts';
export { ownBars, ownTicks } from './own-format.ts';
export { ODDS_HELP, ODDS_OPTIONS, oddsTermsOf } from './odds/index.ts';
export { ROW_HELP, ROW_OPTIONS, rowOptionsOf } from './row-options.ts';
export { reportPage, tablePage } from './html/index.ts';
export { replayCalendar } from './replay-calendar.ts';
export { checkAnswerTime, type Approvals } from './trader-model.ts';
export { tradesCsv } from './trades-csv.ts';
export { zoneToUtc } from './server-zone.ts';
export { loadSymbolSpecs } from './spec-file.ts';
export {
  FOLD_KINDS,
  foldRows,
  foldsCsv,
  foldsOf,
  foldsText,
  foldWords,
  gridOf,
  knownRuns,
  runLine,
  runSweep,
  sweepCsv,
  sweepParam,
  sweepRows,
  sweepText,
  sweepWords,
  walkForward,
} from './sweep/index.ts';
