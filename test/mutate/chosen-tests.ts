import { basename, dirname } from 'node:path';
import type { FileResult, Wanted } from './question.ts';
import { reachName } from './functions.ts';

/** Where a mutant stands: in a function (its number), or at the top of the module, seen by others or not. */
export interface Place {
  path: string;
  index: number | undefined;
  isExported: boolean;
}

export interface Chosen {
  tests: readonly Wanted[];
  /** What these tests take on the sources as they are. */
  ms: number;
  /** Tests that reach the place but were too slow for the budget. */
  left: number;
}

/** How far a test file is from a source: its own mirror first, then its folder, then by the length of path they share. */
export function distance(test: string, source: string): number {
  const name = (path: string): string => basename(path).replace(/(\.test)?\.\w+$/, '');
  const mirror = dirname(test).replace(/^test\//, '');
  const [here, there] = [mirror.split('/'), dirname(source).split('/')];
  const shared = here.findIndex((part, index) => part !== there[index]);
  const common = shared === -1 ? Math.min(here.length, there.length) : shared;
  return here.length + there.length - 2 * common + (name(test) === name(source) ? -1 : 0);
}

/** The tests that reach a place, nearest and quickest first, as far as the budget (milliseconds of quiet running) goes. */
export function chosenTests(place: Place, measured: readonly FileResult[], budgetMs: number): Chosen {
  const files = measured
    .map((file) => ({ file, reaching: reaching(place, file) }))
    .filter(({ reaching: tests }) => tests.length > 0)
    .map(({ file: { file }, reaching: tests }) => ({ file, tests, ms: tests.reduce((sum, test) => sum + test.ms, 0) }))
    .sort((a, b) => distance(a.file, place.path) - distance(b.file, place.path) || a.ms - b.ms || (a.file < b.file ? -1 : 1));
  const chosen: Wanted[] = [];
  let [ms, left] = [0, 0];
  for (const { file, tests } of files) {
    const ids: string[] = [];
    for (const test of [...tests].sort((one, other) => one.ms - other.ms)) {
      if (ms + test.ms > budgetMs && chosen.length + ids.length > 0) left += 1;
      else {
        ids.push(test.id);
        ms += test.ms;
      }
    }
    if (ids.length > 0) chosen.push({ file, ids });
  }
  return { tests: chosen, ms, left };
}

/** A test that fails on the sources as they are can prove nothing. */
function reaching({ path, index, isExported }: Place, { tests, shared }: FileResult): FileResult['tests'] {
  const sound = tests.filter((test) => test.passed);
  if (!shared.includes(reachName(path))) return [];
  if (index !== undefined)
    return shared.includes(reachName(path, index))
      ? sound
      : sound.filter((test) => test.reached.includes(reachName(path, index)));
  const within = sound.filter((test) => test.reached.some((name) => name.startsWith(`${path}#`)));
  return isExported || within.length === 0 ? sound : within;
}
