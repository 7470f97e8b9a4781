// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { BlocksPanel } from '#renderer/panels/risk/blocks-panel.tsx';
import { entriesHeldBy } from '#renderer/panels/reading/index.ts';
import { morning } from '../../fixtures.ts';
import { reads, stage } from '../../stage.tsx';

const adjusted = { strategyId: 'm5_bos', riskFactor: 0.5, riskOn: true, proposal: null, text: 'Win rate 40 % of 20 trades.' };
const buttons = (): readonly string[] => screen.queryAllByRole('button').map((button) => reads(button));

test('nothing blocks: it says what would appear', () => {
  const journal = morning();
  for (const block of journal.state.blocks.keys()) journal.write('block.lifted', { block, by: 'trader:test', reason: 'a test' });
  const { container } = stage(<BlocksPanel />, journal);
  expect([reads(container), buttons()]).toEqual([expect.stringContaining('Nothing blocks new entries'), []]);
});

test('a strategy that was switched off stands here with its reason, and can be re-armed', () => {
  const journal = morning();
  journal.write('strategy.adjusted', { ...adjusted, riskOn: false });
  const { container, ui } = stage(<BlocksPanel />, journal);
  expect(reads(container)).toMatch(/m5_bos is switched off.*Win rate 40 % of 20 trades\./);
  fireEvent.click(screen.getByRole('button', { name: /strategy:m5_bos/ }));
  expect(ui.getState().dialog).toEqual({ kind: 'rearm', block: 'strategy:m5_bos' });
});

test('a proposal of more risk waits for a yes, capped at the full risk', () => {
  const journal = morning();
  journal.write('strategy.adjusted', { ...adjusted, proposal: 1.4 });
  const { container, ui } = stage(<BlocksPanel />, journal);
  expect(reads(container)).toMatch(/More risk for m5_bos.*would become 1\.00\./);
  fireEvent.click(screen.getByRole('button', { name: /Take it/ }));
  expect(ui.getState().dialog).toEqual({ kind: 'rearm', block: 'proposal:m5_bos' });
  fireEvent.click(screen.getByRole('button', { name: /Decline/ }));
  expect(ui.getState().dialog).toEqual({ kind: 'decline', strategyId: 'm5_bos' });
});

test('what ends by itself has no button', () => {
  const journal = morning();
  journal.write('block.raised', { block: 'day_lock', reason: { code: 'day_lock', text: 'The hard stop was met.' } });
  const before = buttons().length;
  stage(<BlocksPanel />, journal);
  expect([before, buttons().filter((text) => /day/i.test(text))]).toEqual([0, []]);
});

test('without figures it is not known whether anything blocks', () => {
  expect(entriesHeldBy({ cockpit: morning().state, live: null })).toBe('not known yet');
});
