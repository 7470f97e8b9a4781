import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '#main/launcher/fingerprint.mjs';
import { root } from '#main/launcher/project.mjs';

const folders = ['main', 'renderer', 'shared', 'test'];
/**
 * Linted by themselves, each in a process of its own: with the types of everything at once, ESLint wants more memory than Node gives
 * it (4 GiB), and ends before it has said anything. `but`: what another part has looked at.
 */
const LINTED = [
  { name: 'lint test/main', paths: ['test/main'] },
  { name: 'lint main', paths: ['main'] },
  { name: 'lint renderer', paths: ['renderer', 'shared'] },
  { name: 'lint test', paths: ['test'], but: 'test/main/**' },
];
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
const BY_CONTENT = ['--cache', '--cache-strategy', 'content'];

/**
 * ESLint's cache knows the rules' names but not their code, so what defines them is part of the file's name. It looks at one
 * file at a time: what a rule with types makes of a file that depends on a changed one is seen only without the cache.
 */
function lintCache() {
  const name = `eslint-${fingerprint(['test/architecture', 'package-lock.json', ...projects.map((each) => `${each}/tsconfig.json`)])}`;
  for (const old of readdirSync(cacheFolder))
    if (old.startsWith('eslint-') && old !== name) rmSync(join(cacheFolder, old), { recursive: true });
  mkdirSync(join(cacheFolder, name), { recursive: true });
  return (part) => [...BY_CONTENT, '--cache-location', join(cacheFolder, name, part.replace(/\W/g, '-'))];
}

function lintParts(isCached) {
  const cache = isCached ? lintCache() : () => [];
  return LINTED.map(({ name, paths, but }) => ({
    name,
    args: [
      module('eslint', 'bin', 'eslint.js'),
      ...['--config', 'test/architecture/eslint.config.js', '--max-warnings=0', '--no-error-on-unmatched-pattern'],
      ...cache(name),
      ...(but === undefined ? [] : ['--ignore-pattern', but]),
      ...paths,
    ],
  }));
}

/** What is checked, and how each part is run. */
export function partsOf(isCached) {
  mkdirSync(cacheFolder, { recursive: true });
  const format = ['--check', '--log-level', 'warn'];
  if (isCached) format.push(...BY_CONTENT, '--cache-location', join(cacheFolder, 'prettier'));
  return [
    ...lintParts(isCached),
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
