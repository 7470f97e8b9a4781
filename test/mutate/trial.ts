import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { chosenTests } from './chosen-tests.ts';
import { Compiler } from './compiles.ts';
import { Court } from './court.ts';
import { equivalentOf, type Equivalent } from './equivalents.ts';
import { Imports, inside } from './imports.ts';
import type { FileResult } from './question.ts';
import { mutantsOf, sampled, type Mutant } from './mutants.ts';
import { applied } from './operators.ts';
import { Reach } from './reach.ts';

export type Verdict =
  | { mutant: Mutant; state: 'killed'; by: string }
  | { mutant: Mutant; state: 'survived'; ran: number; left: number }
  | { mutant: Mutant; state: 'equivalent'; reason: string }
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
  /** How much longer than that they may take, beside five times as long, before they are ended; 30 s unless told. */
  graceMs?: number;
  /** What each test runs may have been measured on older sources. */
  isStaleFine?: boolean;
  /** Changes that no test can notice; those of `equivalents.ts` unless told. */
  equivalents?: readonly Equivalent[];
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
  const court = new Court(plan.root, (test) => isQuick(test, imports));
  const compiler = new Compiler(plan.root);
  try {
    const measured = await new Reach(plan.root, imports, plan.isStaleFine).of(tests, court, note);
    court.close(); // its modules tell what they run; the next judge has the sources as they are
    for (const { file, tests: each } of measured)
      for (const { name, passed } of each) if (!passed) note(`not used, it fails on the unchanged sources: ${file} > ${name}`);
    const trial = new Trial(plan, imports, measured, court, note);
    const decided = (mutant: Mutant): Verdict | undefined => {
      const text = imports.text(mutant.path);
      const equivalent = equivalentOf(mutant, text, plan.equivalents);
      if (equivalent !== undefined) return { mutant, state: 'equivalent', reason: equivalent.reason };
      return compiler.accepts(mutant, text) ? undefined : { mutant, state: 'invalid' };
    };
    yield* inTurn(mutants, decided, (mutant) => trial.of(mutant));
  } finally {
    court.close();
  }
}

/** The verdicts in their order. While the tests of one mutant run, the next ones are decided as far as that needs no tests. */
async function* inTurn(
  mutants: readonly Mutant[],
  decided: (mutant: Mutant) => Verdict | undefined,
  tested: (mutant: Mutant) => Promise<Verdict>,
): AsyncGenerator<Verdict> {
  let running: Promise<Verdict> | undefined;
  let waiting: Verdict[] = [];
  for (const mutant of mutants) {
    const verdict = decided(mutant);
    if (verdict !== undefined) {
      waiting.push(verdict);
      continue;
    }
    if (running !== undefined) yield await running;
    yield* waiting;
    waiting = [];
    running = tested(mutant);
    await setImmediate(); // its question is on the way before the compiler is busy again
  }
  if (running !== undefined) yield await running;
  yield* waiting;
}

/** Node can load it by itself: neither pages nor modules put in the place of others. */
function isQuick(test: string, imports: Imports): boolean {
  const loaded = imports.closure(test);
  return /\.ts$/.test(test) && !loaded.some((path) => /\.(tsx|css)$/.test(path)) && !/\bvi\.mock\(/.test(imports.text(test));
}

class Trial {
  readonly #plan: Plan;
  readonly #imports: Imports;
  readonly #court: Court;
  readonly #note: (line: string) => void;
  #measured: readonly FileResult[];

  constructor(plan: Plan, imports: Imports, measured: readonly FileResult[], court: Court, note: (line: string) => void) {
    this.#plan = plan;
    this.#imports = imports;
    this.#measured = measured;
    this.#court = court;
    this.#note = note;
  }

  async of(mutant: Mutant): Promise<Verdict> {
    const chosen = chosenTests(mutant, this.#measured, this.#plan.budgetMs);
    const { ms, left } = chosen;
    const tests = chosen.tests.map((each) => ({ ...each, again: this.#imports.reaching(each.file, mutant.path) }));
    const ran = tests.reduce((sum, { ids = [] }) => sum + ids.length, 0);
    if (ran === 0) return { mutant, state: 'survived', ran, left };
    const mutated = { path: mutant.path, text: applied(this.#imports.text(mutant.path), mutant) };
    const limitMs = (this.#plan.graceMs ?? 30_000) + 5 * ms;
    const answer = await this.#court.ask({ tests, mutated }, limitMs);
    if (answer === 'timeout') return { mutant, state: 'killed', by: 'time: the tests do not end' };
    if (answer === 'ended') return { mutant, state: 'killed', by: 'its end: the test process does not outlive it' };
    const red = answer.find(({ passed }) => !passed);
    if (red === undefined) return { mutant, state: 'survived', ran, left };
    const killer = red.tests.find((test) => !test.passed);
    const wanted = tests.find(({ file }) => file === red.file)!;
    const same = killer === undefined ? wanted : { file: red.file, ids: [killer.id] };
    const again = await this.#court.ask({ tests: [same] }, limitMs);
    const isSound = typeof again !== 'string' && again.every(({ passed }) => passed);
    if (isSound) return { mutant, state: 'killed', by: `${red.file} > ${killer?.name ?? 'an error outside of its tests'}` };
    // It fails without the change too, here and now: it proves nothing, and neither may what this process has loaded.
    this.#note(`not used any more, it fails on the unchanged sources: ${red.file} > ${killer?.name ?? 'outside of its tests'}`);
    this.#measured = this.#measured.map((file) =>
      file.file === red.file ? { ...file, tests: file.tests.filter(({ id }) => killer !== undefined && id !== killer.id) } : file,
    );
    this.#court.close();
    return await this.of(mutant);
  }
}
