import { z } from 'zod';

/** What a token lets its holder do: look, act, or change who may and how; each includes the ones before it. */
export const ROLES = ['read', 'operate', 'admin'] as const;
export const role = z.enum(ROLES);
export type Role = z.infer<typeof role>;

/** Whether one role includes another. */
export const includesRole = (held: Role, needed: Role): boolean => ROLES.indexOf(held) >= ROLES.indexOf(needed);
