import { resolve } from 'node:path';

export type DesktopOptions = {
  readonly data: string | undefined;
  readonly config: string | undefined;
  readonly http: { readonly host: string; readonly port: number };
  readonly market: string;
};

/** A mistake on the command line or in a file: the text says what is allowed. Exit code 2. */
export class OptionFault extends Error {
  override readonly name = 'OptionFault';
}

const NAMES = ['data', 'config', 'http', 'market'] as const;
type Name = (typeof NAMES)[number];
const isName = (name: string): name is Name => (NAMES as readonly string[]).includes(name);

function readHttp(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(':');
  const port = Number(text.slice(colon + 1));
  if (colon < 1 || !/^\d{1,5}$/.test(text.slice(colon + 1)) || port > 65_535)
    throw new OptionFault(`--http ${text}: expected HOST:PORT with a port from 0 (any) to 65535.`);
  return { host: text.slice(0, colon), port };
}

/**
 * Reads our options out of the process's arguments. Electron and Chromium have switches of their own there, so what is not
 * ours is passed over, but one of ours without a value is a fault.
 */
export function readOptions(args: readonly string[], folder: string): DesktopOptions {
  const given: Partial<Record<Name, string>> = {};
  for (let i = 0; i < args.length; i += 1) {
    const [, name = '', inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(args[i] ?? '') ?? [];
    if (!isName(name)) continue;
    const value = inline ?? args[(i += 1)];
    if (value === undefined || value === '' || value.startsWith('--')) throw new OptionFault(`--${name} needs a value.`);
    given[name] = value;
  }
  const path = (value: string | undefined): string | undefined => (value === undefined ? undefined : resolve(folder, value));
  const market = given.market ?? 'demo';
  return {
    data: path(given.data),
    config: path(given.config),
    http: readHttp(given.http ?? '127.0.0.1:8000'),
    market: market === 'demo' ? market : resolve(folder, market),
  };
}
