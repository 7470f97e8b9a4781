// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { patternText, strategyText } from '#renderer/format/index.ts';
import { StopScopeDialog } from '#renderer/panels/dialogs/stop-scope.tsx';
import { ResultsView } from '#renderer/panels/results/index.ts';
import { StrategiesPanel } from '#renderer/panels/risk/strategies-panel.tsx';
import { WhatIfPanel } from '#renderer/panels/risk/what-if-panel.tsx';
import { parseConfig } from '#shared/config';
import { DAY_END, DAY_START, RULES, refusedSignal } from '#test/renderer/fixtures.ts';
import { createJournal, type JournalBuilder } from '#test/renderer/journal-builder.ts';
import { reads, settled, stage } from '#test/renderer/stage.tsx';
import { FADE, M5_FADE } from './third.ts';

vi.mock(import('../../../shared/strategies/table.ts'), async (original) => {
  const { withThird } = await import('./third.ts');
  return withThird(await original());
});

const GOLD = 'm5_bos_gold';

function dayWithThree(): JournalBuilder {
  const journal = createJournal(DAY_START);
  const parsed = parseConfig({ strategies: { [GOLD]: { kind: 'm5_bos', riskPercent: 0.2 } } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  journal.write('run.started', { version: '0.1.0', mode: 'paper', terminal: 'paper', market: 'demo', config: parsed.value });
  journal.write('day.anchored', { anchorAt: DAY_START, resetsAt: DAY_END, balance: 98_640 });
  refusedSignal(journal, { id: 'f1', symbol: 'EURUSD', side: 'BUY', pattern: M5_FADE }, 'owner', RULES.winRate);
  return journal;
}
const firstCells = (): readonly string[] =>
  [...document.querySelectorAll('tbody tr')].map((row) => reads(row.querySelector('td, th')));
const optionsOf = (label: string): readonly string[] =>
  [...screen.getByLabelText<HTMLSelectElement>(label).options].map((option) => option.value);
const pick = (label: string, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } });

test('the strategies panel lists them, and says what a further profile trades', () => {
  stage(<StrategiesPanel />, dayWithThree());
  expect(firstCells()).toEqual(['M5 BOS', 'M1 retest', 'By hand', 'M5 fade', `${GOLD} (M5 BOS)`]);
  expect(reads(document.querySelectorAll('tbody tr')[4] ?? null)).toContain('0.20 % of 1.00 %');
});

test('the results list them', () => {
  stage(<ResultsView />, dayWithThree());
  expect(firstCells().slice(0, 6)).toEqual(['All', 'M5 BOS', 'M1 retest', 'By hand', 'M5 fade', GOLD]);
});

test('the stop dialog stops either alone', async () => {
  for (const strategyId of [FADE, GOLD]) {
    const { asked, unmount } = stage(<StopScopeDialog />, dayWithThree());
    expect(optionsOf('What').slice(-5)).toEqual(['m5_bos', 'm1_retest', 'by_hand', FADE, GOLD].map((id) => `strategy:${id}`));
    pick('What', `strategy:${strategyId}`);
    fireEvent.change(screen.getByLabelText('Why (journaled)'), { target: { value: 'because of a test' } });
    fireEvent.click(screen.getByTestId('stop-scope-confirm'));
    await settled();
    expect(asked).toEqual([
      {
        name: 'trading.halt',
        request: { reason: 'because of a test', flatten: false, scope: { kind: 'strategy', strategyId } },
      },
    ]);
    unmount();
  }
});

test('the what-if panel asks about either', async () => {
  const { asked } = stage(<WhatIfPanel />, dayWithThree(), {
    answer: () => ({ ok: false, error: { kind: 'refused', code: 'not_ready', detail: 'Only what is asked matters here' } }),
  });
  expect(optionsOf('Risk of')).toEqual(['m5_bos', 'm1_retest', 'by_hand', FADE, GOLD]);
  for (const id of [FADE, GOLD]) {
    pick('Risk of', id);
    fireEvent.change(screen.getByLabelText(/^Stop/), { target: { value: '1.1' } });
    fireEvent.click(screen.getByTestId('what-if'));
    await settled();
  }
  expect(asked.map(({ request }) => (request as { strategy: string }).strategy)).toEqual([FADE, GOLD]);
});

test('a signal and a trade of the third are called by its title, those of a profile by its name', () => {
  expect([patternText(M5_FADE), strategyText(FADE), strategyText(GOLD)]).toEqual(['M5 fade', 'M5 fade', GOLD]);
});
