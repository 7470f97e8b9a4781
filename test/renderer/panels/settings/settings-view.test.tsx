// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { defaultConfig } from '#shared/config';
import { configLines } from '#renderer/panels/settings/config-lines.ts';
import { SettingsView } from '#renderer/panels/settings/index.ts';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage, type Asked } from '../../stage.tsx';

/** What was asked for by the trader: not what the view looks up for itself. */
const acts = (asked: readonly Asked[]): readonly Asked[] =>
  asked.filter(({ name }) => !['channels.view', 'log.tail', 'source.list', 'host.about'].includes(name));
const ANSWERS: Readonly<Record<string, unknown>> = {
  'source.list': { ok: true, value: { sources: [] } },
  'host.about': { ok: true, value: { version: '1.0.0', lines: [], notices: false } },
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

test('every setting of the run is a row of its own, in words and with its key; no object is left unread', () => {
  stage(<SettingsView />, morning(), { answer });
  const table = reads(screen.getByRole('table', { name: 'Configuration' }));
  expect(table).not.toMatch(/\[object|undefined|NaN|\bnull\b/);
  expect(table).toContain('approvals, ttl approvals.ttlMs30 s');
  expect(table).toContain('recovery.policies.trade_execution.1.actionprobe');
  expect(table).toContain('recovery.policies.trade_execution.1.maxMs5 s');
  expect(table).toContain('paper.balance100,000');
});

test('no leaf of the configuration is lost, and none stands there twice', () => {
  const leaves = (value: unknown): number =>
    typeof value !== 'object' || value === null
      ? 1
      : Array.isArray(value) && value.every((part) => typeof part !== 'object')
        ? 1
        : Math.max(
            1,
            Object.values(value).reduce<number>((sum, part) => sum + leaves(part), 0),
          );
  const lines = configLines(defaultConfig());
  expect(new Set(lines.map(({ path }) => path)).size).toBe(lines.length);
  expect(lines.length).toBe(leaves(JSON.parse(JSON.stringify(defaultConfig()))));
});

test('figures of an engine that has not answered are dashes', () => {
  const { container } = stage(<SettingsView />, morning(), { answer, live: { account: null } });
  expect(reads(container)).toContain('Account–Leverage–Algo trading–');
});
