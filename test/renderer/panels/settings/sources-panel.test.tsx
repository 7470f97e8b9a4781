// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SourcesPanel } from '#renderer/panels/settings/sources-panel.tsx';
import { sourceOf } from '#shared/domain';
import type { SourceView } from '#shared/ipc';
import { morning, PRESENT } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

const view = (id: string, part: Partial<SourceView> = {}): SourceView => ({
  source: sourceOf({ id, kind: 'tradingview', name: `Alerts ${id}` }),
  ...{
    isBuiltIn: false,
    isConfigured: true,
    address: null,
    secret: null,
    approval: 'confirm',
    state: 'receiving',
    problem: null,
  },
  ...{ received: 1_234, accepted: 9, duplicate: 1, refused: 2, lastAt: PRESENT - 60_000, refusal: null },
  ...part,
});
const SOURCES = [
  view('one', { refusal: { at: PRESENT, code: 'invalid_signal', text: 'sl: is missing' } }),
  view('two', {
    source: sourceOf({ id: 'two', kind: 'tradingview', name: 'Gold', strategy: 'm5_bos', symbols: ['XAUUSD'] }),
    ...{ state: 'gap', lastAt: null, approval: 'veto' },
  }),
  view('three', { state: 'fault', problem: 'its folder is gone' }),
];
async function show(answer: unknown = { ok: true, value: { sources: SOURCES } }) {
  const made = stage(<SourcesPanel />, morning(), {
    answer: ({ name }: Asked) => (name === 'source.list' ? answer : undefined) as never,
  });
  await settled();
  return made;
}

test('each source says how it stands, when it was seen last, and which rules hold', async () => {
  await show();
  const [, one, two, three] = screen.getAllByRole('row').map(reads);
  expect(one).toMatch(/^Alerts one receiving\d\d:\d\d:\d\das it saysanyconfirm1,2342sl: is missing$/);
  expect(two).toBe('Gold silent for longer than its rhythm–M5 BOSXAUUSDveto1,2342');
  expect(three).toContain('does not work: its folder is gone');
});

test('what an engine that does not answer said last is marked as old', async () => {
  const { silence, container } = await show();
  expect(container.querySelector('table')?.className).toBe('');
  silence(5_000);
  expect(container.querySelector('table')?.className).toBe('is-old');
});

test.each([
  [
    { ok: false, error: { kind: 'refused', code: 'not_ready', detail: 'The cockpit is still starting' } },
    'The cockpit is still starting',
  ],
  [new Promise(() => undefined), 'Asking the engine for its sources…'],
])('says what there is to say where there is none: %#', async (answer, words) => {
  const { container } = await show(answer);
  expect(reads(container)).toContain(words);
});
