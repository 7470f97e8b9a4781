// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ClosePosition } from '#renderer/panels/dialogs/close-position.tsx';
import { PositionsView } from '#renderer/panels/positions/index.ts';
import type { Position } from '#shared/domain';
import { morning } from '../../fixtures.ts';
import { reads, settled, stage } from '../../stage.tsx';

const EURUSD = '60417702';
const XAUUSD = '60417715';
/** The two positions of the morning as the terminal has them now, changed. */
const latest = (change: Partial<Position> = {}): Position[] =>
  [...morning().state.positions.values()].map(({ position }) =>
    position.ticket === EURUSD
      ? { ...position, profit: 443.7, swap: -12.5, commission: -15.2, ...change }
      : { ...position, commission: -4.16 },
  );
const row = (symbol: string): HTMLElement => screen.getByRole('row', { name: new RegExp(`^${symbol}`) });

test('a result counts swap and commission, in money and in multiples of the first risk', () => {
  stage(<PositionsView />, morning(), { live: { positions: latest() } });
  // 443.70 - 12.50 - 15.20 = 416.00; 416.00 / 539.40 = 0.77.
  expect(reads(row('EURUSD'))).toMatch(/\+0\.77.*\+416\.00/);
});

test('the sum is over all, and prices have their symbol’s digits', () => {
  const { container } = stage(<PositionsView />, morning(), { live: { positions: latest() } });
  // XAUUSD: -149.94 - 4.16.
  expect(reads(container)).toContain('2 open, +261.90 USD floating');
  expect(reads(row('XAUUSD'))).toContain('3,358.40');
  expect(reads(row('EURUSD'))).toContain('1.15722');
});

test('what is at stake at all stops is stated', () => {
  const { container } = stage(<PositionsView />, morning());
  expect(reads(container)).toContain('at all stops −1,368.66 USD');
});

test('a position of others is marked and has no Close', () => {
  const other = { ...latest()[0], ticket: '777', symbol: 'USDJPY', clientOrderId: null } as unknown as Position;
  stage(<PositionsView />, morning(), { live: { positions: [...latest(), other] } });
  expect(reads(row('USDJPY'))).toMatch(/USDJPY foreign.*not ours/);
  expect(within(row('USDJPY')).queryByRole('button', { name: /^Close/ })).toBeNull();
});

test('Close asks in a dialog that names account, size and money, and waits for the terminal', async () => {
  const journal = morning();
  const { ui, asked } = stage(
    <>
      <PositionsView />
      <ClosePosition ticket={EURUSD} />
    </>,
    journal,
    { live: { positions: latest() } },
  );
  fireEvent.click(within(row('EURUSD')).getByRole('button', { name: /^Close/ }));
  expect(ui.getState().dialog).toEqual({ kind: 'close', ticket: EURUSD });
  const dialog = screen.getByRole('dialog');
  expect(reads(dialog)).toMatch(/PAPER paper-100k: 4\.35 lots, ticket 60417702, now \+416\.00 USD\. It is closed whole/);
  fireEvent.click(screen.getByTestId('close-confirm'));
  await settled();
  fireEvent.click(screen.getByTestId('close-confirm'));
  expect(asked).toEqual([{ name: 'position.close', request: { ticket: EURUSD } }]);
  expect(
    within(row('EURUSD'))
      .getByRole('button', { name: /^Asked/ })
      .getAttribute('aria-disabled'),
  ).toBe('true');
});

test('a position that is gone meanwhile cannot be closed twice', () => {
  stage(<ClosePosition ticket="1" />, morning());
  expect([reads(screen.getByRole('dialog')), screen.queryByTestId('close-confirm')]).toEqual([
    expect.stringContaining('Position 1 is closed.'),
    null,
  ]);
});

test('a volume finer than two decimals is not rounded away', () => {
  stage(<PositionsView />, morning(), { live: { positions: latest({ volume: 0.001 }) } });
  expect(reads(row('EURUSD'))).toContain('0.001');
  expect(XAUUSD).not.toBe(EURUSD);
});

test('figures from before a silence are called the last known', () => {
  const { container, silence } = stage(<PositionsView />, morning());
  silence(5_000);
  expect(reads(container)).toContain('last known');
});

test('working orders of others are marked; the stop cancels ours', () => {
  const { container } = stage(<PositionsView />, morning(), { frame: { orders: 3 } });
  expect(reads(container)).toContain('3, the stop cancels ours');
});
