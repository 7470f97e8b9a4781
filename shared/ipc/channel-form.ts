import { z } from 'zod';
import { epochMs } from '#shared/domain';

/** What a channel of each kind needs, in the order a person is asked for it. A secret is never told back; `list`: parted by commas. */
export const CHANNEL_FIELDS = {
  telegram: [
    { key: 'token', label: 'Bot token', secret: true },
    { key: 'chatId', label: 'Chat id' },
  ],
  discord: [{ key: 'url', label: 'Webhook URL', secret: true }],
  email: [
    { key: 'host', label: 'SMTP server' },
    { key: 'port', label: 'Port', number: true },
    { key: 'security', label: 'Security', options: ['starttls', 'tls', 'none'] },
    { key: 'user', label: 'User' },
    { key: 'password', label: 'Password', secret: true },
    { key: 'from', label: 'From' },
    { key: 'to', label: 'To', list: true },
  ],
  webhook: [
    { key: 'url', label: 'Address', secret: true },
    { key: 'secret', label: 'Signing secret', secret: true },
  ],
} as const satisfies Readonly<Record<string, readonly ChannelField[]>>;
export type ChannelField = {
  readonly key: string;
  readonly label: string;
  readonly secret?: true;
  readonly number?: true;
  readonly list?: true;
  readonly options?: readonly string[];
};
export type ChannelKind = keyof typeof CHANNEL_FIELDS;
export const CHANNEL_KINDS = Object.keys(CHANNEL_FIELDS) as [ChannelKind, ...ChannelKind[]];

const clockTime = z.string().max(5);
const level = z.enum(['critical', 'high', 'advisory']);
export const channelEntry = z.strictObject({
  id: z.string().max(32),
  /** Its id in the file, whose secrets it keeps; null: it is new. */
  was: z.string().max(32).nullable(),
  kind: z.enum(CHANNEL_KINDS),
  levels: z.array(level).max(3),
  onlyEscalations: z.boolean(),
  /** As texts. A secret that is left out or empty stays as it is. */
  fields: z.record(z.string().max(32), z.string().max(2_048)),
});
export type ChannelEntryForm = z.infer<typeof channelEntry>;

/** What may be set about notifications; the rest of the file stays as it is. */
export const channelForm = z.strictObject({
  perHour: z.int(),
  escalateAfterMin: z.int().nullable(),
  tellReturned: z.boolean(),
  quietHours: z.strictObject({ from: clockTime, to: clockTime, timeZone: z.string().max(64) }).nullable(),
  channels: z.array(channelEntry).max(20),
});
export type ChannelForm = z.infer<typeof channelForm>;

export const channelsView = z.object({
  /** Where it is kept. */
  file: z.string(),
  form: channelForm,
  /** The secrets that are set, as `channel id/field`. */
  kept: z.array(z.string().max(80)).max(100),
  states: z
    .array(
      z.object({
        id: z.string(),
        kind: z.string(),
        waiting: z.int(),
        sent: z.int(),
        dropped: z.int(),
        lastSentAt: epochMs.nullable(),
        problem: z.string().nullable(),
      }),
    )
    .max(20),
  deadMan: z.object({ lastPingAt: epochMs.nullable(), problem: z.string().nullable() }).nullable(),
});
export type ChannelsView = z.infer<typeof channelsView>;

export const channelTest = z.object({ id: z.string(), kind: z.string(), ok: z.boolean(), detail: z.string(), ms: z.number() });
