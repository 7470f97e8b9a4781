import { hash } from 'node:crypto';
import { readArguments, runProgram, StartFault, wholeNumber } from './host/index.ts';
import {
  ALL_FAULTS,
  countsText,
  FAULTS,
  isFaultKind,
  jobsMost,
  reportFailure,
  runSeeds,
  type FaultKind,
  type Plan,
} from './simulation/index.ts';

/** Seconds the search for a smaller story takes, unless told otherwise. */
const SHRINK_SECONDS = 60;

const HELP = `npm run simulate -- [options]      seeded stories of faults against the real engine; checks its invariants at every step

  --seed N         the first seed (default 1)
  --seeds COUNT    how many seeds, one after the other (default 20; 1 with --seed)
  --steps N        steps of each story (default 200)
  --faults LIST    all, none, or some of:
${Object.entries(FAULTS)
  .map(([kind, text]) => `                     ${kind.padEnd(13)} ${text}`)
  .join('\n')}
  --skip LIST      steps in which nothing is done but wait, such as 1-20,25
  --no-shrink      print what failed and stop: no search for a smaller story
  --shrink-seconds N
                   how long that search may take (default ${SHRINK_SECONDS})
  --jobs N         stories told at the same time (default 1; ${jobsMost()} on this machine at most)
  --json           the result as JSON
  --help           this text

Exit 0: every rule held. Exit 1: one was broken; the seed and its last steps are printed at once, a smaller command line after them.`;

const OPTIONS = {
  seed: { type: 'string' },
  seeds: { type: 'string' },
  steps: { type: 'string' },
  faults: { type: 'string' },
  skip: { type: 'string' },
  'no-shrink': { type: 'boolean' },
  'shrink-seconds': { type: 'string' },
  jobs: { type: 'string' },
  json: { type: 'boolean' },
} as const;

async function main(): Promise<void> {
  const values = readArguments(process.argv.slice(2), OPTIONS, HELP)?.values;
  if (values === undefined) return;
  const first = wholeNumber('seed', values.seed, 0) ?? 1;
  const seeds = wholeNumber('seeds', values.seeds, 1) ?? (values.seed === undefined ? 20 : 1);
  const steps = wholeNumber('steps', values.steps, 1) ?? 200;
  const faults = faultsOf(values.faults ?? 'all');
  const jobs = Math.min(wholeNumber('jobs', values.jobs, 1) ?? 1, jobsMost());
  const limit = wholeNumber('shrink-seconds', values['shrink-seconds'], 0) ?? SHRINK_SECONDS;
  const shrinkSeconds = values['no-shrink'] === true ? 0 : limit;
  const began = performance.now();
  const injected: Record<string, number> = {};
  let trace = '';
  let taken = 0;
  let turns = 0;
  const skip = skipOf(values.skip);
  const told = progress(seeds, values.json === true);
  const broken = await runSeeds(plansOf({ first, seeds, steps, faults, skip }), jobs, (found) => {
    trace = hash('sha256', trace + found.hash, 'hex');
    taken += found.steps;
    turns += found.turns;
    for (const [kind, count] of Object.entries(found.injected)) injected[kind] = (injected[kind] ?? 0) + count;
    told();
  });
  if (broken !== null) {
    process.exitCode = 1;
    await reportFailure(broken, {
      json: values.json === true,
      shrinkSeconds,
      print: (text) => process.stdout.write(`${text}\n`),
      note: (text) => process.stderr.write(`${text}\n`),
      now: () => performance.now(),
    });
    return;
  }
  const perSecond = Math.round((taken * 1_000) / (performance.now() - began));
  const turnsPerSecond = Math.round((turns * 1_000) / (performance.now() - began));
  process.stdout.write(
    values.json === true
      ? `${JSON.stringify({ ok: true, first, seeds, steps: taken, injected, stepsPerSecond: perSecond, turns, turnsPerSecond, trace })}\n`
      : `OK: ${seeds} seeds from ${first}, ${taken} steps, ${perSecond} steps/s, ${turnsPerSecond} engine turns/s, trace ${trace.slice(0, 16)}\nFaults: ${countsText(injected)}\n`,
  );
}

/** Prints progress now and then on a terminal. */
function progress(seeds: number, isQuiet: boolean): () => void {
  const every = Math.max(50, Math.floor(seeds / 20));
  let done = 0;
  return () => {
    done += 1;
    if (!isQuiet && process.stderr.isTTY && done % every === 0 && done < seeds)
      process.stderr.write(`${done} of ${seeds} seeds\n`);
  };
}

type Wanted = Omit<Plan, 'seed'> & { readonly first: number; readonly seeds: number };
function* plansOf({ first, seeds, ...rest }: Wanted): Generator<Plan> {
  for (let seed = first; seed < first + seeds; seed += 1) yield { seed, ...rest };
}

const STEPS_MAX = 1_000_000;

function skipOf(text: string | undefined): ReadonlySet<number> {
  const skipped = new Set<number>();
  for (const part of text === undefined ? [] : text.split(',')) {
    const [, from, to = from] = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(part) ?? [];
    if (from === undefined || Number(to) < Number(from) || Number(to) > STEPS_MAX)
      throw new StartFault([`--skip: "${part}" is neither a step nor a range of steps such as 3-7`]);
    for (let step = Number(from); step <= Number(to); step += 1) skipped.add(step);
  }
  return skipped;
}

function faultsOf(text: string): ReadonlySet<FaultKind> {
  if (text === 'all') return new Set(ALL_FAULTS);
  if (text === 'none') return new Set();
  return new Set(
    text.split(',').map((word) => {
      if (isFaultKind(word)) return word;
      throw new StartFault([`--faults: "${word}" is not a kind of fault; they are ${ALL_FAULTS.join(', ')}, or all, or none`]);
    }),
  );
}

await runProgram(main);
