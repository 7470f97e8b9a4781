import { ensureBuilt } from './build.mjs';
import { run } from './child.mjs';
import { commands } from './commands.mjs';
import { obtainElectron } from './electron.mjs';
import { root, say } from './project.mjs';

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Opens the desktop cockpit, or says in one line why not and opens the same cockpit headless. */
export async function start(node, args, openHeadless) {
  const electron = hasDisplay() ? await obtainElectron(node) : { reason: 'no display to open a window on' };
  if (electron.path === undefined) {
    say(`Electron cannot be used here (${electron.reason}); opening the same cockpit headless instead.`);
    return openHeadless();
  }
  await ensureBuilt(node, commands.start.builds);
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return run(electron.path, [root, ...args], { env });
}
