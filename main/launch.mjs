/**
 * The one way in for every npm script: `node main/launch.mjs <command> [arguments]`.
 * It needs nothing but Node 18: it installs what is missing, builds what is stale, and hands over to Node 24.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commands } from './launcher/commands.mjs';
import { ensureBuilt } from './launcher/build.mjs';
import { run } from './launcher/child.mjs';
import { withCompileCache } from './launcher/compile-cache.mjs';
import { ensureInstalled } from './launcher/install.mjs';
import { root, say } from './launcher/project.mjs';
import { start } from './launcher/start.mjs';

/** npm moves to the project's folder; file names on the command line are meant from where the user stands. */
const userFolder = () => (resolve(process.cwd()) === root && process.env.INIT_CWD) || process.cwd();

async function runScript(node, { script, args = [], builds = [], takesFiles = false }, rest) {
  const path = join(root, script);
  if (!existsSync(path)) {
    say(`${script} does not exist.`);
    return 2;
  }
  await ensureBuilt(node, builds);
  return run(node, [path, ...args, ...rest], { cwd: takesFiles ? userFolder() : root, env: withCompileCache(process.env) });
}

async function launch(name, rest) {
  const command = commands[name];
  if (command === undefined) {
    say(`usage: node main/launch.mjs ${Object.keys(commands).join(' | ')}`);
    return 2;
  }
  const node = await ensureInstalled();
  return name === 'start' ? start(node, rest, () => runScript(node, commands.headless, rest)) : runScript(node, command, rest);
}

try {
  process.exitCode = await launch(process.argv[2] ?? '', process.argv.slice(3));
} catch (error) {
  // eslint-disable-next-line no-restricted-syntax -- runs before anything is installed or compiled
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
