import { resolve } from 'node:path';

const NAMES = ['data', 'config', 'http', 'bridge', 'market', 'terminal', 'seed', 'log-level'] as const;
type Name = (typeof NAMES)[number];
const isName = (name: string): name is Name => (NAMES as readonly string[]).includes(name);

/** Our options as they were typed; paths are made absolute. */
export type DesktopOptions = { readonly [N in Name]?: string };

/** An option without a value. Exit code 2. */
export class OptionFault extends Error {
  override readonly name = 'OptionFault';
}

/**
 * Finds our options among the process's arguments. Electron and Chromium have switches of their own there, so what is not
 * ours is passed over, but one of ours without a value is a fault.
 */
export function readOptions(args: readonly string[], folder: string): DesktopOptions {
  const given: { -readonly [N in Name]?: string } = {};
  for (let i = 0; i < args.length; i += 1) {
    const [, name = '', inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(args[i] ?? '') ?? [];
    if (!isName(name)) continue;
    const value = inline ?? args[(i += 1)];
    if (value === undefined || value === '' || value.startsWith('--')) throw new OptionFault(`--${name} needs a value.`);
    given[name] =
      name === 'data' || name === 'config' || (name === 'market' && value !== 'demo') ? resolve(folder, value) : value;
  }
  return given;
}
