import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MESSAGE_FIELDS, type Channel } from '#ports';
import { discord, discordSettings } from './discord.ts';
import { email, emailSettings } from './email.ts';
import { telegram, telegramSettings } from './telegram.ts';
import { webhook, webhookSettings } from './webhook.ts';

/** Beside the configuration and not in it: it holds tokens and passwords, and the configuration is journaled. */
const CHANNELS_FILE = 'channels.json';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');
const level = z.enum(['critical', 'high', 'advisory']);
const zone = z.string().refine(isZone, 'is no time zone: name one such as Europe/Prague');

/** The fields of a message in braces, and nothing else in braces. */
const template = z
  .string()
  .min(1)
  .max(2_000)
  .superRefine((text, context) => {
    for (const [, name = ''] of text.matchAll(/\{([^{}]*)\}/g))
      if (!(MESSAGE_FIELDS as readonly string[]).includes(name))
        context.addIssue({ code: 'custom', message: `knows no {${name}}: there are ${MESSAGE_FIELDS.join(', ')}` });
  });

/** Whom a channel tells of what. `onlyEscalations`: only of what nobody has acknowledged in time. */
const audience = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be 1 to 32 small letters, digits or hyphens'),
  levels: z.array(level).min(1).default(['critical', 'high']),
  onlyEscalations: z.boolean().default(false),
});
const AUDIENCE = ['id', 'levels', 'onlyEscalations'];
const KINDS = ['telegram', 'discord', 'email', 'webhook'] as const;
type Kind = (typeof KINDS)[number];

const policy = z.strictObject({
  channels: z
    .array(z.looseObject({ kind: z.enum(KINDS) }))
    .max(20)
    .default([]),
  /** Messages an hour and channel; what is beyond is counted in the next one. */
  perHour: z.int().min(1).max(1_000).default(30),
  /** Told again so many minutes after it was told, while nobody has acknowledged it; null: never. */
  escalateAfterMin: z.int().min(1).max(1_440).nullable().default(10),
  tellReturned: z.boolean().default(true),
  quietHours: z
    .strictObject({ from: clockTime, to: clockTime, timeZone: zone, except: z.array(level).default(['critical']) })
    .refine(({ from, to }) => from !== to, 'begin when they end: that is no hour or every hour')
    .nullable()
    .default(null),
  template: template.default('{title}\n{cause}\n{consequence}\n{action}\n{deadline}'),
  /** An address that is asked while the cockpit works; who watches it tells you when that ends. */
  deadMan: z
    .strictObject({ url: z.url({ protocol: /^https?$/ }), everySec: z.int().min(10).max(3_600).default(60) })
    .nullable()
    .default(null),
});

export type ChannelEntry = z.infer<typeof audience> & { readonly channel: Channel };
export type ChannelSettings = Omit<z.infer<typeof policy>, 'channels'> & { readonly channels: readonly ChannelEntry[] };

/** What keeps `channels.json` from being used, in one line. */
export class ChannelsFault extends Error {
  override readonly name = 'ChannelsFault';
}

/**
 * The channels of a data folder, null without a `channels.json`. The file is made readable for its owner only. Throws a
 * ChannelsFault that names the key that is wrong, and no value of it.
 */
export function loadChannels(folder: string): ChannelSettings | null {
  const json = readChannels(folder);
  return json === null ? null : settingsOf(channelsPath(folder), json);
}

export const channelsPath = (folder: string): string => join(folder, CHANNELS_FILE);

/** The content of the file as JSON, null without a file. */
export function readChannels(folder: string): unknown {
  const path = channelsPath(folder);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ChannelsFault(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'no reason given'}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own message quotes the text, and the text is secrets.
    throw new ChannelsFault(`${path} is not JSON`);
  }
}

/** The settings that a file's content holds. Throws as loadChannels does. */
export function settingsOf(path: string, json: unknown): ChannelSettings {
  const read = checked(path, '', policy, json);
  const channels = read.channels.map((entry, at) => entryOf(path, `channels.${at}`, entry));
  const twice = channels.find(({ id }, at) => channels.findIndex((other) => other.id === id) !== at);
  if (twice !== undefined) throw new ChannelsFault(`${path}: two channels are called ${twice.id}`);
  return { ...read, channels };
}

function entryOf(path: string, at: string, entry: Readonly<Record<string, unknown>> & { readonly kind: Kind }): ChannelEntry {
  const whom = checked(path, at, audience, entry);
  const own = Object.fromEntries(Object.entries(entry).filter(([key]) => !AUDIENCE.includes(key)));
  return { ...whom, channel: channelOf(path, at, whom.id, entry.kind, own) };
}

function channelOf(path: string, at: string, id: string, kind: Kind, own: unknown): Channel {
  switch (kind) {
    case 'telegram':
      return telegram(id, checked(path, at, telegramSettings, own));
    case 'discord':
      return discord(id, checked(path, at, discordSettings, own));
    case 'email':
      return email(id, checked(path, at, emailSettings, own));
    case 'webhook':
      return webhook(id, checked(path, at, webhookSettings, own));
  }
}

function checked<S extends z.ZodType>(path: string, at: string, schema: S, value: unknown): z.output<S> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const key = [at, ...(issue?.path ?? []).map(String)].filter((part) => part !== '').join('.');
  throw new ChannelsFault(`${path}: ${key === '' ? '' : `${key} `}${issue?.message ?? 'cannot be used'}`);
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
