// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { UpdatesPanel } from '#renderer/panels/settings/updates-panel.tsx';
import type { UpdateView } from '#shared/ipc';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const OFFERED = { version: '0.13.0', releasedAt: '2026-12-01T10:00:00.000Z', notes: '- Something new', bytes: 98_000_000 };
const KNOWN: UpdateView = {
  ...{ current: '0.12.0', feed: 'https://updates.example/cockpit', channel: 'stable', state: 'idle', lookedAt: PRESENT },
  ...{ offered: null, progress: null, word: null, waitsFor: [] },
};

async function show(view: Partial<UpdateView>, answers: Readonly<Record<string, unknown>> = {}) {
  const asked: Asked[] = [];
  const made = stage(<UpdatesPanel />, morning(), {
    answer: (one: Asked) => {
      asked.push(one);
      return (answers[one.name] ?? { ok: true, value: { ...KNOWN, ...view } }) as never;
    },
  });
  await settled();
  return {
    ...made,
    names: () => asked.map(({ name }) => name).filter((name) => name.startsWith('updates.') && name !== 'updates.view'),
    asked,
  };
}
const button = (name: RegExp) => screen.getByRole('button', { name });

test('without a feed it is off, says so, and leads to the setting', async () => {
  const { container, names } = await show({ feed: null, lookedAt: null });
  expect(reads(container)).toContain('Off: no feed is configured, so nobody is asked for newer versions.');
  fireEvent.click(button(/Look for a newer version/));
  await settled();
  expect([button(/Look for/).getAttribute('aria-disabled'), names()]).toEqual(['true', []]);
  fireEvent.click(button(/Feed and channel/));
});

test('a look tells which version is offered, since when, how large, and what is new in it', async () => {
  const offers = { 'updates.look': { ok: true, value: { ...KNOWN, offered: OFFERED } } };
  const { container, names } = await show({}, offers);
  fireEvent.click(button(/Look for/));
  await settled();
  expect(reads(container)).toMatch(
    /this is version 0\.12\.0.*finished versions.*Version 0\.13\.0 of 2026-12-01, 98\.0 MB.*Something new/,
  );
  expect(names()).toEqual(['updates.look']);
});

test('what is not offered says why', async () => {
  const { container } = await show({ word: 'The feed has 0.11.0, which is older than this copy (0.12.0): it is not offered' });
  expect(reads(container)).toContain('which is older than this copy');
  expect(screen.queryByRole('button', { name: /Download/ })).toBeNull();
});

test('the download is asked for by its version, tells how far it is, and can be ended', async () => {
  const { asked } = await show({ offered: OFFERED });
  fireEvent.click(button(/Download 0\.13\.0/));
  await settled();
  expect(asked.find(({ name }) => name === 'updates.download')?.request).toEqual({ version: '0.13.0' });
});

test('while it is under way it shows how far, and nothing else can be begun', async () => {
  const { container, names } = await show({
    offered: OFFERED,
    state: 'downloading',
    progress: { done: 49_000_000, total: 98_000_000 },
  });
  expect(reads(container)).toContain('49.0 MB of 98.0 MB');
  expect(screen.getByRole('progressbar', { name: 'Download of 0.13.0' }).getAttribute('value')).toBe('49000000');
  fireEvent.click(button(/Look for/));
  fireEvent.click(button(/End the download/));
  await settled();
  expect(names()).toEqual(['updates.cancel']);
});

test('with something open it names what it waits for, and cannot be held', async () => {
  const { container, names } = await show({
    offered: OFFERED,
    state: 'ready',
    waitsFor: ['Trading is not halted: halt it first', '1 position is open'],
  });
  expect(reads(container)).toMatch(/Not now:.*Trading is not halted.*1 position is open/);
  expect(button(/Hold to quit and install/).getAttribute('aria-disabled')).toBe('true');
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance'] });
  fireEvent.pointerDown(button(/Hold to quit and install/));
  vi.advanceTimersByTime(3_000);
  vi.useRealTimers();
  await settled();
  expect(names()).toEqual([]);
});

test('halted and flat it is held for a moment, and tells what the engine answers', async () => {
  const refused = { ok: false, error: { kind: 'refused', code: 'not_flat', detail: '1 position is open: close it' } };
  const { container, asked } = await show({ offered: OFFERED, state: 'ready' }, { 'updates.install': refused });
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance'] });
  fireEvent.pointerDown(button(/Hold to quit and install/));
  vi.advanceTimersByTime(3_000);
  vi.useRealTimers();
  await settled();
  expect(asked.find(({ name }) => name === 'updates.install')?.request).toEqual({ typed: 'UPDATE', version: '0.13.0' });
  expect(reads(container)).toContain('1 position is open: close it');
});
