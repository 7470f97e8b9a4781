// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { SignalDetail } from '#renderer/panels/signals/signal-detail.tsx';
import { SignalsPanel } from '#renderer/panels/signals/index.ts';
import { RULES, morning, refusedSignal } from '../../fixtures.ts';
import { reads, stage } from '../../stage.tsx';

/** Refused by U2 for 0.45, after U1 gave 0.81. */
function refusedByU2() {
  const journal = morning();
  refusedSignal(journal, { id: 'two-scores', symbol: 'EURUSD', side: 'BUY', pattern: 'M5_BOS' }, 'u2', RULES.probability);
  return journal;
}

afterEach(() => vi.unstubAllGlobals());

test('a list names whose score its column is, beside a reason that speaks of the other', () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }));
  stage(<SignalsPanel />, refusedByU2());
  const titles = screen.getAllByRole('columnheader').map(reads);
  const [, first] = screen.getAllByRole('row');
  expect(titles).not.toContain('Score');
  const cells = [...(first?.children ?? [])].map((cell) => reads(cell));
  expect([cells[titles.indexOf('Reason')], cells[titles.indexOf('U1 score')]]).toEqual(['Score 0.45 < 0.65 (U2)', '0.81']);
});

test('the detail has both, each by its station', () => {
  const journal = refusedByU2();
  const life = journal.state.signals.get('two-scores');
  if (life === undefined) throw new Error('the signal is kept');
  stage(<SignalDetail life={life} />, journal);
  const valueOf = (name: string): string => reads(screen.getByText(name, { selector: 'dt' }).nextElementSibling);
  expect([valueOf('U1 score'), valueOf('U2 score'), screen.queryByText('Score')]).toEqual(['0.81', '0.45', null]);
});
