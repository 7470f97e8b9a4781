import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chosenTests } from './chosen-tests.ts';
import { Compiler } from './compiles.ts';
import { Court } from './court.ts';
import { Imports, inside } from './imports.ts';
import type { FileResult } from './judge.ts';
import { mutantsOf, sampled, type Mutant } from './mutants.ts';
import { applied } from './operators.ts';
import { Reach } from './reach.ts';

export type Verdict =
  | { mutant: Mutant; state: 'killed'; by: string }
  | { mutant: Mutant; state: 'survived'; ran: number; left: number }
  | { mutant: Mutant; state: 'invalid' };

export interface Plan {
  root: string;
  /** Sources to change, as glob patterns within `root`. */
  files: readonly string[];
  /** Tests that may kill. */
  tests: readonly string[];
  exclude: readonly string[];
  subpaths: Readonly<Record<string, string>>;
  sample?: number | undefined;
  seed: number;
  /** Only mutants of these lines, when named. */
  lines?: readonly number[] | undefined;
  /** How long the tests of one mutant may take when nothing is changed. */
  budgetMs: number;
  /** How much longer than that they may take, beside five times as long, before they are ended; 60 s unless told. */
  graceMs?: number;
}

const found = (root: string, patterns: readonly string[]): string[] =>
  [...new Set(patterns.flatMap((pattern) => globSync(pattern, { cwd: root })))]
    .map((path) => inside(root, join(root, path)))
    .sort();

/** The mutants of a plan, sampled as it says. */
export function planned(plan: Plan): Mutant[] {
  const files = found(plan.root, plan.files).filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'));
  const all = files
    .flatMap((path) => mutantsOf(path, readFileSync(join(plan.root, path), 'utf8')))
    .filter(({ line }) => plan.lines?.includes(line) ?? true);
  return plan.sample === undefined ? all : sampled(all, plan.sample, plan.seed);
}

/** Tries every mutant of the plan and tells each verdict as it falls. */
export async function* tried(plan: Plan, note: (line: string) => void): AsyncGenerator<Verdict> {
  const mutants = planned(plan);
  const imports = new Imports(plan.root, plan.subpaths);
  const excluded = new Set(found(plan.root, plan.exclude));
  const paths = new Set(mutants.map(({ path }) => path));
  const tests = found(plan.root, plan.tests).filter(
    (test) => !excluded.has(test) && imports.closure(test).some((path) => paths.has(path)),
  );
  const court = new Court(plan.root);
  const compiler = new Compiler(plan.root);
  try {
    const measured = await new Reach(plan.root, imports).of(tests, court, note);
    court.close(); // its modules tell what they run; the next judge has the sources as they are
    for (const { file, tests: each } of measured)
      for (const { name, passed } of each) if (!passed) note(`not used, it fails on the unchanged sources: ${file} > ${name}`);
    for (const mutant of mutants) {
      const text = imports.text(mutant.path);
      yield compiler.accepts(mutant, text) ? await judged(mutant, text, measured, plan, court) : { mutant, state: 'invalid' };
    }
  } finally {
    court.close();
  }
}

async function judged(mutant: Mutant, text: string, measured: readonly FileResult[], plan: Plan, court: Court): Promise<Verdict> {
  const { tests, ms, left } = chosenTests(mutant, measured, plan.budgetMs);
  const ran = tests.reduce((sum, { ids = [] }) => sum + ids.length, 0);
  if (ran === 0) return { mutant, state: 'survived', ran, left };
  const answer = await court.ask(
    { tests, mutated: { path: mutant.path, text: applied(text, mutant) } },
    (plan.graceMs ?? 60_000) + 5 * ms,
  );
  if (answer === 'timeout') return { mutant, state: 'killed', by: 'time: the tests do not end' };
  if (answer === 'ended') return { mutant, state: 'killed', by: 'its end: the test process does not outlive it' };
  for (const { file, passed, tests: each } of answer) {
    const killer = each.find((test) => !test.passed);
    if (killer !== undefined) return { mutant, state: 'killed', by: `${file} > ${killer.name}` };
    if (!passed) return { mutant, state: 'killed', by: `${file}: an error outside of its tests` };
  }
  return { mutant, state: 'survived', ran, left };
}
