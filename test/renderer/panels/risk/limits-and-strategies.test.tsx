// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { defaultConfig } from '#shared/config';
import { LimitsPanel } from '#renderer/panels/risk/limits-panel.tsx';
import { StrategiesPanel } from '#renderer/panels/risk/strategies-panel.tsx';
import { DAY_START, morning } from '../../fixtures.ts';
import { createJournal, type JournalBuilder } from '../../journal-builder.ts';
import { reads, stage } from '../../stage.tsx';

type Config = ReturnType<typeof defaultConfig>;
function begun(change: (config: Config) => Config): JournalBuilder {
  const journal = createJournal(DAY_START);
  const config = change(defaultConfig());
  journal.write('run.started', { version: '0.1.0', mode: 'paper', terminal: 'paper', market: 'demo', config });
  return journal;
}
const row = (name: RegExp): string => reads(screen.getByRole('row', { name }));

test('a strategy shows the risk that feedback left of what was set, against its most', () => {
  const journal = morning();
  const { feed } = stage(<StrategiesPanel />, journal);
  expect(row(/^M5 BOS/)).toMatch(/^M5 BOS ?on/);
  expect(row(/^M5 BOS/)).toContain('0.55 % of 1.00 %');
  journal.write('strategy.adjusted', { strategyId: 'm5_bos', riskFactor: 0.5, riskOn: true, proposal: 0.8, text: 'Lost 3 of 4' });
  feed();
  expect(row(/^M5 BOS/)).toContain('0.28 % of 1.00 %');
  expect(row(/^M5 BOS/)).toContain('Lost 3 of 4; proposed factor 0.80');
});

test.each([
  ['switched off by feedback', false, true, 'OFF'],
  ['disabled by the configuration', true, false, 'disabled'],
])('a strategy that trades nothing says so: %s', (_what, riskOn, enabled, word) => {
  const journal = begun((config) => ({
    ...config,
    strategies: { ...config.strategies, m5_bos: { ...config.strategies['m5_bos'], enabled } } as Config['strategies'],
  }));
  journal.write('strategy.adjusted', { strategyId: 'm5_bos', riskFactor: 1, riskOn, proposal: null, text: 'x' });
  stage(<StrategiesPanel />, journal);
  const cells = within(screen.getByRole('row', { name: /^M5 BOS/ })).getAllByRole('cell');
  expect(reads(cells[0] ?? null)).toBe(word);
});

test('a win rate that was never measured is a dash, not zero', () => {
  stage(
    <StrategiesPanel />,
    begun((config) => config),
  );
  expect(row(/^M5 BOS/)).toContain('– of 70 %');
  expect(row(/^M5 BOS/)).not.toContain('0 % of 70 %');
});

test('the limits are those of the run', () => {
  const journal = begun((config) => ({
    ...config,
    rulebook: { ...config.rulebook, softStopPct: 55, hardStopPct: 77 },
    cells: { ...config.cells, u3: { ...config.cells.u3, maxOpenPositions: 12, onePositionPerSymbol: false, minRr: 1.5 } },
    limits: { ...config.limits, maxSpreadOfStop: 0.15, maxQuoteAgeMs: 2_500 },
  }));
  const text = reads(stage(<LimitsPanel />, journal).container);
  for (const words of ['55 % of the day’s limit', '77 % of the day’s limit', '15 % of the stop distance', '2.5 s'])
    expect(text).toContain(words);
  expect(text).toMatch(/Positions at once12(?!,)/);
  expect(text).toContain('1.5, 0.75, 0.65');
});

test('no open session is "none", an unknown one "not known"', () => {
  const { container, beat } = stage(<LimitsPanel />, morning(), { live: { sessions: [] } });
  expect(reads(container)).toContain('Open sessionsnone');
  beat({ sessions: ['london', 'new_york'] });
  expect(reads(container)).toContain('Open sessionsLondon, New York');
});
