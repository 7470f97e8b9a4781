import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { quiet, run } from './child.mjs';
import { root, say } from './project.mjs';

const folder = join(root, 'node_modules', 'node');
const bundled = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const MAJOR = 24;

const works = (node) => existsSync(node) && spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.startsWith(`v${MAJOR}.`);

/** The pinned Node 24. Where npm skips install scripts, its script is run here; a Node 24 on PATH will do as well. */
export async function findNode() {
  if (works(bundled)) return bundled;
  const script = join(folder, 'installArchSpecificPackage.js');
  if (existsSync(script)) {
    say(`fetching Node ${MAJOR} ...`);
    await run(process.execPath, [script], { cwd: folder, stdio: quiet });
    if (works(bundled)) return bundled;
  }
  if (process.versions.node.startsWith(`${MAJOR}.`)) return process.execPath;
  throw new Error(`Node ${MAJOR} could not be installed for ${process.platform}-${process.arch}; install it and try again.`);
}
