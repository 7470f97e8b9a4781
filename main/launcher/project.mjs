import { fileURLToPath } from 'node:url';

/** The project's folder, wherever the command was typed. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Progress goes to stderr: stdout belongs to the command itself. */
export function say(line) {
  process.stderr.write(`cockpit: ${line}\n`);
}

/** Seconds since a moment, for progress lines. */
export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
