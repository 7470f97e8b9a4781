/** A test that waits this long on mutated code waits for something that will not come. */
export const LIMIT_MS = 30_000;

/** `ids` undefined means all tests of the file. */
export interface Wanted {
  file: string;
  ids?: readonly string[];
  /** What this file loads that the change can reach: loaded again for it, where a process keeps what it has loaded. */
  again?: readonly string[];
}
export interface Question {
  tests: readonly Wanted[];
  mutated?: { path: string; text: string };
  /** Every test is to tell which functions it runs. */
  measure?: boolean;
}
export interface TestResult {
  id: string;
  name: string;
  passed: boolean;
  ms: number;
  reached: readonly string[];
}
export interface FileResult {
  file: string;
  passed: boolean;
  tests: readonly TestResult[];
  /** What ran outside of the tests. */
  shared: readonly string[];
}
