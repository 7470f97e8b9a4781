import { z } from 'zod';
import { TERMINALS, type TerminalRow } from './terminal-table.ts';

export type TerminalKind = keyof typeof TERMINALS;

/** Every kind, the default first. */
export const TERMINAL_KINDS = Object.keys(TERMINALS) as [TerminalKind, ...TerminalKind[]];
export const terminalKind = z.enum(TERMINAL_KINDS);

/** What differs from one kind to another. */
export const terminalOf = (kind: TerminalKind): TerminalRow => TERMINALS[kind];
