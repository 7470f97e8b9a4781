import { z } from 'zod';
import type { Role } from '#shared/domain';
import { COMMANDS } from './channels.ts';

/** Frames of the loopback WebSocket, which carries the same contract to a browser. The first frame must be `auth`. */
export const clientFrame = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('auth'), token: z.string().max(200) }),
  z.strictObject({ t: z.literal('ask'), id: z.int().nonnegative(), name: z.enum(COMMANDS), request: z.unknown() }),
]);
export type ClientFrame = z.infer<typeof clientFrame>;

/** `answer.result` is the `Result` that the bridge's `send` resolves to. */
export type ServerFrame =
  /** `role`: what the token lets the window do. */
  | { readonly t: 'welcome'; readonly role: Role }
  | { readonly t: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly t: 'feed'; readonly batch: readonly unknown[] }
  | { readonly t: 'live'; readonly frame: unknown };
