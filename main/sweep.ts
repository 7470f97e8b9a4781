import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { messageOf } from '#shared/lib';
import { HistoryFault } from './adapters/history/index.ts';
import { oneOf, readArguments, runProgram, StartFault, wholeNumber } from './host/index.ts';
import {
  filesOf,
  FOLD_KINDS,
  foldRows,
  foldsCsv,
  foldsOf,
  foldsText,
  foldWords,
  gridOf,
  knownRuns,
  ODDS_HELP,
  ODDS_OPTIONS,
  oddsTermsOf,
  playedHistory,
  ROW_HELP,
  ROW_OPTIONS,
  rowOptionsOf,
  runLine,
  runSweep,
  sweepCsv,
  sweepParam,
  sweepRows,
  sweepText,
  sweepWords,
  tablePage,
  walkForward,
} from './replay/index.ts';

const HELP = `npm run sweep -- FILE... --param KEY=FROM..TO:STEP [--param KEY=A,B,C] [options]      one history under many settings

A replay for each combination, and a plain word about what the best of them is worth. At most 500 runs.
  FILE..., --bars FILE closed M1 bars, as a replay takes them: of one symbol, or of several in one account
  --param KEY=VALUES   a key of the configuration, such as strategies.m5_bos.riskPercent=0.3..1:0.1, or
                       cells.u1.minScore=0.6,0.7,0.8; each further one multiplies the runs
  --config FILE        configuration; the values of a run stand in the place of its own
  --folds N            walk-forward: the time is cut into N + 1 parts; each fold chooses the best run on the parts before and is judged
                       on the next one
  --fold-kind KIND     anchored (default; a fold chooses on all that came before) or rolling (on the part before)
  --rearm daily|never  as in a replay (default daily)
  --spec FILE          symbol specification (JSON), or a list of them, over the built-in ones; may be given more than once
${ROW_HELP}
${ODDS_HELP}
  --jobs N             threads (default: all but one of this PC)
  --out DIR            keeps each run as it ends in DIR/sweep.jsonl, and the table in DIR/sweep.csv; a sweep that was ended goes on
                       there, and a run that is known is not run again
  --html FILE          the table and its words as one HTML file
  --json               the runs as JSON, or the folds
  --help               this text`;

const OPTIONS = {
  ...ROW_OPTIONS,
  ...ODDS_OPTIONS,
  bars: { type: 'string', multiple: true },
  param: { type: 'string', multiple: true },
  config: { type: 'string' },
  rearm: { type: 'string' },
  spec: { type: 'string', multiple: true },
  folds: { type: 'string' },
  'fold-kind': { type: 'string' },
  html: { type: 'string' },
  jobs: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean' },
} as const;

const readCommand = () => readArguments(process.argv.slice(2), OPTIONS, HELP, true);
type Values = NonNullable<ReturnType<typeof readCommand>>['values'];

async function main(): Promise<void> {
  const parsed = readCommand();
  if (parsed === null) return;
  const { values } = parsed;
  const files = filesOf([...parsed.positionals, ...(values.bars ?? [])]);
  if (files.length === 0) throw new StartFault(['FILE or --bars FILE is needed; --help shows all options']);
  rowOptionsOf(values);
  const points = gridOf((values.param ?? []).map(sweepParam));
  const out = values.out === undefined ? null : resolve(values.out);
  if (out !== null) mkdirSync(out, { recursive: true });
  const kept = out === null ? null : join(out, 'sweep.jsonl');
  const known = knownRuns(kept !== null && existsSync(kept) ? readFileSync(kept, 'utf8') : '');
  let done = 0;
  const task = {
    ...{ files, rows: values, specs: values.spec ?? [] },
    config: values.config === undefined ? {} : configIn(values.config),
    odds: oddsTermsOf(values),
    rearm: oneOf('rearm', values.rearm ?? 'daily', ['daily', 'never'] as const),
  };
  const sweep = (asked: typeof points, span?: Span): ReturnType<typeof runSweep> =>
    runSweep({
      task: span === undefined ? task : { ...task, span },
      points: asked,
      known,
      jobs: wholeNumber('jobs', values.jobs, 1) ?? Math.max(1, availableParallelism() - 1),
      ended: (run) => {
        done += 1;
        if (kept !== null) appendFileSync(kept, runLine(run));
        if (process.stderr.isTTY) process.stderr.write(`\r${done} new runs, ${asked.length} in this table  `);
      },
    }).catch((error: unknown) => {
      throw error instanceof HistoryFault || error instanceof StartFault ? error : new StartFault([messageOf(error)]);
    });
  const told = await (values.folds === undefined ? grid(sweep, points) : folds(sweep, points, values, files));
  if (process.stderr.isTTY) process.stderr.write('\r');
  if (out !== null) writeFileSync(join(out, told.name), told.csv);
  if (values.html !== undefined) writeFileSync(values.html, tablePage(told.title, told.words, told.rows));
  process.stdout.write(values.json === true ? `${JSON.stringify(told.json)}\n` : told.text);
}

type Points = ReturnType<typeof gridOf>;
type Span = Parameters<typeof foldsOf>[0];
type Sweep = (points: Points, span?: Span) => ReturnType<typeof runSweep>;
type Told = {
  readonly name: string;
  readonly title: string;
  readonly words: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly csv: string;
  readonly text: string;
  readonly json: unknown;
};

async function grid(sweep: Sweep, points: Points): Promise<Told> {
  const runs = await sweep(points);
  const table = { words: sweepWords(runs), rows: sweepRows(runs), csv: sweepCsv(runs), text: sweepText(runs) };
  return { ...table, name: 'sweep.csv', title: 'One history under many settings', json: runs };
}

async function folds(sweep: Sweep, points: Points, values: Values, files: readonly string[]): Promise<Told> {
  const kind = oneOf('fold-kind', values['fold-kind'] ?? 'anchored', FOLD_KINDS);
  const count = wholeNumber('folds', values.folds, 1) ?? 1;
  const { span } = await playedHistory({ bars: files, ticks: [] }, rowOptionsOf(values));
  const ends = await walkForward(foldsOf({ from: span.from, to: span.to + 60_000 }, count, kind), points, sweep);
  const table = { words: foldWords(ends, kind), rows: foldRows(ends), csv: foldsCsv(ends), text: foldsText(ends, kind) };
  return { ...table, name: 'folds.csv', title: 'Chosen by the past, judged by what came after', json: ends };
}

function configIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new StartFault([`${file}: cannot be read as JSON (${messageOf(error)})`]);
  }
}

await runProgram(main);
