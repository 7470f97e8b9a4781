import { join } from 'node:path';
import { run } from '#main/launcher/child.mjs';
import { root } from '#main/launcher/project.mjs';
import { projectsOf } from './run-group.mjs';

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

/** `npm test -- --watch unit test/main/engine/orders`: runs those tests, and again whatever a saved file touches, until Ctrl+C. */
export function watchTests([part = 'unit', ...paths]) {
  return run(process.execPath, [vitest, '--watch', '--config', 'test/vitest.config.ts', '--project', projectsOf(part), ...paths]);
}
