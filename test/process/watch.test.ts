import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#main/launcher/project.mjs';

/** A run of tests inside a run of tests: nothing of the outer one is handed on. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|CI$|COCKPIT_COUNTS$)/.test(name)));

test('npm test -- --watch runs the tests named and waits for the next change', async () => {
  const args = [join(root, 'test', 'run.mjs'), '--watch', 'unit', 'test/renderer/address.test.ts'];
  const child = spawn(process.execPath, args, { cwd: root, env: { ...env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const waiting = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Waiting for file changes')) resolve();
    });
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('exit', (code) => reject(new Error(`it ended with ${String(code)}:\n${said}`)));
  });
  await waiting;
  child.removeAllListeners('exit');
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
  expect(said).toMatch(/address\.test\.ts[\s\S]*Test Files .*1 passed/);
});
