import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { messageOf } from '#shared/lib';
import { HistoryFault } from './adapters/history/index.ts';
import { oneOf, readArguments, runProgram, StartFault, wholeNumber } from './host/index.ts';
import {
  filesOf,
  gridOf,
  knownRuns,
  ODDS_HELP,
  ODDS_OPTIONS,
  oddsTermsOf,
  ROW_HELP,
  ROW_OPTIONS,
  rowOptionsOf,
  runLine,
  runSweep,
  sweepCsv,
  sweepParam,
  sweepText,
} from './replay/index.ts';

const HELP = `npm run sweep -- --bars FILE --param KEY=FROM..TO:STEP [--param KEY=A,B,C] [options]      one history under many settings

A replay for each combination, and a plain word about what the best of them is worth. At most 500 runs.
  --bars FILE          closed M1 bars, as a replay takes them; may be given more than once
  --param KEY=VALUES   a key of the configuration, such as strategies.m5_bos.riskPercent=0.3..1:0.1, or
                       cells.u1.minScore=0.6,0.7,0.8; each further one multiplies the runs
  --config FILE        configuration; the values of a run stand in the place of its own
  --rearm daily|never  as in a replay (default daily)
  --spec FILE          symbol specification (JSON), over the built-in ones
${ROW_HELP}
${ODDS_HELP}
  --jobs N             threads (default: all but one of this PC)
  --out DIR            keeps each run as it ends in DIR/sweep.jsonl, and the table in DIR/sweep.csv; a sweep that was ended goes on
                       there, and a run that is known is not run again
  --json               the runs as JSON
  --help               this text`;

const OPTIONS = {
  ...ROW_OPTIONS,
  ...ODDS_OPTIONS,
  bars: { type: 'string', multiple: true },
  param: { type: 'string', multiple: true },
  config: { type: 'string' },
  rearm: { type: 'string' },
  spec: { type: 'string' },
  jobs: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean' },
} as const;

async function main(): Promise<void> {
  const values = readArguments(process.argv.slice(2), OPTIONS, HELP)?.values;
  if (values === undefined) return;
  if (values.bars === undefined) throw new StartFault(['--bars FILE is needed; --help shows all options']);
  rowOptionsOf(values);
  const points = gridOf((values.param ?? []).map(sweepParam));
  const out = values.out === undefined ? null : resolve(values.out);
  if (out !== null) mkdirSync(out, { recursive: true });
  const kept = out === null ? null : join(out, 'sweep.jsonl');
  const known = knownRuns(kept !== null && existsSync(kept) ? readFileSync(kept, 'utf8') : '');
  let done = 0;
  const runs = await runSweep({
    task: {
      ...{ files: filesOf(values.bars), rows: values, spec: values.spec ?? null },
      config: values.config === undefined ? {} : configIn(values.config),
      odds: oddsTermsOf(values),
      rearm: oneOf('rearm', values.rearm ?? 'daily', ['daily', 'never']),
    },
    points,
    known,
    jobs: wholeNumber('jobs', values.jobs, 1) ?? Math.max(1, availableParallelism() - 1),
    ended: (run) => {
      done += 1;
      if (kept !== null) appendFileSync(kept, runLine(run));
      if (process.stderr.isTTY) process.stderr.write(`\r${done} new of ${points.length} runs  `);
    },
  }).catch((error: unknown) => {
    throw error instanceof HistoryFault || error instanceof StartFault ? error : new StartFault([messageOf(error)]);
  });
  if (process.stderr.isTTY) process.stderr.write('\r');
  if (out !== null) writeFileSync(join(out, 'sweep.csv'), sweepCsv(runs));
  process.stdout.write(values.json === true ? `${JSON.stringify(runs)}\n` : sweepText(runs));
}

function configIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new StartFault([`${file}: cannot be read as JSON (${messageOf(error)})`]);
  }
}

await runProgram(main);
