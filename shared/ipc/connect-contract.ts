import { z } from 'zod';
import { channelForm, channelsView, channelTest } from './channel-form.ts';

const logLevel = z.enum(['debug', 'info', 'warn', 'error']);

/** What connects the cockpit with the world around it: its door for senders, its channels to people. */
export const connectContract = {
  /** Where senders reach this cockpit on this PC, and whose word about a sender's address is believed. */
  'door.view': {
    request: z.strictObject({}),
    reply: z.object({ http: z.string(), trustedProxies: z.array(z.string()).max(20) }),
  },
  /** Believes what this proxy says of a sender's address, now and after a restart; `problem` says why it could not be kept. */
  'door.trust': {
    request: z.strictObject({ proxy: z.string().min(1).max(64) }),
    reply: z.object({ problem: z.string().nullable() }),
  },
  /** Puts a text on the system's clipboard, where the page itself may not. */
  'text.copy': { request: z.strictObject({ text: z.string().min(1).max(16_384) }), reply: z.object({}) },
  /** The newest lines of the log of a level and above, newest first. */
  'log.tail': {
    request: z.strictObject({ level: logLevel, text: z.string().max(100), limit: z.int().min(1).max(500) }),
    reply: z.object({
      lines: z.array(z.object({ at: z.int(), level: logLevel, message: z.string(), fields: z.string() })).max(500),
      folder: z.string(),
      problem: z.string().nullable(),
    }),
  },
  /** Shows the folder of the log on the desktop. */
  'log.show-folder': { request: z.strictObject({}), reply: z.object({}) },
  /** Who is told of alarms besides the window, and how that stands. No secret is in it. */
  'channels.view': { request: z.strictObject({}), reply: channelsView },
  /** A message to one channel, or to all of them (null). */
  'channels.test': {
    request: z.strictObject({ id: z.string().min(1).max(32).nullable() }),
    reply: z.object({ tests: z.array(channelTest).max(20) }),
  },
  /** Writes the file and goes by it at once. */
  'channels.save': { request: channelForm, reply: channelsView },
};
