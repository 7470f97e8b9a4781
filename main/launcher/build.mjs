import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quiet, run } from './child.mjs';
import { fingerprint } from './fingerprint.mjs';
import { withLock } from './lock.mjs';
import { root, say, seconds } from './project.mjs';

const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');

/** What is bundled, from which sources, and the file that proves it is there. */
const bundles = {
  renderer: {
    sources: ['renderer', 'shared', 'assets', 'package-lock.json'],
    configs: ['renderer/vite.config.ts'],
    product: 'dist/renderer/index.html',
  },
  desktop: {
    sources: ['main', 'shared', 'package.json', 'package-lock.json'],
    configs: ['main/vite.desktop.config.ts', 'main/vite.preload.config.ts', 'main/vite.background.config.ts'],
    product: 'dist/desktop/main.js',
  },
};

const stampFile = (name) => join(root, 'dist', `.${name}.stamp`);

function isFresh(name, print) {
  const stamp = stampFile(name);
  return existsSync(join(root, bundles[name].product)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === print;
}

async function build(node, name) {
  const print = fingerprint(bundles[name].sources);
  if (isFresh(name, print)) return;
  say(`building dist/${name} ...`);
  const began = Date.now();
  for (const config of bundles[name].configs) {
    const code = await run(node, [vite, 'build', '--config', config, '--logLevel', 'warn'], { stdio: quiet });
    if (code !== 0) throw new Error(`the build of ${name} failed (${config}).`);
  }
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile(name), print);
  say(`dist/${name} built in ${seconds(began)}.`);
}

/** Builds the named bundles when their sources have changed since the last time. */
export async function ensureBuilt(node, names) {
  const stale = names.filter((name) => !isFresh(name, fingerprint(bundles[name].sources)));
  if (stale.length === 0) return;
  await withLock('build', async () => {
    for (const name of stale) await build(node, name);
  });
}
