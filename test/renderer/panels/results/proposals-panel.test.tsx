// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ProposalsPanel } from '#renderer/panels/results/proposals-panel.tsx';
import { morning } from '../../fixtures.ts';
import { reads, stage } from '../../stage.tsx';

const adjusted = { strategyId: 'm5_bos', riskFactor: 0.5, riskOn: true, proposal: null, text: '82 % of 20 trades won.' };

test('nothing was learned: it says what would appear', () => {
  const { container } = stage(<ProposalsPanel />, morning());
  expect(reads(container)).toMatch(/Every strategy trades at its full risk\..*never raised by itself/);
});

test('a proposal stands with its evidence, and is taken or declined with a reason', () => {
  const journal = morning();
  journal.write('strategy.adjusted', { ...adjusted, proposal: 0.55 });
  const { container, ui } = stage(<ProposalsPanel />, journal);
  expect(reads(container)).toMatch(/1 to decide.*risk factor 0\.50.*82 % of 20 trades won\. The factor would become 0\.55\./);
  fireEvent.click(screen.getByRole('button', { name: /Take it/ }));
  expect(ui.getState().dialog).toEqual({ kind: 'rearm', block: 'proposal:m5_bos' });
  fireEvent.click(screen.getByRole('button', { name: /Decline/ }));
  expect(ui.getState().dialog).toEqual({ kind: 'decline', strategyId: 'm5_bos' });
});

test('a cut or a switched-off strategy stands with its reason; there is nothing to decide here', () => {
  const journal = morning();
  journal.write('strategy.adjusted', { ...adjusted, riskOn: false, text: 'Risk is off: 40 % of 20 trades won.' });
  const { container } = stage(<ProposalsPanel />, journal);
  expect(reads(container)).toMatch(/risk is off: re-arm under Risk.*40 % of 20 trades won/);
  expect(screen.queryByRole('button')).toBeNull();
});
