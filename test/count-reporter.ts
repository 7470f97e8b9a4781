import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

export interface Failure {
  /** Path of the test's file from the project's root; undefined: it belongs to no file. */
  file?: string;
  /** The test's name with its groups; of a file that could not be loaded, nothing. */
  name: string;
  /** First line of what was thrown. */
  message: string;
}

export interface Counts {
  passed: number;
  failed: number;
  failures: Failure[];
  /** Why each test that did not run did not run. */
  skipped: string[];
}

const failureOf = (error: unknown): Failure => ({ name: '', message: firstLine(error) });

function firstLine(error: unknown): string {
  const text = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return text.split('\n', 1)[0]?.slice(0, 160) ?? '';
}

/** Writes how many tests passed, failed and did not run, so that the whole suite can be summed up in one line. */
export class CountReporter implements Reporter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const counts: Counts = { passed: 0, failed: 0, failures: unhandled.map((error) => failureOf(error)), skipped: [] };
    for (const module of modules) {
      const file = module.relativeModuleId;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') counts.passed += 1;
        else if (result.state === 'failed') counts.failures.push({ ...failureOf(result.errors[0]), name: test.fullName, file });
        else counts.skipped.push(`${test.fullName}${'note' in result && result.note !== undefined ? ` (${result.note})` : ''}`);
      }
      // A file that cannot be loaded has no failed test, yet it is a failure.
      counts.failures.push(...module.errors().map((error) => ({ ...failureOf(error), file })));
    }
    counts.failed = counts.failures.length;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(counts));
  }
}
