/**
 * How well do the tests notice a change of the product? `npm run mutate -- [--files GLOB] [--sample N --seed S]`.
 * The mutated text is only ever in the memory of the test process: no file of the checkout is written.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '#main/launcher/project.mjs';
import { line, scores, told } from './report.ts';
import { planned, tried, type Plan, type Verdict } from './trial.ts';

const HELP = `npm run mutate -- [options]
  --files GLOB     the sources to change (may be given more than once); default: engine, projection, adapters, runtime, ipc
  --line N         only the mutants of this line (may be given more than once)
  --sample COUNT   that many of them, chosen by the seed
  --seed NUMBER    default 1
  --budget SECONDS tests of one mutant that take longer in all are left out, and that is told; default 20
  --tests GLOB     the tests that may kill (may be given more than once); default: all but the slow parts
  --stale          what each test runs may have been measured on older sources: quick, may miss a new test's reach
  --list           prints the mutants and tries none
  --json           prints one JSON object a line: each verdict, then the scores`;
const DEFAULT = ['main/engine/**/*.ts', 'shared/projection/**/*.ts', 'main/{adapters,runtime,ipc}/**/*.ts'];
/** Parts with processes, browsers or a compiler in them, the checks of the tree, which read the files as they are, and long stories. */
const NO_JUDGES = [
  'test/{screen,electron,process,ea,architecture,mutate,docs,dev,anytime,runner,assets,simulation}/**',
  'test/main/engine/rulebook/market-days.test.ts',
];

const { values } = parseArgs({
  options: {
    files: { type: 'string', multiple: true },
    line: { type: 'string', multiple: true },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    budget: { type: 'string', default: '20' },
    tests: { type: 'string', multiple: true },
    stale: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function counted(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a whole number, not ${text}.`);
  return Number(text);
}

const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: Record<string, string> };
const plan: Plan = {
  root,
  files: values.files ?? DEFAULT,
  tests: values.tests ?? ['test/**/*.test.{ts,tsx}'],
  exclude: NO_JUDGES,
  subpaths: imports,
  sample: values.sample === undefined ? undefined : counted('sample', values.sample),
  seed: counted('seed', values.seed),
  lines: values.line?.map((text) => counted('line', text)),
  isStaleFine: values.stale,
  budgetMs: counted('budget', values.budget) * 1_000,
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function tryAll(): Promise<void> {
  const verdicts: Verdict[] = [];
  for await (const verdict of tried(plan, (note) => void process.stderr.write(`${note}\n`))) {
    verdicts.push(verdict);
    say(values.json ? JSON.stringify(verdict) : line(verdict));
  }
  const table = scores(verdicts);
  if (values.json) {
    say(JSON.stringify({ seed: plan.seed, sample: plan.sample ?? null, scores: table }));
    return;
  }
  say(`\nseed ${plan.seed}, ${verdicts.length} mutants`);
  for (const { area, killed, survived, equivalent, invalid, score } of table)
    say(
      `${area.padEnd(28)} ${(score * 100).toFixed(1).padStart(5)} %  ${killed} killed, ${survived} survived, ${equivalent} equivalent, ${invalid} do not compile`,
    );
}

if (values.help) say(HELP);
else if (values.list) for (const mutant of planned(plan)) say(values.json ? JSON.stringify(mutant) : told(mutant));
else await tryAll();
