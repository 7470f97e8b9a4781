import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../main/launcher/project.mjs';

const folders = ['main', 'renderer', 'shared', 'test'];
const module = (...path) => join(root, 'node_modules', ...path);

/** Each type project by itself: what a folder may see (Node, Electron, the DOM or nothing) differs. */
const types = ['test', 'main', 'renderer', 'main/engine', 'main/paper', 'shared'].map((project) => ({
  name: `types ${project}`,
  args: [
    module('typescript', 'bin', 'tsc'),
    ...['-p', project, '--incremental', '--tsBuildInfoFile', join('.cache', 'types', `${project.replace('/', '-')}.tsbuildinfo`)],
  ],
}));

export const parts = [
  {
    name: 'lint',
    args: [
      module('eslint', 'bin', 'eslint.js'),
      '--config',
      'test/architecture/eslint.config.js',
      '--max-warnings=0',
      '--no-error-on-unmatched-pattern',
      ...folders,
    ],
  },
  ...types,
  {
    name: 'architecture',
    args: [
      module('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      '--config',
      'test/architecture/dependency-cruiser.cjs',
      ...folders,
    ],
  },
  { name: 'format', args: [module('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { name: 'unused code', args: [module('knip', 'bin', 'knip.js'), '--no-progress'] },
];

function execute(part) {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, part.args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => output.push(Buffer.from(error.message)));
    child.on('close', (code) => {
      resolve({
        name: part.name,
        ok: code === 0,
        seconds: (performance.now() - began) / 1000,
        output: Buffer.concat(output).toString().trim(),
      });
    });
  });
}

function report({ name, ok, seconds, output }) {
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(20)} ${seconds.toFixed(1).padStart(6)} s`);
  if (!ok) console.log(`${output}\n`);
}

/** Runs every part, two at a time, and answers how many held. */
export async function runParts() {
  mkdirSync(join(root, '.cache', 'types'), { recursive: true });
  const waiting = [...parts];
  const results = [];
  const lane = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const result = await execute(part);
      report(result);
      results.push(result);
    }
  };
  await Promise.all([lane(), lane()]);
  const passed = results.filter(({ ok }) => ok).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}
