import { createContext, useContext } from 'react';
import { includesRole, type Role } from '#shared/domain';
import { ASKED_OF_THE_PAST, COMMAND_ROLES, type CommandName } from '#shared/ipc';
import { PAST_TEXT } from '../format/index.ts';

/**
 * What the token of this window lets it do. The desktop's own window needs no token and may everything; from a view that shows the past
 * nobody does anything but stop.
 */
export const HeldRole = createContext<Role | 'past'>('admin');

/** Why a role may not ask for a command; null: it may. */
export function lackingRole(held: Role, command: CommandName): string | null {
  const needed = COMMAND_ROLES[command];
  return includesRole(held, needed) ? null : `This needs the role ${needed}; this window was opened with ${held}`;
}

/** Why this window may not ask for a command; null: it may, or none is named. */
export function useLacking(command: CommandName | undefined): string | null {
  const held = useContext(HeldRole);
  if (command === undefined) return null;
  if (held === 'past') return ASKED_OF_THE_PAST.has(command) ? null : PAST_TEXT;
  return lackingRole(held, command);
}
