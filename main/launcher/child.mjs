import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './project.mjs';

/** Both output streams of a child on our stderr, no input: for installs and builds. */
export const quiet = ['ignore', 2, 2];

/** SIGBREAK and SIGHUP are Ctrl-Break and the closed console on Windows. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', ...(process.platform === 'win32' ? ['SIGBREAK'] : [])];
const ORPHAN_CHECK_MS = 250;

/**
 * Forwards stop signals to the child and returns a cleanup function. A Ctrl-C typed at a terminal reaches the whole process group by itself and
 * would otherwise arrive twice. A signal sent to npm kills the shell it put between us, without a word to us: losing the parent
 * is that word.
 */
function forwardStops(child) {
  const forward = (signal) => {
    // The console tells the child itself, and a signal sent from here would end it without a word.
    if (process.platform === 'win32') return;
    if (signal !== 'SIGINT' || !(process.stdin.isTTY || process.stderr.isTTY)) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  const parent = process.ppid;
  const underNpm = process.env.npm_lifecycle_event !== undefined && process.platform !== 'win32';
  const watch = setInterval(() => {
    if (!underNpm || process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, ORPHAN_CHECK_MS);
  return () => {
    clearInterval(watch);
    for (const signal of SIGNALS) process.off(signal, forward);
  };
}

/** Runs a program to its end and answers its exit code. */
export function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, stdio: 'inherit', ...options });
    const stopForwarding = forwardStops(child);
    child.on('error', (error) => {
      stopForwarding();
      reject(new Error(`cannot run ${file}: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      stopForwarding();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}
