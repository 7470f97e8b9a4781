import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { traceOf } from '#shared/lib';
import { HistoryFault, loadBars, loadTicks, type BarsFile, type BarsOptions, type TicksFile } from './adapters/history/index.ts';
import { openJournal } from './adapters/journal/index.ts';
import { createLog } from './adapters/log/index.ts';
import { loadSecrets } from './adapters/secrets/index.ts';
import { virtualClock } from './adapters/system/index.ts';
import { loadConfig, momentOption, oneOf, readArguments, StartFault, VERSION, wholeNumber } from './host/index.ts';
import { INTRABAR, loadSymbolSpec, replayHistory, replayText, zoneToUtc, type ReplayRate } from './replay/index.ts';
import type { Bar } from '#shared/domain';

const HELP = `npm run replay -- --bars FILE [--ticks FILE] [options]      history through the same engine; prints trades, equity, rejections

  --bars FILE          closed M1 bars: a CSV of MetaTrader, TradingView, Dukascopy, HistData or your own with the columns
                       time,open,high,low,close[,volume][,spread]; any separator, UTF-16 and gz too
  --ticks FILE         ticks: time,bid,ask, of the same sources; with --bars, the bars before the first tick warm the detector up
  --timeframe M1       when the file's name does not say it
  --symbol NAME        when the file's name does not say it
  --spread POINTS      spread of bars without a spread column (default 0)
  --spec FILE          symbol specification (JSON), over the built-in ones
  --server-zone ZONE   times without a zone are this IANA zone's, or mt5: New York + 7 h (default UTC for ISO times; needed
                       for MetaTrader's exports)
  --from ISO --to ISO  only this part; epoch milliseconds too
  --intrabar ORDER     of a bar's prices: pessimistic (default; a stop in the bar comes before a target) or path
  --rates PAIR=VALUE   a rate that turns the symbol's currency into the account's and stays, or a file with the pair's M1
                       bars; may be given more than once
  --skip-bad           counts bad rows instead of stopping at the first
  --rearm daily|never  whether blocks (losing streak) and hard-stop halts end with the firm's day, as a trader would end
                       them, or stay (default daily)
  --config FILE        configuration; approvals are always automatic here
  --data DIR           where the journal goes (default: a new temporary folder, printed)
  --json               the whole report as JSON
  --help               this text`;

const OPTIONS = {
  bars: { type: 'string', multiple: true },
  ticks: { type: 'string', multiple: true },
  symbol: { type: 'string' },
  timeframe: { type: 'string' },
  spread: { type: 'string' },
  spec: { type: 'string' },
  'server-zone': { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  intrabar: { type: 'string' },
  rates: { type: 'string', multiple: true },
  'skip-bad': { type: 'boolean' },
  rearm: { type: 'string' },
  config: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean' },
} as const;
type Values = NonNullable<ReturnType<typeof readValues>>;

const readValues = () => readArguments(process.argv.slice(2), OPTIONS, HELP)?.values ?? null;

async function main(): Promise<void> {
  const values = readValues();
  if (values === null) return;
  const { file, symbol, bars, ticks } = await history(values);
  const first = ticks?.ticks[0]?.at ?? bars?.bars[0]?.time ?? 0;
  const dir = journalFolder(values.data);
  const key = loadSecrets(dir).journalKey;
  const report = await replayHistory({
    file,
    symbol,
    config: loadConfig(values.config ?? null, dir),
    journal: openJournal({ dir, key, run: 'replay', clock: virtualClock(first), createdBy: VERSION }),
    log: createLog({ level: 'error' }),
    rearm: oneOf('rearm', values.rearm ?? 'daily', ['daily', 'never']),
    intrabar: oneOf('intrabar', values.intrabar ?? 'pessimistic', INTRABAR),
    rates: await Promise.all((values.rates ?? []).map((text) => rateOf(text, rowOptions(values)))),
    specs: values.spec === undefined ? [] : [loadSymbolSpec(values.spec)],
    history: ticks === null ? [] : warmUp(bars?.bars ?? [], first),
    prices: ticks === null ? { kind: 'bars', bars: bars?.bars ?? [] } : { kind: 'ticks', ticks: ticks.ticks },
    onProgress: (share) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${Math.round(share * 100)} %  `);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r        \r');
  const skipped = (bars?.skipped ?? 0) + (ticks?.skipped ?? 0);
  process.stdout.write(
    values.json === true ? `${JSON.stringify({ ...report, skippedRows: skipped })}\n` : replayText(report, skipped),
  );
  process.stderr.write(`Journal: ${dir} (check it with: npm run verify -- ${dir})\n`);
}

type History = {
  readonly file: string;
  readonly symbol: string;
  readonly bars: BarsFile | null;
  readonly ticks: TicksFile | null;
};

async function history(values: Values): Promise<History> {
  const [barsFile, ticksFile] = [only('bars', values.bars), only('ticks', values.ticks)];
  const rows = rowOptions(values);
  const { fromMs: _from, ...anyTime } = rows;
  const bars = barsFile === undefined ? null : await loadBars(barsFile, ticksFile === undefined ? rows : anyTime);
  const ticks = ticksFile === undefined ? null : await loadTicks(ticksFile, rows);
  const file = ticksFile ?? barsFile;
  const symbol = ticks?.symbol ?? bars?.symbol;
  if (file === undefined || symbol === undefined)
    throw new StartFault(['--bars FILE or --ticks FILE is needed; --help shows all options']);
  if (bars !== null && bars.timeframe !== 'M1')
    throw new StartFault([`${barsFile ?? ''}: the engine folds M5 from M1 by itself, so it needs M1 bars`]);
  if ((ticks?.ticks.length ?? bars?.bars.length ?? 0) === 0) throw new StartFault([`${file}: no row lies in the asked time`]);
  return { file, symbol, bars, ticks };
}

/** One file at a time: with two, the first would be left out without a word. */
function only(name: string, files: readonly string[] | undefined): string | undefined {
  if (files !== undefined && files.length > 1)
    throw new StartFault([`--${name} takes one file, not ${files.length}: ${files.join(', ')}`]);
  return files?.[0];
}

async function rateOf(text: string, options: BarsOptions): Promise<ReplayRate> {
  const [, pair, value] = /^([A-Za-z]{6})=(.+)$/.exec(text) ?? [];
  if (pair !== undefined && value !== undefined) {
    const bid = Number(value);
    if (!(bid > 0 && Number.isFinite(bid))) throw new StartFault([`--rates ${text}: the rate is a number above zero`]);
    const symbol = pair.toUpperCase();
    return { symbol, quotes: [{ symbol, bid, ask: bid, at: 0 }] };
  }
  const { symbol: _symbol, fromMs: _from, ...rows } = options;
  const { symbol, bars } = await loadBars(text, rows);
  return { symbol, quotes: bars.map(({ time, open }) => ({ symbol, bid: open, ask: open, at: time })) };
}

function rowOptions(values: Values): BarsOptions {
  const spread = wholeNumber('spread', values.spread, 0);
  const zone = values['server-zone'];
  const localToUtc = zone === undefined ? undefined : zoneToUtc(zone);
  return {
    ...(values.symbol === undefined ? {} : { symbol: values.symbol }),
    ...(values.timeframe === undefined ? {} : { timeframe: oneOf('timeframe', values.timeframe, ['M1', 'M5']) }),
    ...(spread === undefined ? {} : { spreadPoints: spread }),
    ...(values['skip-bad'] === true ? { skipBad: true } : {}),
    ...(values.from === undefined ? {} : { fromMs: momentOption('from', values.from, localToUtc) }),
    ...(values.to === undefined ? {} : { toMs: momentOption('to', values.to, localToUtc) }),
    ...(localToUtc === undefined ? {} : { localToUtc }),
  };
}

function journalFolder(asked: string | undefined): string {
  if (asked === undefined) return mkdtempSync(join(tmpdir(), 'mikrobot-replay-'));
  const dir = resolve(asked);
  if (existsSync(join(dir, 'journal.db')))
    throw new StartFault([`--data: ${dir} has a journal already; a replay starts a new one`]);
  mkdirSync(dir, { recursive: true });
  return dir;
}

/** The last bars before the first tick, as the detector's past. */
const warmUp = (bars: readonly Bar[], before: number): readonly Bar[] =>
  bars.filter((bar) => bar.time + 60_000 <= before).slice(-1_440);

main().catch((error: unknown) => {
  if (error instanceof StartFault || error instanceof HistoryFault) {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
  process.stderr.write(`${traceOf(error)}\n`);
  process.exit(1);
});
