// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ExposureReport, KeptRun, ReplayOverview, ReplayTradeRow, SweepResult, SweepRow } from '#shared/ipc';
import { AgentsTable } from '#renderer/panels/control/agents-table.tsx';
import { SweepReport } from '#renderer/panels/replay/sweep-report.tsx';
import { TradesTable } from '#renderer/panels/replay/trades-table.tsx';
import { ExposurePanel } from '#renderer/panels/risk/exposure-panel.tsx';
import { breakersOf } from '#renderer/panels/reading/index.ts';
import { morning, PRESENT } from '../fixtures.ts';
import { frameFor } from '../live-frames.ts';
import { reads, settled, stage, type Asked } from '../stage.tsx';

const answers =
  (name: Asked['name'], value: unknown) =>
  (asked: Asked): never =>
    (asked.name === name ? { ok: true, value } : undefined) as never;

/** Presses the head; the first cells of the rows from above, and what the head says of itself. */
function press(table: HTMLElement, title: string): readonly [readonly string[], string | null] {
  fireEvent.click(within(table).getByRole('button', { name: title }));
  const firsts = [...table.querySelectorAll('tbody tr, .grid-body [role="row"]')].map((row) => reads(row.firstElementChild));
  return [firsts, within(table).getByRole('columnheader', { name: title }).getAttribute('aria-sort')];
}

const RUN = { id: 'run-1', name: 'all', currency: 'USD' } as KeptRun;

test('trades of a replay are sorted by their heads, also by how long they were held, and found among', async () => {
  const trade = (place: number, part: Partial<ReplayTradeRow>): ReplayTradeRow => ({
    ...{ place, symbol: 'EURUSD', side: 'BUY', strategy: 'SIG_A', openedAt: Date.UTC(2026, 0, 5 + place), closedAt: 0 },
    ...{ volume: 1, entry: 1.1, exit: 1.2, reason: 'tp', pnl: 10, r: 1, score: null },
    ...part,
  });
  const hours = (place: number, held: number): Partial<ReplayTradeRow> => ({
    closedAt: Date.UTC(2026, 0, 5 + place) + held * 3_600_000,
  });
  const rows = [
    trade(0, { ...hours(0, 2), pnl: -50, r: null }),
    trade(1, { ...hours(1, 9), side: 'SELL', pnl: 90 }),
    trade(2, { ...hours(2, 1), pnl: 3, score: 0.8 }),
  ];
  const report = { counts: { trades: 3, refused: 0 }, rowsPerPage: 500, run: RUN } as ReplayOverview;
  const { ui } = stage(<TradesTable id="run-1" report={report} open={null} onOpen={() => undefined} />, morning(), {
    answer: answers('replay.trades', rows),
  });
  await settled();
  const grid = screen.getByRole('grid', { name: 'Trades of the replay' });
  const panel = screen.getByRole('region', { name: 'Trades' });
  expect(reads(panel)).toContain('oldest first');
  const days = (title: string) => {
    const [firsts, sort] = press(grid, title);
    return [firsts.map((first) => Number(/01-0(\d)/.exec(first)?.[1])), sort];
  };
  expect(days('Held')).toEqual([[6, 5, 7], 'descending']);
  expect(days('USD')).toEqual([[6, 7, 5], 'descending']);
  expect(days('USD')).toEqual([[5, 7, 6], 'ascending']);
  expect(days('U1 score')).toEqual([[7, 5, 6], 'descending']);
  expect(reads(panel)).toContain('sorted by U1 score');
  expect(ui.getState().sorts).toEqual({ 'replay-trades': { column: 'U1 score', falling: true } });
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'buy' } });
  expect(days('Opened, UTC')).toEqual([[5, 7], 'ascending']);
});

test('runs of a sweep are sorted by what was tried as numbers, and by their figures; what has none stands last', async () => {
  const run = (value: unknown, part: Partial<SweepRow>): SweepRow => ({
    ...{ values: [value], net: 0, trades: 1, winRate: 0.5, profitFactor: 1, meanR: 0.1, fall: 10 },
    ...{ sharpe: null, nearest: 100, breach: null, pBreach: 0, pPass: 1, reached: false },
    ...part,
  });
  const sweep: SweepResult = {
    ...{ run: RUN, paths: ['cells.u1.minScore'], words: ['3 runs on one past'] },
    rows: [run(9, { sharpe: 1, fall: 5 }), run(10, { net: -4, fall: 70 }), run(0.5, { sharpe: 2, breach: 'daily' })],
  };
  stage(<SweepReport id="run-1" />, morning(), { answer: answers('replay.sweep', sweep) });
  await settled();
  const table = screen.getByRole('table', { name: 'Runs of the sweep' });
  const tried = within(table).getAllByRole('columnheader')[0]?.textContent ?? '';
  expect(press(table, tried)).toEqual([['0.5', '9', '10'], 'ascending']);
  expect(press(table, 'Sharpe')).toEqual([['0.5', '9', '10'], 'descending']);
  expect(press(table, 'Fall')).toEqual([['10', '0.5', '9'], 'descending']);
  expect(press(table, 'Verdict')).toEqual([['0.5', '9', '10'], 'ascending']);
  expect(within(table).queryByRole('button', { name: 'Take' })).toBeNull();
});

test('agents are sorted by health with what is down first, by their figures, and by their breakers with the open one first', () => {
  const story = morning();
  const agents = frameFor(story.state, PRESENT, 1).agents.map((agent, at) => ({
    ...agent,
    health:
      at === 3 ? ('down' as const) : at === 4 ? ('degraded' as const) : at === 1 ? ('unknown' as const) : ('healthy' as const),
    errorRate: at === 2 ? 0.4 : 0,
  }));
  const closed = breakersOf(story.state.breakers);
  const rows = closed.map((row, at) =>
    at < closed.length - 1 ? row : { ...row, breaker: { state: 'OPEN' as const, failures: 3, reopensAt: null } },
  );
  const open = rows.at(-1);
  stage(<AgentsTable rows={rows} />, story, { live: { agents } });
  const table = screen.getByRole('table', { name: 'Agents' });
  const own = [...table.querySelectorAll('tbody tr')].map((row) => reads(row.firstElementChild));
  const [byHealth, sort] = press(table, 'Health');
  expect([byHealth[0], byHealth[1], byHealth.at(-1), sort]).toEqual([own[3], own[4], own[1], 'ascending']);
  expect(press(table, 'Errors')[0][0]).toBe(own[2]);
  expect(press(table, open?.effect ?? '')[0][0]).toBe(own[agents.findIndex(({ id }) => id === open?.agent)]);
});

test('currencies and what closing frees are sorted apart from each other; what is not known stands last', async () => {
  const exposure: ExposureReport = {
    currencies: [
      { currency: 'USD', net: -112_000, gross: 240_000 },
      { currency: 'EUR', net: 55_546, gross: 55_546 },
    ],
    ...{ stops: 900, unbounded: [], effective: { risk: 700, limit: 1_000 }, groups: [], pairs: [] },
    positions: [
      { ticket: '3', risk: null, frees: null },
      { ticket: '5', risk: 500, frees: 320 },
      { ticket: '4', risk: 800, frees: 20 },
    ],
  };
  const { ui } = stage(<ExposurePanel />, morning(), { answer: answers('risk.exposure', { exposure }) });
  await settled();
  const frees = screen.getByRole('table', { name: 'What closing frees' });
  const net = screen.getByRole('table', { name: 'Exposure by currency' });
  expect(press(frees, 'Frees at its stop, USD')).toEqual([['4', '5', '3'], 'descending']);
  expect(press(frees, 'Frees of effective risk, USD')).toEqual([['5', '4', '3'], 'descending']);
  expect(press(net, 'Currency')).toEqual([['EUR', 'USD'], 'ascending']);
  expect(Object.keys(ui.getState().sorts).sort()).toEqual(['exposure', 'frees']);
});
