// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { HaltedCard } from '#renderer/panels/halt/index.ts';
import type { Certificate } from '#shared/events';
import { morning, PRESENT } from '../../fixtures.ts';
import { certificateOf } from '../../scenarios.ts';
import { reads, stage } from '../../stage.tsx';

function halted(change: Partial<Certificate> | null = {}) {
  const journal = morning();
  journal.wait(PRESENT - 3_000 - journal.now());
  if (change !== null) journal.write('stop.progressed', { certificate: { ...certificateOf(PRESENT - 2_500), ...change } });
  const certificateId = change === null ? null : 'SC-0042';
  journal.write('trading.changed', { to: 'halted', reason: 'Spreads are wide', actor: 'trader:window', certificateId });
  return { journal, ...stage(<HaltedCard />, journal) };
}

test('who stopped, when and why, and each step with its time', () => {
  const text = reads(halted().container);
  expect(text).toMatch(/Halted by you at \d\d:\d\d:\d\d: Spreads are wide/);
  expect(text).toMatch(/New orders refused\d\d:\d\d:\d\d\.\d{3}/);
  expect(text).toContain('60417722cancelledcancelled, terminal confirmed');
});

test('a stop that is not over yet is not called over', () => {
  const { container, journal, feed } = halted({ state: 'cancelling', endedAt: null });
  expect(reads(container)).toMatch(/Cancelling…in progress/);
  journal.write('stop.progressed', { certificate: certificateOf(PRESENT - 2_500) });
  feed();
  expect(reads(container)).not.toContain('in progress');
});

test('before its certificate is here, it says what is sure', () => {
  expect(reads(halted(null).container)).toContain('No certificate has reached this window yet. New entries are refused.');
});

test('the certificate opens from here', () => {
  const { ui } = halted();
  fireEvent.click(screen.getByRole('button', { name: 'Open and print' }));
  expect(ui.getState().dialog).toEqual({ kind: 'certificate', id: 'SC-0042' });
});

test('more tickets than fit are counted, and lead to the certificate', () => {
  const [first] = certificateOf(0).tickets;
  if (first === undefined) throw new Error('the certificate has no ticket');
  const tickets = Array.from({ length: 9 }, (_, n) => ({ ...first, ticket: `t-${n}` }));
  const { ui } = halted({ tickets });
  expect(screen.getAllByRole('row')).toHaveLength(6);
  fireEvent.click(screen.getByRole('button', { name: '3 more tickets in the certificate' }));
  expect(ui.getState().dialog).toEqual({ kind: 'certificate', id: 'SC-0042' });
});

test('going on and closing are two acts, and both only ask', () => {
  const { ui, asked } = halted();
  fireEvent.click(screen.getByTestId('resume'));
  expect(ui.getState().dialog).toEqual({ kind: 'resume' });
  expect(reads(screen.getByTestId('flatten'))).toBe('Close all 2 positions…');
  fireEvent.click(screen.getByTestId('flatten'));
  expect([ui.getState().dialog, asked]).toEqual([{ kind: 'flatten' }, []]);
});

test('nothing open cannot be closed, and it says so', () => {
  const { journal, ui, beat, feed } = halted();
  for (const ticket of [...journal.state.positions.keys()])
    journal.write('position.closed', {
      trade: {
        ...{ ticket, signalId: null, strategyId: null, symbol: 'EURUSD', side: 'BUY', volume: 1, entry: 1, exit: 1 },
        ...{ openedAt: PRESENT - 9_000, closedAt: PRESENT - 100, pnl: 0, r: 0, reason: 'client' },
      },
    });
  feed();
  beat({ positions: [] });
  const button = screen.getByTestId('flatten');
  fireEvent.click(button);
  expect([button.title, ui.getState().dialog]).toEqual(['There is no open position', null]);
});
