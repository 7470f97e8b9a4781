// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ConfigurationView } from '#renderer/panels/configuration/index.ts';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';
import { configView } from './config-file.ts';

const STATED = { approvals: { ttlMs: 60_000 } };
const change = (waits: boolean) => ({
  ...{ path: 'approvals.ttlMs', meaning: '', from: 60_000, to: 45_000, effective: 'restart' as const },
  waits,
});
const preview = (waits = false, refused: readonly unknown[] = []) => ({
  ok: true,
  value: { version: 'a'.repeat(64), problems: [], changes: [change(waits)], refused },
});
const APPLIED = {
  ok: true,
  value: { seq: 9, version: 'b'.repeat(64), changes: [change(false)], needsRestart: true, problem: null },
};

async function show(wanted = 'approvals', answers: Readonly<Record<string, unknown>> = {}) {
  const journal = morning();
  const record = journal.write('config.changed', {
    ...{ how: 'applied', reason: 'longer cards', by: 'trader:window' },
    changes: [{ path: 'approvals.ttlMs', from: '30000', to: '60000' }],
  });
  const line = { seq: record.seq, at: record.at, type: record.type, actor: record.actor, correlationId: 'engine' };
  const all: Readonly<Record<string, unknown>> = {
    'config.view': { ok: true, value: configView(STATED) },
    'config.preview': preview(),
    'config.apply': APPLIED,
    'config.undo': APPLIED,
    'journal.search': { ok: true, value: { lines: [line], looked: 10, before: null } },
    'feed.since': { ok: true, value: [record] },
    ...answers,
  };
  const made = stage(<ConfigurationView wanted={wanted} />, journal, { answer: ({ name }: Asked) => all[name] as never });
  await settled();
  await settled();
  return made;
}
const type = (label: string, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = async (name: string | RegExp): Promise<void> => {
  fireEvent.click(screen.getByRole('button', { name }));
  await settled();
};
const sent = (asked: readonly Asked[], name: string): readonly unknown[] =>
  asked.filter((one) => one.name === name).map(({ request }) => request);

test('a key has its field, its meaning, its bounds, its default and when it takes effect', async () => {
  const { container } = await show();
  const row = container.querySelector('[data-key="approvals.ttlMs"]');
  expect(reads(row)).toMatch(
    /Life of a card.*Life of a card, in milliseconds\. Whole from 1,000 up to 600,000\. Default 30 s\..*at restart/,
  );
  expect(screen.getByLabelText<HTMLInputElement>('Life of a card').value).toBe('60000');
});

test('a change is previewed, given a reason and written, and only then', async () => {
  const { asked, ui } = await show();
  type('Life of a card', '45000');
  expect(sent(asked, 'config.preview')).toEqual([]);
  await press('Preview effect');
  expect(sent(asked, 'config.preview')).toEqual([{ change: { approvals: { ttlMs: 45_000 } } }]);
  expect(reads(screen.getByTestId('config-effect'))).toMatch(/1 min → 45 s.*Takes effect at the next start/);
  await press('Apply');
  expect(sent(asked, 'config.apply')).toEqual([]);
  type('Why (journaled)', 'faster decisions');
  await press('Apply');
  expect(sent(asked, 'config.apply')).toEqual([
    { change: { approvals: { ttlMs: 45_000 } }, version: 'a'.repeat(64), reason: 'faster decisions' },
  ]);
  expect(reads(screen.getByRole('region', { name: /not written/ }))).toContain('Written: 1 from the next start on');
  expect(ui.getState().configDraft.size).toBe(0);
});

test('what allows more than now asks for words to be typed', async () => {
  const { asked } = await show('approvals', { 'config.preview': preview(true) });
  type('Life of a card', '45000');
  await press('Preview effect');
  type('Why (journaled)', 'more room');
  await press('Apply');
  expect(sent(asked, 'config.apply')).toEqual([]);
  type('Some of it allows more than now. Type ALLOW MORE', 'ALLOW MORE');
  await press('Apply');
  expect(sent(asked, 'config.apply')).toHaveLength(1);
});

test('a wrong value is told at its field, and nothing can be previewed until it is mended', async () => {
  const { asked, container } = await show();
  type('Life of a card', '3');
  expect(reads(container.querySelector('[data-key="approvals.ttlMs"]'))).toContain('3 is not allowed');
  await press('Preview: mend 1 field');
  expect(sent(asked, 'config.preview')).toEqual([]);
  type('Life of a card', '');
  expect(screen.getByLabelText('Life of a card').getAttribute('aria-invalid')).toBe('false');
});

test('what stands against a change is told, and it cannot be applied', async () => {
  const { container } = await show('approvals', {
    'config.preview': preview(false, [{ path: 'rulebook', code: 'not_flat', detail: 'Positions are open' }]),
  });
  type('Life of a card', '45000');
  await press('Preview effect');
  expect(reads(container)).toContain('Not now: Positions are open');
  expect(screen.queryByTestId('config-apply')).toBeNull();
});

test('a refusal loses nothing of what was typed', async () => {
  const { ui, container } = await show('approvals', {
    'config.apply': { ok: false, error: { kind: 'refused', code: 'digest_changed', detail: 'It was changed since you looked' } },
  });
  type('Life of a card', '45000');
  await press('Preview effect');
  type('Why (journaled)', 'faster');
  await press('Apply');
  expect(reads(container)).toContain('It was changed since you looked');
  expect([...ui.getState().configDraft]).toEqual([['approvals.ttlMs', 45_000]]);
});

test('what was typed is still there when one comes back', async () => {
  const first = await show();
  type('Life of a card', '45000');
  const draft = first.ui.getState().configDraft;
  first.unmount();
  const again = stage(<ConfigurationView wanted="approvals" />, morning(), {
    ui: { configDraft: draft },
    answer: ({ name }: Asked) =>
      (name === 'config.view'
        ? { ok: true, value: configView(STATED) }
        : { ok: true, value: { lines: [], looked: 0, before: null } }) as never,
  });
  await settled();
  expect(screen.getByLabelText<HTMLInputElement>('Life of a card').value).toBe('45000');
  expect(reads(again.container)).toContain('1 change not written: Life of a card');
});

test('the words of a search are looked for in names and meanings of every part', async () => {
  const { container } = await show();
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'widest spread' } });
  expect([...container.querySelectorAll('[data-key]')].map((row) => row.getAttribute('data-key'))).toEqual([
    'limits.maxSpreadOfStop',
    'limits.maxSpreadOfMedian',
  ]);
  fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Escape' });
  expect(container.querySelector('[data-key="approvals.ttlMs"]')).not.toBeNull();
});

test('a key that is asked for by name is shown alone', async () => {
  const { container } = await show('limits.maxLeverage');
  expect([...container.querySelectorAll('[data-key]')].map((row) => row.getAttribute('data-key'))).toContain(
    'limits.maxLeverage',
  );
});

test('versions are told from the journal; what was before is filled in and not written', async () => {
  const { asked, ui } = await show();
  const versions = screen.getByTestId('config-versions');
  expect(reads(versions)).toMatch(/Changed .*longer cards.*Life of a card 30 s → 1 min/);
  fireEvent.click(within(versions).getByRole('button', { name: /Fill in what was before/ }));
  await settled();
  expect([...ui.getState().configDraft]).toEqual([['approvals.ttlMs', 30_000]]);
  expect(screen.getByLabelText<HTMLInputElement>('Life of a card').value).toBe('30000');
  expect(sent(asked, 'config.apply')).toEqual([]);
});

test('undoing asks for a reason first', async () => {
  const { asked } = await show();
  await press(/^Undo the last change/);
  await press('Undo it');
  expect(sent(asked, 'config.undo')).toEqual([]);
  type('Why is it undone (journaled)', 'it was better');
  await press('Undo it');
  expect(sent(asked, 'config.undo')).toEqual([{ version: 'a'.repeat(64), reason: 'it was better' }]);
});

test('a file is filled in, and told what of it is not known; what is no JSON fills in nothing', async () => {
  const { ui, container } = await show();
  type('A configuration to fill in, as JSON', '{ nonsense');
  await press('Fill it in');
  expect(reads(container)).toContain('That is not JSON');
  type('A configuration to fill in, as JSON', '{"approvals":{"mode":"veto","ttlMs":60000,"what":1}}');
  await press('Fill it in');
  expect([...ui.getState().configDraft]).toEqual([['approvals.mode', 'veto']]);
  expect(reads(container)).toContain('no such key is here: approvals.what');
});

test('lists of entries, names and several choices are changed in fields of their own', async () => {
  const { ui } = await show('recovery.policies');
  const steps = screen.getByRole('group', { name: 'Trade execution' });
  fireEvent.click(within(steps).getByRole('button', { name: /^Remove ?Trade execution 3/ }));
  expect(ui.getState().configDraft.get('recovery.policies.trade_execution')).toMatchObject([
    { action: 'probe', attempts: 5 },
    { action: 'probe', attempts: 5 },
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'MetaTrader 5' }));
  fireEvent.click(screen.getByRole('button', { name: /^Add ?to Symbols/ }));
  type('Symbols, name 1', 'EURUSD');
  type('Symbols, value 1', 'EURUSD.r');
  expect(ui.getState().configDraft.get('mt5.symbols')).toEqual({ EURUSD: 'EURUSD.r' });
  fireEvent.click(screen.getByRole('button', { name: /^M5 BOS/ }));
  fireEvent.click(within(screen.getByRole('group', { name: 'Sessions' })).getByRole('button', { name: 'Tokyo' }));
  expect(ui.getState().configDraft.get('strategies.m5_bos.sessions')).toEqual(['london', 'new_york', 'tokyo']);
});

test('without a configuration it says why', async () => {
  const { container } = await show('approvals', {
    'config.view': { ok: false, error: { kind: 'refused', code: 'no_setup', detail: 'This host keeps no configuration' } },
  });
  expect(reads(container)).toContain('It cannot be shown: This host keeps no configuration');
});
