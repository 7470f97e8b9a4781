import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '#main/launcher/fingerprint.mjs';
import { root } from '#main/launcher/project.mjs';

const folders = ['main', 'renderer', 'shared', 'test'];
const module = (...path) => join(root, 'node_modules', ...path);

/** Each type project by itself: what a folder may see (Node, Electron, the DOM or nothing) differs. */
const projects = ['test', 'main', 'renderer', 'main/engine', 'main/paper-broker', 'shared'];
const types = projects.map((project) => ({
  name: `types ${project}`,
  args: [
    module('typescript', 'bin', 'tsc'),
    ...['-p', project, '--incremental', '--tsBuildInfoFile', join('.cache', 'types', `${project.replace('/', '-')}.tsbuildinfo`)],
  ],
}));

const cacheFolder = join(root, '.cache', 'check');

/**
 * ESLint's cache knows the rules' names but not their code, so what defines them is part of the file's name. It looks at one
 * file at a time: what a rule with types makes of a file that depends on a changed one is seen only without the cache.
 */
function lintCache() {
  const name = `eslint-${fingerprint(['test/architecture', 'package-lock.json', ...projects.map((each) => `${each}/tsconfig.json`)])}`;
  for (const old of readdirSync(cacheFolder)) if (old.startsWith('eslint-') && old !== name) rmSync(join(cacheFolder, old));
  return ['--cache', '--cache-strategy', 'content', '--cache-location', join(cacheFolder, name)];
}

/** What is checked, and how each part is run. */
export function partsOf(isCached) {
  mkdirSync(cacheFolder, { recursive: true });
  const lint = ['--config', 'test/architecture/eslint.config.js', '--max-warnings=0', '--no-error-on-unmatched-pattern'];
  const format = ['--check', '--log-level', 'warn'];
  if (isCached) {
    lint.push(...lintCache());
    format.push('--cache', '--cache-strategy', 'content', '--cache-location', join(cacheFolder, 'prettier'));
  }
  return [
    { name: 'lint', args: [module('eslint', 'bin', 'eslint.js'), ...lint, ...folders] },
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
    { name: 'format', args: [module('prettier', 'bin', 'prettier.cjs'), ...format, '.'] },
    { name: 'unused code', args: [module('knip', 'bin', 'knip.js'), '--no-progress'] },
  ];
}

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

/** Runs every part, two at a time, and gives how many held. With `isCached`, lint and format look at changed files only. */
export async function runParts({ isCached = false } = {}) {
  mkdirSync(join(root, '.cache', 'types'), { recursive: true });
  const waiting = partsOf(isCached);
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
  const notes = results.filter(({ ok }) => !ok).map(({ name }) => `FAILED ${name}`);
  return { passed, failed: notes.length, skipped: 0, notes };
}
