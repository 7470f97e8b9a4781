import { expect, test } from 'vitest';
import type { SignalOnRecord } from './cockpit.ts';
import { onScreen } from './on-screen.ts';

const screen = onScreen();
const STATES: Readonly<Record<string, string>> = {
  awaiting_approval: 'waiting',
  rejected: 'refused',
  in_pipeline: 'in pipeline',
};
const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'] as const;
/** Signals of every fate; more would wait for the limit of sixty a minute. */
const COUNT = 28;

/** Signals that are traded, refused, turned away twice and left waiting, while the trader answers some of them. */
async function busyMinute(): Promise<void> {
  const { cockpit } = screen;
  for (let n = 0; n < COUNT; n += 1) {
    const symbol = SYMBOLS[n % SYMBOLS.length] ?? 'EURUSD';
    const side = n % 3 === 0 ? 'SELL' : 'BUY';
    if (n < 4) await cockpit.trade({ id: `busy-${n}`, symbol, side });
    else if (n % 4 === 0) await cockpit.deliver({ id: `busy-${n}`, symbol, side, rr: 0.5 });
    else if (n % 4 === 1) await cockpit.deliver({ id: `busy-${n}`, symbol, side, stopPoints: 15 });
    else if (n % 4 === 2) await cockpit.deliver({ id: `busy-${n - 1}`, symbol, side });
    else await cockpit.deliver({ id: `busy-${n}`, symbol, side });
  }
  await cockpit.deliver({ id: 'busy-exit', symbol: 'USDJPY', kind: 'exit', side: 'BUY' });
}

/** What the window says, and what the engine says, in the same words. */
async function bothSides() {
  const { window, cockpit } = screen;
  const rows = await window.page.getByRole('grid', { name: 'Signals, newest first' }).getByRole('row').allInnerTexts();
  const onScreen_ = rows.slice(1).map((row) =>
    row
      .split('\n')
      .map((cell) => cell.trim())
      .filter((cell) => cell !== ''),
  );
  const signals = await cockpit.get<readonly SignalOnRecord[]>('/signals?limit=500');
  const status = await cockpit.status();
  return {
    window: {
      signals: onScreen_.map((cells) => [cells.at(-1), cells[1], cells[2], cells[5]].join(' ')).sort(),
      trading: await window.text('trading-state'),
      waiting: (await window.page.getByRole('link', { name: /^Approvals/ }).innerText()).replace(/\D+/g, ''),
    },
    engine: {
      signals: signals
        .map(({ signalId, signal, state }) => [signalId, signal.symbol, signal.side, STATES[state] ?? state].join(' '))
        .sort(),
      trading: status.trading.toUpperCase(),
      waiting: status.approvals.pending.length === 0 ? '' : String(status.approvals.pending.length),
    },
  };
}

const agree = async (): Promise<boolean> => {
  const { window, engine } = await bothSides();
  return JSON.stringify(window) === JSON.stringify(engine);
};

test('after a busy time the window says what the engine says, and a fresh window the same', async () => {
  const { window, cockpit } = screen;
  await busyMinute();
  await window.go('Signals');
  await window.sees(agree, true).catch(async () => {
    const { window: seen, engine } = await bothSides();
    expect(seen).toEqual(engine);
  });
  const followed = await bothSides();
  await window.page.reload();
  await window.sees(agree, true);
  expect([(await bothSides()).window.signals, followed.engine.signals.length > 15]).toEqual([followed.window.signals, true]);
  expect((await cockpit.status()).terminal.positions.length).toBe(3);
});

test('positions, tickets and protective prices are the terminal’s', async () => {
  const { window, cockpit } = screen;
  await window.go('Positions');
  const { terminal } = await cockpit.get<{
    terminal: {
      positions: readonly {
        ticket: string;
        symbol: string;
        direction: string;
        volume: number;
        stopLoss: number;
        takeProfit: number;
      }[];
    };
  }>('/system/status');
  const digits: Readonly<Record<string, number>> = { USDJPY: 3, XAUUSD: 2 };
  const price = (symbol: string, value: number): string => value.toFixed(digits[symbol] ?? 5).replace(/\B(?=(\d{3})+\.)/g, ',');
  const rows = await window.page.getByRole('table', { name: 'Open positions' }).locator('tbody tr').all();
  const seen = await Promise.all(rows.map((row) => row.locator('td, th').allInnerTexts()));
  expect(
    seen.map(([symbol, side, lots, , stop, target]) => [symbol, side, lots, stop, target].map((cell) => cell?.trim())).sort(),
  ).toEqual(
    terminal.positions
      .map(({ symbol, direction, volume, stopLoss, takeProfit }) => [
        symbol,
        direction,
        volume.toFixed(2),
        price(symbol, stopLoss),
        price(symbol, takeProfit),
      ])
      .sort(),
  );
  expect(window.problems).toEqual([]);
});
