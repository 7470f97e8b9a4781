// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ChannelsPanel } from '#renderer/panels/settings/channels-panel.tsx';
import type { ChannelsView } from '#shared/ipc';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const VIEW: ChannelsView = {
  file: '/data/channels.json',
  form: {
    perHour: 30,
    escalateAfterMin: 10,
    tellReturned: true,
    quietHours: null,
    channels: [
      {
        id: 'phone',
        was: 'phone',
        kind: 'telegram',
        levels: ['critical', 'high'],
        onlyEscalations: false,
        fields: { chatId: '7' },
      },
    ],
  },
  kept: ['phone/token'],
  states: [
    {
      id: 'phone',
      kind: 'telegram',
      waiting: 2,
      sent: 3,
      dropped: 1,
      lastSentAt: PRESENT,
      problem: 'api.telegram.org refuses it (401)',
    },
  ],
  deadMan: null,
};
const EMPTY: ChannelsView = { ...VIEW, form: { ...VIEW.form, channels: [] }, kept: [], states: [] };
const fault = (detail: string) => ({ ok: false, error: { kind: 'refused', code: 'setup_failed', detail } });
async function show(answers: Readonly<Record<string, unknown>> = {}) {
  const all: Readonly<Record<string, unknown>> = { 'channels.view': { ok: true, value: VIEW }, ...answers };
  const made = stage(<ChannelsPanel />, morning(), { answer: ({ name }: Asked) => all[name] as never });
  await settled();
  return made;
}
const press = async (name: string | RegExp): Promise<void> => {
  fireEvent.click(screen.getByRole('button', { name }));
  await settled();
};
const saved = (asked: readonly Asked[]) => asked.find(({ name }) => name === 'channels.save')?.request as ChannelsView['form'];

test('each channel says how it stands', async () => {
  const { container } = await show();
  expect(reads(container)).toMatch(
    /Telegram phone.*Last sent .*3 messages since the start; 2 messages waiting; 1 message left out/,
  );
  expect(reads(container)).toContain('Last attempt: api.telegram.org refuses it (401)');
});

test('a test says whether it arrived, or what to put right', async () => {
  const tests = (ok: boolean, detail: string) => ({
    ok: true,
    value: { tests: [{ id: 'phone', kind: 'telegram', ok, detail, ms: 120 }] },
  });
  const good = await show({ 'channels.test': tests(true, 'delivered') });
  await press(/^Send a test/);
  expect(reads(good.container)).toContain('Arrived in 120 ms');
  expect(good.asked.find(({ name }) => name === 'channels.test')?.request).toEqual({ id: 'phone' });
  good.unmount();
  const bad = await show({ 'channels.test': tests(false, 'chat not found: write to your bot once') });
  await press(/^Send a test/);
  expect(reads(bad.container)).toContain('chat not found: write to your bot once');
});

test('a secret is not shown back, and only what is typed is sent', async () => {
  const { asked } = await show({ 'channels.save': { ok: true, value: VIEW } });
  await press(/^Change/);
  const token = screen.getByLabelText<HTMLInputElement>('Bot token');
  expect([token.value, token.placeholder]).toEqual(['', 'set; type to replace it']);
  fireEvent.change(screen.getByLabelText('Chat id'), { target: { value: '8' } });
  await press('Save');
  expect(saved(asked).channels[0]?.fields).toEqual({ chatId: '8' });
});

test('what is not saved is not tested', async () => {
  await show();
  await press(/^Change/);
  fireEvent.change(screen.getByLabelText('Chat id'), { target: { value: '8' } });
  expect(screen.getByRole('button', { name: /^Send a test/ }).title).toBe('Save first: what is tested is what is saved');
});

test('a new channel is filled in, refused by its key, and stays on screen until it holds', async () => {
  const { asked, container } = await show({
    'channels.view': { ok: true, value: EMPTY },
    'channels.save': fault('channels.0.to must have an address'),
  });
  expect(reads(container)).toContain('Alarms are told in this window only.');
  await press('Add E-mail');
  const card = within(screen.getByTestId('channel-email'));
  fireEvent.change(card.getByLabelText('SMTP server'), { target: { value: 'smtp.example.org' } });
  await press('Save');
  expect(saved(asked).channels).toMatchObject([
    { id: 'email', was: null, kind: 'email', fields: { host: 'smtp.example.org', port: '587', security: 'starttls' } },
  ]);
  expect(reads(container)).toContain('channels.0.to must have an address');
  expect(card.getByLabelText<HTMLInputElement>('SMTP server').value).toBe('smtp.example.org');
});

test('quiet hours and the wait are set, and Discard takes all of it back', async () => {
  const { asked } = await show({ 'channels.save': { ok: true, value: VIEW } });
  fireEvent.change(screen.getByLabelText('Quiet hours'), { target: { value: 'on' } });
  fireEvent.change(screen.getByLabelText('From (HH:MM)'), { target: { value: '23:00' } });
  fireEvent.change(screen.getByLabelText(/^Told again/), { target: { value: 'never' } });
  await press('Discard');
  expect(screen.queryByLabelText('From (HH:MM)')).toBeNull();
  fireEvent.change(screen.getByLabelText('Quiet hours'), { target: { value: 'on' } });
  await press('Save');
  expect(saved(asked)).toMatchObject({ escalateAfterMin: 10, quietHours: { from: '22:00', to: '07:00' } });
});

test('says why channels cannot be had, and asks nothing of an engine that does not answer', async () => {
  const { container, unmount } = await show({ 'channels.view': fault('channels.json is not JSON') });
  expect(reads(container)).toContain('channels.json is not JSON');
  unmount();
  const { silence } = await show();
  silence(5_000);
  expect(screen.getByRole('button', { name: /^Send a test/ }).title).toBe('The engine does not answer');
});
