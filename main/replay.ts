import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Config } from '#shared/config';
import { messageOf } from '#shared/lib';
import { inBatches, openJournal } from './adapters/journal/index.ts';
import { createLog } from './adapters/log/index.ts';
import { loadSecrets } from './adapters/secrets/index.ts';
import { virtualClock } from './adapters/system/index.ts';
import { loadConfig, oneOf, readArguments, runProgram, StartFault, VERSION, wholeNumber } from './host/index.ts';
import {
  checkAnswerTime,
  comparedReport,
  compareText,
  filesOf,
  filesByKind,
  INTRABAR,
  loadSymbolSpecs,
  ODDS_HELP,
  ODDS_OPTIONS,
  oddsTermsOf,
  playedHistory,
  rateOf,
  replayCalendar,
  replayHistory,
  replayText,
  reportPage,
  ROW_HELP,
  ROW_OPTIONS,
  rowOptionsOf,
  tradesCsv,
  type Approvals,
} from './replay/index.ts';

const HELP = `npm run replay -- FILE... [options]                 history through the same engine; prints trades, equity, rejections
npm run replay -- --compare A.json --compare B.json          what differs between two reports that --json wrote

  FILE...              bars or ticks, by what the files' names say, of one symbol or of several in one account. Files of a symbol
                       follow each other; prices of the same moment come in the order of the symbols' names, however the files
                       are listed
  --bars FILE          closed M1 bars: a CSV of MetaTrader, TradingView, Dukascopy, HistData, Lean or your own with the columns
                       time,open,high,low,close[,volume][,spread], or an .hst; any separator, UTF-16, gz and zip too; may be
                       given more than once
  --ticks FILE         ticks: time,bid,ask, of the same sources; with --bars, the bars before the first tick warm the detector up
  --spec FILE          symbol specification (JSON), or a list of them, over the built-in ones; may be given more than once
${ROW_HELP}
  --intrabar ORDER     of a bar's prices: pessimistic (default; a stop in the bar comes before a target) or path
  --rates PAIR=VALUE   a rate that turns the symbol's currency into the account's and stays, or a file with the pair's M1
                       bars; may be given more than once. A pair that is replayed itself gives its rate
  --approve WHAT       which cards the trader approves: all (default), none, or those from a U1 score on,
                       such as 0.8
  --approve-after S    seconds the trader looks at a card (default 0: nobody is asked, unless --approve says so)
  --calendar FILE      news of that time (CSV, JSON, iCalendar): the rules of the firm and of the strategies about news hold
                       then; may be given more than once
  --rearm daily|never  whether blocks (losing streak) and hard-stop halts end with the firm's day, as a trader would end
                       them, or stay (default daily)
  --config FILE        configuration; its mode of approvals does not count here
  --data DIR           where the journal goes (default: a new temporary folder, printed)
${ODDS_HELP}
  --html FILE          the report with its charts as one HTML file
  --csv FILE           the trades as a table
  --json               the whole report as JSON
  --help               this text`;

const OPTIONS = {
  ...ROW_OPTIONS,
  ...ODDS_OPTIONS,
  bars: { type: 'string', multiple: true },
  ticks: { type: 'string', multiple: true },
  spec: { type: 'string', multiple: true },
  intrabar: { type: 'string' },
  rates: { type: 'string', multiple: true },
  approve: { type: 'string' },
  'approve-after': { type: 'string' },
  calendar: { type: 'string', multiple: true },
  rearm: { type: 'string' },
  config: { type: 'string' },
  data: { type: 'string' },
  html: { type: 'string' },
  csv: { type: 'string' },
  json: { type: 'boolean' },
  compare: { type: 'string', multiple: true },
} as const;
const readCommand = () => readArguments(process.argv.slice(2), OPTIONS, HELP, true);
type Values = NonNullable<ReturnType<typeof readCommand>>['values'];

async function main(): Promise<void> {
  const parsed = readCommand();
  if (parsed === null) return;
  const { values } = parsed;
  if (values.compare !== undefined) {
    process.stdout.write(compared(values.compare));
    return;
  }
  const files = filesByKind({ files: parsed.positionals, bars: values.bars, ticks: values.ticks });
  const specs = (values.spec ?? []).flatMap(loadSymbolSpecs);
  const { file, prices, history, span, skipped } = await playedHistory(files, rowOptionsOf(values, specs));
  const dir = journalFolder(values.data);
  const key = loadSecrets(dir).journalKey;
  const config = loadConfig(values.config ?? null, dir);
  const news = values.calendar === undefined ? null : filesOf(values.calendar);
  const calendar = news === null ? undefined : await replayCalendar(news, config.calendar.timeZone, span);
  const report = await replayHistory({
    ...{ file, prices, history, config },
    approvals: approvalsOf(values, config),
    odds: oddsTermsOf(values),
    ...(calendar === undefined ? {} : { calendar }),
    journal: inBatches(openJournal({ dir, key, run: 'replay', clock: virtualClock(span.from), createdBy: VERSION })),
    log: createLog({ level: 'error' }),
    rearm: oneOf('rearm', values.rearm ?? 'daily', ['daily', 'never']),
    intrabar: oneOf('intrabar', values.intrabar ?? 'pessimistic', INTRABAR),
    rates: await Promise.all((values.rates ?? []).map((text) => rateOf(text, rowOptionsOf(values)))),
    specs,
    onProgress: (share) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${Math.round(share * 100)} %  `);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r        \r');
  process.stdout.write(
    values.json === true ? `${JSON.stringify({ ...report, skippedRows: skipped })}\n` : replayText(report, skipped),
  );
  if (values.html !== undefined) writeFileSync(values.html, reportPage(report));
  if (values.csv !== undefined) writeFileSync(values.csv, tradesCsv(report.trades));
  process.stderr.write(`Journal: ${dir} (check it with: npm run verify -- ${dir})\n`);
}

function compared(files: readonly string[]): string {
  const [a, b] = files;
  if (a === undefined || b === undefined || files.length > 2)
    throw new StartFault(['--compare is given twice: --compare A.json --compare B.json']);
  try {
    return compareText(comparedReport(a, readFileSync(a, 'utf8')), comparedReport(b, readFileSync(b, 'utf8')));
  } catch (error) {
    throw new StartFault([messageOf(error)]);
  }
}

function approvalsOf({ approve = 'all', 'approve-after': after }: Values, { approvals: { ttlMs } }: Config): Approvals {
  const delayMs = (wholeNumber('approve-after', after, 0) ?? 0) * 1_000;
  checkAnswerTime(delayMs, ttlMs);
  if (approve === 'all') return { minScore: null, delayMs };
  if (approve === 'none') return { minScore: null, none: true, delayMs };
  const minScore = Number(approve);
  if (!(minScore >= 0 && minScore <= 1))
    throw new StartFault([`--approve: "${approve}" is not all, none or a score from 0 to 1`]);
  return { minScore, delayMs };
}

function journalFolder(asked: string | undefined): string {
  if (asked === undefined) return mkdtempSync(join(tmpdir(), 'mikrobot-replay-'));
  const dir = resolve(asked);
  if (existsSync(join(dir, 'journal.db')))
    throw new StartFault([`--data: ${dir} has a journal already; a replay starts a new one`]);
  mkdirSync(dir, { recursive: true });
  return dir;
}

await runProgram(main);
