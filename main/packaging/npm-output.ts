import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';

const MOST_BYTES = 64 * 1024 * 1024;

/** What `npm` prints for plain words (no spaces, no quotes). Throws with npm's own words. */
export function npmOutput(words: readonly string[], root: string, env: NodeJS.ProcessEnv): string {
  const { status, stdout, stderr, error } = npmAnswer(words, root, env);
  if (status !== 0) throw new Error(`npm ${words.join(' ')} failed: ${error?.message ?? stderr.trim()}`);
  return stdout;
}

/** `npm` run as it was started itself, or the one on PATH: for commands whose exit code is a part of the answer. */
export function npmAnswer(words: readonly string[], root: string, env: NodeJS.ProcessEnv): SpawnSyncReturns<string> {
  const { npm_execpath: script, npm_node_execpath: node } = env;
  const asStarted = script !== undefined && node !== undefined && existsSync(node) && basename(script) === 'npm-cli.js';
  const options = { cwd: root, encoding: 'utf8', maxBuffer: MOST_BYTES } as const;
  // On Windows npm is a .cmd file, which only a shell runs.
  return asStarted
    ? spawnSync(node, [script, ...words], options)
    : spawnSync(['npm', ...words].join(' '), { ...options, shell: true });
}
