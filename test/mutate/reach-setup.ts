/** Loaded before each test file while the reach of the tests is measured: which functions did this test run? */
import { afterEach, beforeEach } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What ran within the test. */
    reached?: string[];
    /** What ran before it: loading, and the preparation shared by the file. */
    shared?: string[];
  }
}

const reached = new Set<string>();
(globalThis as { reached?: Set<string> }).reached = reached;

function taken(): string[] {
  const names = [...reached];
  reached.clear();
  return names;
}

beforeEach(({ task }) => {
  task.meta.shared = taken();
});
afterEach(({ task }) => {
  task.meta.reached = taken();
});
