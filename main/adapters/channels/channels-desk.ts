import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { CHANNEL_FIELDS, type ChannelEntryForm, type ChannelField, type ChannelForm, type ChannelKind } from '#shared/ipc';
import { messageOf } from '#shared/lib';
import { ChannelsFault, channelsPath, readChannels, settingsOf } from './channels-file.ts';
import { replaceFile } from '../../files/index.ts';

type Json = Readonly<Record<string, unknown>>;
/** The form as it is shown, and which secrets are set: `channel id/field`. */
export type ShownChannels = { readonly form: ChannelForm; readonly kept: readonly string[] };

const fieldsOf = (kind: ChannelKind): readonly ChannelField[] => CHANNEL_FIELDS[kind];

/** What `channels.json` says, without its secrets. Throws a ChannelsFault where it cannot be used. */
export function shownChannels(folder: string): ShownChannels {
  const json = (readChannels(folder) ?? {}) as Json;
  const { perHour, escalateAfterMin, tellReturned, quietHours, channels } = settingsOf(channelsPath(folder), json);
  const entries = entriesIn(json);
  const quiet = quietHours === null ? null : { from: quietHours.from, to: quietHours.to, timeZone: quietHours.timeZone };
  const shown = channels.map(({ id, channel, levels, onlyEscalations }, at): ChannelEntryForm => {
    const kind = channel.kind as ChannelKind;
    return { id, was: id, kind, levels: [...levels], onlyEscalations, fields: openFields(kind, entries[at] ?? {}) };
  });
  const kept = channels.flatMap(({ id, channel }, at) =>
    fieldsOf(channel.kind as ChannelKind).flatMap(({ key, secret }) =>
      secret === true && entries[at]?.[key] !== undefined ? [`${id}/${key}`] : [],
    ),
  );
  return { form: { perHour, escalateAfterMin, tellReturned, quietHours: quiet, channels: shown }, kept };
}

/**
 * Writes what the form says into `channels.json`, where only its owner may read it; secrets that it leaves out, and what it does not
 * know, stay. Throws a ChannelsFault that names the key that is wrong, and writes nothing then.
 */
export function saveChannels(folder: string, form: ChannelForm): void {
  const path = channelsPath(folder);
  const before = (readChannels(folder) ?? {}) as Json;
  const { channels, quietHours, ...policy } = form;
  const known = new Map(entriesIn(before).map((entry) => [entry['id'], entry]));
  const next = {
    ...before,
    ...policy,
    quietHours: quietHours === null ? null : { ...(before['quietHours'] as Json | null | undefined), ...quietHours },
    channels: channels.map((entry) => merged(entry, entry.was === null ? undefined : known.get(entry.was))),
  };
  settingsOf(path, next);
  const draft = `${path}.${randomUUID()}.new`;
  try {
    writeFileSync(draft, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    replaceFile(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new ChannelsFault(`${path} could not be written (${messageOf(error)})`);
  }
}

const entriesIn = (json: Json): readonly Json[] => (Array.isArray(json['channels']) ? (json['channels'] as readonly Json[]) : []);

function openFields(kind: ChannelKind, entry: Json): Record<string, string> {
  const open = fieldsOf(kind).filter(({ secret, key }) => secret !== true && entry[key] !== undefined);
  return Object.fromEntries(open.map(({ key }) => [key, textOf(entry[key])]));
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join(', ') : typeof value === 'string' ? value : JSON.stringify(value);

function merged({ id, kind, levels, onlyEscalations, fields }: ChannelEntryForm, was: Json | undefined): Json {
  const before = was?.['kind'] === kind ? was : {};
  const given = fieldsOf(kind).flatMap((field): readonly (readonly [string, unknown])[] => {
    const text = fields[field.key]?.trim() ?? '';
    if (text === '') return field.secret === true && before[field.key] !== undefined ? [[field.key, before[field.key]]] : [];
    return [[field.key, valueOf(field, text)]];
  });
  const asked = fieldsOf(kind).map(({ key }) => key);
  const others = Object.entries(before).filter(([key]) => !asked.includes(key));
  const kept: Json = Object.fromEntries([...others, ...given]);
  return { ...kept, id, kind, levels, onlyEscalations };
}

function valueOf({ number, list }: ChannelField, text: string): unknown {
  if (list === true)
    return text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  return number === true && /^\d+$/.test(text) ? Number(text) : text;
}
