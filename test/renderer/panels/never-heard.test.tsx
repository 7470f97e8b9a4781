// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { defaultConfig } from '#shared/config';
import { AlarmsView } from '#renderer/panels/alarms/index.ts';
import { App } from '#renderer/panels/app.tsx';
import { ApprovalsView } from '#renderer/panels/approvals/index.ts';
import { ControlView } from '#renderer/panels/control/index.ts';
import { Deck } from '#renderer/panels/deck/index.ts';
import { AlarmSlots, Footer, Rail, Strip } from '#renderer/panels/frame/index.ts';
import { HaltedCard } from '#renderer/panels/halt/index.ts';
import { JournalView } from '#renderer/panels/journal/index.ts';
import { PositionsView } from '#renderer/panels/positions/index.ts';
import { ResultsView } from '#renderer/panels/results/index.ts';
import { BlocksPanel } from '#renderer/panels/risk/blocks-panel.tsx';
import { NewsPanel } from '#renderer/panels/risk/news-panel.tsx';
import { RiskView } from '#renderer/panels/risk/index.ts';
import { MetaTraderPanel } from '#renderer/panels/settings/metatrader-panel.tsx';
import { OrdersPanel } from '#renderer/panels/signals/orders-panel.tsx';
import { SignalsView } from '#renderer/panels/signals/index.ts';
import { DAY_START, morning, PRESENT } from '../fixtures.ts';
import { createJournal, type JournalBuilder } from '../journal-builder.ts';
import { reads, stage } from '../stage.tsx';

const VIEWS: Readonly<Record<string, () => ReactNode>> = {
  ...{ Deck, SignalsView, ApprovalsView, PositionsView, RiskView, ControlView, ResultsView, AlarmsView, JournalView },
  ...{ Strip, Rail, AlarmSlots, Footer },
};

/** What says that there is nothing; the words that are allowed to stand before the engine has spoken say so themselves. */
const CLAIMS = /\b(No|Nothing|None|none|all closed)\b|(?<![\d.])0(?![\d.])/;
const HONEST =
  /^(No .*(known yet|has reached this window yet|has reported yet|figures yet)|no connection|0 shown)|nothing is sent|Nothing of yours|no symbol with a price|no calendar/i;

const lines = (container: Element): readonly string[] =>
  [...container.querySelectorAll('p, span, dd, td, b')]
    .filter((element) => element.querySelector('p, span, dd, td') === null)
    .map(reads);

function begun(): JournalBuilder {
  const journal = createJournal(DAY_START);
  const config = defaultConfig();
  journal.write('run.started', { version: '0.1.0', mode: 'demo', terminal: 'mt5', market: 'mt5', config });
  journal.wait(PRESENT - 1_000 - journal.now());
  return journal;
}

test.each(Object.entries(VIEWS))('%s claims no emptiness before the engine has told its state', (_name, Screen) => {
  const { container } = stage(<Screen />, createJournal(DAY_START), { unheard: true });
  expect(lines(container).filter((line) => CLAIMS.test(line) && !HONEST.test(line))).toEqual([]);
});

test('a window that has heard nothing shows no view: its rules and limits would be defaults of its own', () => {
  const { unmount } = stage(<App />, createJournal(DAY_START), { unheard: true, ui: { view: 'risk' } });
  expect(screen.queryByRole('heading', { level: 1, name: 'Risk' })).toBeNull();
  expect(screen.getByTestId('standing')).toBeDefined();
  unmount();
  stage(<App />, morning(), { ui: { view: 'risk' } });
  expect(screen.getByRole('heading', { level: 1, name: 'Risk' })).toBeDefined();
});

test('without a calendar, and under one that is over or cannot be read, news ahead is not known', () => {
  const journal = begun();
  const { container, feed } = stage(<NewsPanel />, journal);
  const shown = (): string => reads(container);
  expect(shown()).toContain('What news is ahead is not known. Put calendar.json');
  expect(shown()).not.toContain('high-impact event ahead');
  const event = { at: PRESENT + 3_600_000, currency: 'USD', impact: 'high' as const, title: 'Payrolls' };
  journal.write('news.noted', { id: 'own-1', event });
  feed();
  expect(shown()).toContain('What else is ahead is not known. Put calendar.json');
  journal.write('news.dropped', { id: 'own-1' });
  journal.write('calendar.read', { readAt: PRESENT, source: 'c.csv', events: [{ ...event, at: PRESENT - 86_400_000 }] });
  feed();
  expect(shown()).toContain('ends on');
  expect(shown()).toContain('What news is ahead is not known. Put a newer calendar');
  journal.write('calendar.read', { readAt: PRESENT, source: 'c.csv', events: [], coversUntil: PRESENT + 86_400_000 });
  feed();
  expect(shown()).toContain('The calendar has no high-impact event ahead.');
});

test('no block stands is not: nothing keeps entries out', () => {
  const journal = begun();
  const { container, feed } = stage(<BlocksPanel />, journal, { frame: { link: 'down', mt5: true } });
  expect(reads(container)).toContain('No block stands, but entries wait: terminal link down.');
  journal.write('trading.changed', { to: 'halted', reason: 'Stop', actor: 'trader:window', certificateId: null });
  feed();
  expect(reads(container)).toContain('No block stands, but entries wait: trading is halted.');
});

test('steps that MetaTrader has not confirmed are not ticked', () => {
  const unheard = { account: null, positions: [], orders: [], room: null };
  const { container } = stage(<MetaTraderPanel />, begun(), { frame: { mt5: true }, live: unheard });
  const open = [...container.querySelectorAll('ol li .strong')].map(reads);
  expect(open).toEqual([
    'No account yet',
    'Trading is allowed by terminal, account and broker',
    'The broker’s name of every symbol is confirmed',
  ]);
});

test('orders that left the copy were sent all the same', () => {
  const journal = morning();
  const life = [...journal.state.signals.values()].find(({ orders }) => orders.length > 0);
  if (life === undefined) throw new Error('The morning has a signal with an order');
  const { container } = stage(<OrdersPanel life={{ ...life, orders: ['long-gone'] }} />, journal);
  expect(reads(container)).toContain('1 order of it is not kept here any more: look for long-gone in the Journal.');
});

test('a halt without its certificate says nothing of what was touched', () => {
  const journal = begun();
  journal.write('trading.changed', { to: 'halted', reason: 'Stop', actor: 'trader:window', certificateId: null });
  const { container } = stage(<HaltedCard />, journal);
  expect(reads(container)).not.toContain('touched');
});
