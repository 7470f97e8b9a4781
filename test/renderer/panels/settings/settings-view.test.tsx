// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SettingsView } from '#renderer/panels/settings/index.ts';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

/** What was asked for by the trader: not what the view looks up for itself. */
const acts = (asked: readonly Asked[]): readonly Asked[] =>
  asked.filter(
    ({ name }) =>
      !['channels.view', 'log.tail', 'source.list', 'host.about', 'updates.view', 'start.view', 'verify.view'].includes(name),
  );
const ANSWERS: Readonly<Record<string, unknown>> = {
  'source.list': { ok: true, value: { sources: [] } },
  'config.view': { ok: false, error: { kind: 'refused', code: 'no_setup', detail: 'This host keeps no configuration' } },
  'host.about': { ok: true, value: { version: '1.0.0', lines: [], notices: false } },
  'updates.view': { ok: false, error: { kind: 'refused', code: 'no_setup', detail: 'Only the installed program is updated' } },
  'verify.view': { ok: false, error: { kind: 'refused', code: 'no_setup', detail: 'No process can be started here' } },
  'start.view': { ok: false, error: { kind: 'refused', code: 'no_setup', detail: 'Its command says it' } },
};
const answer = ({ name }: Asked) => ANSWERS[name] as never;
const mode = (name: RegExp): HTMLElement => screen.getByRole('button', { name });

test('away from asking is a question first, back to asking is one act', async () => {
  const { asked, ui } = stage(<SettingsView />, morning(), { answer });
  fireEvent.click(mode(/^Auto…/));
  expect([acts(asked), ui.getState().dialog]).toEqual([[], { kind: 'mode', mode: 'auto' }]);
});

test.each(['veto', 'auto'] as const)('from %s back to confirm nothing has to be typed', async (from) => {
  const journal = morning();
  journal.write('approvals.mode_set', { mode: from, by: 'trader:window' });
  const { asked, ui } = stage(<SettingsView />, journal, { answer });
  fireEvent.click(mode(/^Confirm$/));
  await settled();
  expect([acts(asked), ui.getState().dialog]).toEqual([
    [{ name: 'approvals.set-mode', request: { mode: 'confirm', reason: null } }],
    null,
  ]);
});

test('the mode that is in force is pressed, and asking for it again asks nothing', () => {
  const { asked, ui } = stage(<SettingsView />, morning(), { answer });
  expect(mode(/^Confirm$/).getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(mode(/^Confirm$/));
  expect([acts(asked), ui.getState().dialog]).toEqual([[], null]);
});

test('every key is one press away, and the way back too', async () => {
  const { ui } = stage(<SettingsView />, morning(), { answer });
  fireEvent.click(screen.getByRole('button', { name: 'Every key' }));
  await settled();
  expect(ui.getState()).toMatchObject({ view: 'settings', part: 'approvals' });
  fireEvent.click(screen.getByRole('button', { name: 'Set-up' }));
  await settled();
  expect(ui.getState()).toMatchObject({ view: 'settings', part: null });
});

test('figures of an engine that has not answered are dashes', () => {
  const { container } = stage(<SettingsView />, morning(), { answer, live: { account: null } });
  expect(reads(container)).toContain('Account–Leverage–Algo trading–');
});
