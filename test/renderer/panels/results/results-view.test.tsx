// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { Profiler } from 'react';
import { expect, test } from 'vitest';
import { defaultConfig } from '#shared/config';
import { ResultsView } from '#renderer/panels/results/index.ts';
import { morning, PRESENT } from '../../fixtures.ts';
import { createJournal, type JournalBuilder } from '../../journal-builder.ts';
import { pastSeason } from '../../past-season.ts';
import { reads, stage } from '../../stage.tsx';

const tiles = (): string => reads(screen.getByLabelText('Figures with 95 % intervals'));
const rows = (): number => within(screen.getByRole('table', { name: /Closed trades/ })).getAllByRole('row').length - 1;
const LOADED = { timeout: 20_000 };

/** A journal that began so long ago. */
function begun(ms: number): JournalBuilder {
  const journal = createJournal(PRESENT - ms);
  const config = defaultConfig();
  journal.write('run.started', { version: '0.1.0', mode: 'paper', terminal: 'paper', market: 'demo', config });
  return journal;
}

/** A close, without the life of its signal. */
function close(
  journal: JournalBuilder,
  ticket: string,
  pnl: number,
  part: { strategyId?: string | null; symbol?: string } = {},
): void {
  const trade = {
    ticket,
    signalId: null,
    strategyId: 'm5_bos',
    symbol: 'EURUSD',
    side: 'BUY' as const,
    volume: 1,
    entry: 1.1,
    exit: 1.1,
  };
  const times = { openedAt: journal.now() - 60_000, closedAt: journal.now() };
  journal.write('position.closed', { trade: { ...trade, ...times, pnl, r: pnl / 100, reason: 'tp' as const, ...part } });
}

test('without a closed trade it says what will be here, and shows no figure', () => {
  const { container } = stage(<ResultsView />, begun(1_000));
  expect(reads(container)).toContain('No closed trades yet. The sum of results');
  expect(screen.queryByLabelText('Figures with 95 % intervals')).toBe(null);
});

test('every figure comes with its interval and its count', () => {
  const journal = begun(600_000);
  for (const [n, pnl] of [300, -100, -100, 200].entries()) close(journal, String(n), pnl);
  stage(<ResultsView />, journal);
  expect(tiles()).toMatch(/Mean R ?\+0\.75.*−2\.53 to \+4\.03, n 4/);
  expect(tiles()).toMatch(/Win rate ?50\.0 %.*15 % to 85 %, 2 of 4/);
  expect(tiles()).toMatch(/Profit factor ?2\.50 ?won 500\.00, lost 200\.00/);
  expect(tiles()).toMatch(/Deepest fall, USD ?−200\.00/);
  expect(screen.getByText('4 closed trades: not proven, the interval of R holds 0, and few trades')).toBeDefined();
});

test('one trade has no interval, and it is told', () => {
  const journal = begun(600_000);
  close(journal, '1', 100);
  stage(<ResultsView />, journal);
  expect(tiles()).toMatch(/Mean R ?\+1\.00 ?no interval: fewer than 2 trades/);
  expect(screen.getByText('1 closed trade: too few for any conclusion')).toBeDefined();
});

test('a foreign trade is in the list and in no figure', () => {
  const journal = begun(600_000);
  close(journal, '1', 100);
  close(journal, '2', -5_000, { strategyId: null });
  stage(<ResultsView />, journal);
  expect([rows(), tiles()]).toEqual([2, expect.stringMatching(/Net, USD ?\+100\.00/)]);
});

test('strategy and symbol choose what figures, charts and list are about, and can be taken back', async () => {
  const journal = begun(600_000);
  close(journal, '1', 100);
  close(journal, '2', 200, { symbol: 'XAUUSD' });
  close(journal, '3', -50, { symbol: 'XAUUSD', strategyId: 'm1_retest' });
  stage(<ResultsView />, journal);
  fireEvent.change(screen.getByRole('combobox', { name: 'Symbol' }), { target: { value: 'XAUUSD' } });
  expect([rows(), tiles()]).toEqual([2, expect.stringMatching(/Net, USD ?\+150\.00/)]);
  fireEvent.change(screen.getByRole('combobox', { name: 'Strategy' }), { target: { value: 'm1_retest' } });
  fireEvent.change(screen.getByRole('combobox', { name: 'Symbol' }), { target: { value: 'EURUSD' } });
  expect(screen.getByText('No closed trade fits the filter.')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(rows()).toBe(3);
});

test('a period leaves out what was closed before it', () => {
  const journal = begun(20 * 86_400_000);
  close(journal, '1', 100);
  journal.wait(19 * 86_400_000);
  close(journal, '2', -30);
  stage(<ResultsView />, journal);
  fireEvent.click(screen.getByRole('button', { name: '7 d' }));
  expect([rows(), tiles()]).toEqual([1, expect.stringMatching(/Net, USD ?−30\.00/)]);
  fireEvent.click(screen.getByRole('button', { name: '30 d' }));
  expect(rows()).toBe(2);
});

test('a day of the month chooses its trades; the month before is a button away', () => {
  stage(<ResultsView />, pastSeason(118));
  fireEvent.click(screen.getByRole('button', { name: /month before/ }));
  const day = within(screen.getByRole('table', { name: /Results of each day of 2026-06/ })).getAllByRole('button')[0];
  const count = Number(/, (\d+) trades?/.exec(day?.getAttribute('title') ?? '')?.[1]);
  if (day !== undefined) fireEvent.click(day);
  expect([count > 0, rows()]).toEqual([true, count]);
  fireEvent.click(screen.getByRole('button', { name: 'All days' }));
  expect(rows()).toBe(118);
});

test('each chart is a sentence and a table for those who do not see it', { timeout: 60_000 }, async () => {
  stage(<ResultsView />, pastSeason(50));
  const sums = await screen.findByRole('figure', { name: /^Sum of results over 50 closed trades: / }, LOADED);
  expect(within(sums).getAllByRole('row').length).toBe(52);
  expect(screen.getByRole('figure', { name: /^How often each result in R came, 50 trades/ })).toBeDefined();
  expect(
    screen.getByRole('figure', { name: /^Mean R with its 95 % interval by strategy: M1 retest .* n \d+; M5 BOS / }),
  ).toBeDefined();
  expect(
    screen.getByRole('figure', { name: /^Share of trades won by U2 score: U2 gave 0\.\d+–0\.\d+, won \d+ of \d+/ }),
  ).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Weekday' }));
  const table = screen.getByRole('figure', { name: /by weekday: Monday/ });
  expect(within(table).getAllByRole('row').length).toBe(6);
});

test('new prices draw nothing again; a new trade does', { timeout: 60_000 }, async () => {
  const journal = morning();
  let drawn = 0;
  const { beat, feed } = stage(
    <Profiler id="results" onRender={() => (drawn += 1)}>
      <ResultsView />
    </Profiler>,
    journal,
  );
  await screen.findByRole('figure', { name: /^Sum of results/ }, LOADED);
  const before = drawn;
  for (let n = 0; n < 20; n += 1) beat();
  expect(drawn - before).toBe(0);
  close(journal, 'new', 55);
  feed();
  expect(screen.getByRole('figure', { name: /^Sum of results over 4 closed trades/ })).toBeDefined();
});
