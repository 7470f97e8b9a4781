import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { TERMINAL_KINDS, terminalOf, type TerminalKind } from '#shared/domain';
import { messageOf } from '#shared/lib';
import { timeOf } from '../adapters/history/index.ts';
import { StartFault } from './options.ts';

/** Command-line options as strings and flags; every unknown or malformed one is a line that names it. `--help` prints the text and is null. */
export function readArguments<T extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  options: T,
  help: string,
  positionals = false,
) {
  try {
    const parsed = parseArgs({
      args: [...argv],
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: positionals,
      strict: true,
    });
    if ((parsed.values as { help?: boolean }).help === true) {
      process.stdout.write(`${help}\n`);
      return null;
    }
    return parsed;
  } catch (error) {
    throw new StartFault([messageOf(error)]);
  }
}

/** `HOST:PORT`, `[v6]:PORT`. Port 0 takes any free one. */
export function hostPort(option: string, text: string): { readonly host: string; readonly port: number } {
  const match = /^(\[[0-9a-f:]+\]|[^:\s]+):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[2]);
  if (match?.[1] === undefined || port > 65_535)
    throw new StartFault([`--${option}: "${text}" is not HOST:PORT, for example 127.0.0.1:8000`]);
  return { host: match[1].replace(/^\[|\]$/g, ''), port };
}

/** A whole number from `min`. */
export function wholeNumber(option: string, text: string | undefined, min: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < min)
    throw new StartFault([`--${option}: "${text}" is not a whole number from ${min} on`]);
  return value;
}

/** A number above zero. */
export function positive(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new StartFault([`--${option}: "${text}" is not a number above zero`]);
  return value;
}

/** One of a few words. */
export function oneOf<const T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === text);
  if (found === undefined) throw new StartFault([`--${option}: "${text}" is not allowed; it is one of ${allowed.join(', ')}`]);
  return found;
}

/** A moment as history files write it: never left to the computer's own zone, so that it means the same on every machine. */
export function momentOption(option: string, text: string, localToUtc?: (asIfUtcMs: number) => number): number {
  const at = timeOf(text, localToUtc);
  if (at === null)
    throw new StartFault([`--${option}: "${text}" is not a time such as 2014-05-02T00:00:00Z, nor epoch milliseconds`]);
  return at;
}

/** The kind of terminal that was asked for, or the default one. */
export const terminalOption = (text: string | undefined): TerminalKind =>
  text === undefined ? TERMINAL_KINDS[0] : oneOf('terminal', text, TERMINAL_KINDS);

/** What `--terminal` accepts, for a command's help. */
export const TERMINAL_HELP = `${TERMINAL_KINDS.map((kind) => `${kind}: ${terminalOf(kind).help}`).join('; ')} (default ${TERMINAL_KINDS[0]})`;
