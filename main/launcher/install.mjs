import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { quiet, run } from './child.mjs';
import { fingerprint } from './fingerprint.mjs';
import { withLock } from './lock.mjs';
import { findNode } from './node.mjs';
import { root, say, seconds } from './project.mjs';

const modules = join(root, 'node_modules');
const stampFile = join(modules, '.cockpit-install.json');
const wanted = () => `${process.platform}-${process.arch}-${fingerprint(['package-lock.json'])}`;

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** What `npm install` left behind is good too, when npm's own record names the same packages as the lock. */
function isInstalledByHand() {
  const have = readJson(join(modules, '.package-lock.json'))?.packages;
  const want = readJson(join(root, 'package-lock.json'))?.packages;
  if (have === undefined || want === undefined) return false;
  return Object.entries(want).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.peer) return true;
    return have[path]?.version === entry.version && have[path]?.integrity === entry.integrity;
  });
}

/** npm as npm was started, without a shell; otherwise the one on PATH (a .cmd file on Windows, which needs a shell). */
function npm(args) {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  if (script && node && existsSync(node) && basename(script) === 'npm-cli.js')
    return run(node, [script, ...args], { stdio: quiet });
  // For a shell everything is one line; the words have no spaces.
  if (process.platform === 'win32') return run(['npm.cmd', ...args].join(' '), [], { stdio: quiet, shell: true });
  return run('npm', args, { stdio: quiet });
}

/** Windows cannot delete a program that is running, but it can move it. */
function stepAside() {
  if (process.platform !== 'win32' || !process.execPath.startsWith(modules)) return;
  mkdirSync(join(root, '.cache'), { recursive: true });
  renameSync(process.execPath, join(root, '.cache', `node-${process.pid}.exe`));
}

async function install() {
  say(
    existsSync(modules) ? 'package-lock.json has changed; running npm ci ...' : 'first run: installing packages with npm ci ...',
  );
  const began = Date.now();
  const progress = setInterval(() => say(`still installing (${seconds(began)}) ...`), 10_000);
  stepAside();
  const code = await npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']).finally(() =>
    clearInterval(progress),
  );
  if (code !== 0) throw new Error(`npm ci failed with exit code ${code}.`);
  say(`packages installed in ${seconds(began)}.`);
}

function installedNode() {
  const stamp = readJson(stampFile);
  return stamp?.lock === wanted() && existsSync(stamp.node) ? stamp.node : undefined;
}

/** Makes node_modules match the lock file, at most once at a time, and answers the path of Node 24. */
export async function ensureInstalled() {
  return (
    installedNode() ??
    withLock('install', async () => {
      const before = installedNode();
      if (before !== undefined) return before;
      if (!isInstalledByHand()) await install();
      const node = await findNode();
      writeFileSync(stampFile, JSON.stringify({ lock: wanted(), node }));
      return node;
    })
  );
}
