import { createWriteStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { HistoryFault } from './adapters/history/index.ts';
import { readArguments, runProgram, StartFault } from './host/index.ts';
import {
  dataText,
  filesOf,
  inspectFile,
  kindByName,
  loadBarFiles,
  loadTickFiles,
  ownBars,
  ownTicks,
  readAsLines,
  ROW_HELP,
  ROW_OPTIONS,
  rowOptionsOf,
} from './replay/index.ts';
import { replaceFileSoon } from './files/index.ts';

const HELP = `npm run data -- inspect FILE...                       what price files hold, and what they are worth: gaps, holes, spikes, spread
npm run data -- convert FILE... --out NEW.csv[.gz]    writes them as one file in the product's own form, times in UTC

Reads what a replay reads: exports of MetaTrader, TradingView, Dukascopy, HistData, Lean and others, also JSON, gz, zip and .hst.
  --bars, --ticks      what the files are, when their names do not say it (bars otherwise)
${ROW_HELP}
  --out FILE           where convert writes; ends in .gz: packed
  --force              lets convert write over a file
  --json               inspect as JSON
  --help               this text`;

const OPTIONS = {
  ...ROW_OPTIONS,
  bars: { type: 'boolean' },
  ticks: { type: 'boolean' },
  out: { type: 'string' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;
const readCommand = () => readArguments(process.argv.slice(2), OPTIONS, HELP, true);
type Values = NonNullable<ReturnType<typeof readCommand>>['values'];

async function main(): Promise<void> {
  const parsed = readCommand();
  if (parsed === null) return;
  const { values } = parsed;
  const [command = '', ...patterns] = parsed.positionals;
  const files = filesOf(patterns);
  if (files.length === 0 || (command !== 'inspect' && command !== 'convert'))
    throw new StartFault(['inspect or convert, and files, are needed; --help shows all options']);
  if (command === 'inspect') await inspect(files, values);
  else await convert(files, values);
}

const kindOf = (values: Values): 'bars' | 'ticks' | null => {
  if (values.bars === true && values.ticks === true) throw new StartFault(['--bars and --ticks: it is one of them']);
  return values.ticks === true ? 'ticks' : values.bars === true ? 'bars' : null;
};

/** A file that cannot be read does not keep the others from being told. */
async function inspect(files: readonly string[], values: Values): Promise<void> {
  const options = rowOptionsOf({ ...values, 'skip-bad': true });
  const kind = kindOf(values);
  const found = [];
  for (const file of files) {
    try {
      const one = await inspectFile(file, kind, options);
      found.push(one);
      if (values.json !== true) process.stdout.write(dataText(one));
    } catch (error) {
      if (!(error instanceof HistoryFault) && !(error instanceof StartFault)) throw error;
      process.exitCode = 1;
      process.stderr.write(`${error.message}\n`);
    }
  }
  if (values.json === true) process.stdout.write(`${JSON.stringify(found)}\n`);
}

async function convert(files: readonly string[], values: Values): Promise<void> {
  if (values.out === undefined) throw new StartFault(['--out FILE is needed: where to write']);
  const out = resolve(values.out);
  if (existsSync(out) && values.force !== true) throw new StartFault([`--out: ${out} is there already (--force writes over it)`]);
  const { lines, rows, symbol, skipped, notes } = await read(files, values);
  const draft = `${out}.part`;
  try {
    const target = createWriteStream(draft);
    await (out.endsWith('.gz') ? pipeline(Readable.from(lines), createGzip(), target) : pipeline(Readable.from(lines), target));
    await replaceFileSoon(draft, out);
  } finally {
    await rm(draft, { force: true });
  }
  process.stdout.write(
    `${out}: ${rows} rows of ${symbol}${skipped === 0 ? '' : `, ${skipped} bad ones left out`}${notes.map((note) => `\n  ${note}`).join('')}\n`,
  );
}

type Read = {
  readonly lines: Iterable<string>;
  readonly rows: number;
  readonly symbol: string;
  readonly skipped: number;
  /** What was made of the files, and what they let guess. */
  readonly notes: readonly string[];
};

async function read(files: readonly string[], values: Values): Promise<Read> {
  const options = rowOptionsOf(values);
  const isTicks = (kindOf(values) ?? kindByName(files[0] ?? '')) === 'ticks';
  if (isTicks) {
    const { rows, symbol, skipped } = await loadTickFiles(files, options);
    return { lines: ownTicks(rows), rows: rows.length, symbol, skipped, notes: [] };
  }
  const { rows, symbol, skipped, files: played } = await loadBarFiles(files, options);
  const hints = played.flatMap(({ file, hints: own = [] }) => own.map((hint) => `${file}: ${hint}`));
  return { lines: ownBars(rows), rows: rows.length, symbol, skipped, notes: [...readAsLines(played), ...hints] };
}

await runProgram(main);
