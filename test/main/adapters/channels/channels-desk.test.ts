import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ChannelsFault, saveChannels, shownChannels } from '#main/adapters/channels/index.ts';
import type { ChannelForm } from '#shared/ipc';

const dir = mkdtempSync(join(tmpdir(), 'cockpit-channels-desk-'));
const file = join(dir, 'channels.json');
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const TOKEN = `123456:${'A'.repeat(35)}`;
const PASSWORD = 'an app password of mine';
const FILE = {
  channels: [
    { id: 'phone', kind: 'telegram', token: TOKEN, chatId: 77, api: 'http://127.0.0.1:9' },
    {
      ...{ id: 'mail', kind: 'email', host: 'smtp.example.org', user: 'me@example.org', password: PASSWORD },
      ...{ from: 'me@example.org', to: ['me@example.org', 'you@example.org'], levels: ['critical'], onlyEscalations: true },
    },
  ],
  template: '{title}',
  quietHours: { from: '22:00', to: '07:00', timeZone: 'Europe/Prague', except: ['high'] },
  deadMan: { url: 'https://hc-ping.com/my-id', everySec: 90 },
};
const read = (): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
const entries = (): readonly Record<string, unknown>[] => read()['channels'] as never;
const changed = (change: (form: ChannelForm) => ChannelForm): void => saveChannels(dir, change(shownChannels(dir).form));

beforeEach(() => writeFileSync(file, JSON.stringify(FILE)));

describe('channels in the window', () => {
  test('are shown without a secret, and with which are set', () => {
    const shown = shownChannels(dir);
    for (const secret of [TOKEN, PASSWORD, 'my-id']) expect(JSON.stringify(shown)).not.toContain(secret);
    expect(shown.kept).toEqual(['phone/token', 'mail/password']);
    expect(shown.form.channels).toMatchObject([
      { id: 'phone', was: 'phone', fields: { chatId: '77' } },
      { id: 'mail', levels: ['critical'], onlyEscalations: true, fields: { to: 'me@example.org, you@example.org' } },
    ]);
  });

  test('saved as they are shown say the same, and keep what the window does not know', () => {
    const before = shownChannels(dir);
    changed((form) => form);
    expect(shownChannels(dir)).toEqual(before);
    expect(read()).toMatchObject({ template: FILE.template, deadMan: FILE.deadMan, quietHours: FILE.quietHours });
    expect(entries()).toMatchObject([
      { token: TOKEN, chatId: '77', api: 'http://127.0.0.1:9' },
      { password: PASSWORD, to: ['me@example.org', 'you@example.org'] },
    ]);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('keep a secret through a new name, and replace it by one that is typed', () => {
    changed((form) => ({
      ...form,
      channels: form.channels.map((one) =>
        one.id === 'phone' ? { ...one, id: 'my-phone' } : { ...one, fields: { ...one.fields, password: 'another one' } },
      ),
    }));
    expect(entries()).toMatchObject([{ id: 'my-phone', token: TOKEN }, { password: 'another one' }]);
  });

  test('take no secret over from a channel of another kind', () => {
    changed((form) => ({
      ...form,
      channels: [{ ...form.channels[0]!, kind: 'webhook', fields: { url: 'https://example.org/a' } }],
    }));
    expect(entries()).toEqual([
      { kind: 'webhook', url: 'https://example.org/a', id: 'phone', levels: ['critical', 'high'], onlyEscalations: false },
    ]);
  });

  test.each([
    [
      'a name that is none',
      (form: ChannelForm) => ({ ...form, channels: [{ ...form.channels[0]!, id: 'My Phone' }] }),
      /small letters/,
    ],
    ['two of one name', (form: ChannelForm) => ({ ...form, channels: [form.channels[0]!, form.channels[0]!] }), /two channels/],
    ['no level', (form: ChannelForm) => ({ ...form, channels: [{ ...form.channels[0]!, levels: [] }] }), /levels/],
    [
      'a port that is none',
      (form: ChannelForm) => ({
        ...form,
        channels: [{ ...form.channels[1]!, fields: { ...form.channels[1]!.fields, port: 'x' } }],
      }),
      /port/,
    ],
    [
      'hours that are none',
      (form: ChannelForm) => ({ ...form, quietHours: { from: '25:00', to: '07:00', timeZone: 'Europe/Prague' } }),
      /quietHours\.from/,
    ],
    [
      'a new one without its secret',
      (form: ChannelForm) => ({ ...form, channels: [{ ...form.channels[0]!, was: null }] }),
      /token/,
    ],
  ])('with %s are refused by the key, and nothing is written', (_what, change, words) => {
    const before = readFileSync(file, 'utf8');
    expect(() => changed(change)).toThrow(ChannelsFault);
    expect(() => changed(change)).toThrow(words);
    expect([readFileSync(file, 'utf8'), readdirSync(dir)]).toEqual([before, ['channels.json']]);
  });

  test('begin where there is no file', () => {
    rmSync(file);
    expect(shownChannels(dir)).toMatchObject({ form: { channels: [], quietHours: null, perHour: 30 }, kept: [] });
    changed((form) => ({ ...form, perHour: 5 }));
    expect(read()).toMatchObject({ perHour: 5, channels: [] });
  });
});
