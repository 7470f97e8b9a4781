// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LinkGauge, ModeGauge, TradingGauge } from '#renderer/panels/frame/state-gauges.tsx';
import type { JournalBuilder } from '../../journal-builder.ts';
import { morning, PRESENT, roomView } from '../../fixtures.ts';
import { reads, said, stage } from '../../stage.tsx';
import { createJournal } from '../../journal-builder.ts';

const trading = <TradingGauge />;
const breaker = (journal: JournalBuilder, effect: 'read' | 'write', state: 'OPEN' | 'ISOLATED'): void =>
  void journal.write('breaker.moved', {
    agent: 'terminal',
    effect,
    why: 'x',
    breaker: state === 'OPEN' ? { state, failures: 5, reopensAt: null } : { state, failures: 5 },
  });
const off = (journal: JournalBuilder, strategyId: 'm5_bos' | 'm1_retest'): void =>
  void journal.write('strategy.adjusted', { strategyId, riskFactor: 1, riskOn: false, proposal: null, text: 'ten losses' });

test('while entries are possible it reads ACTIVE, with the sessions, and who decides', () => {
  stage(trading, morning());
  expect([said('trading-state'), said('approval-mode'), screen.queryByTestId('entries-held')]).toEqual([
    'ACTIVE',
    'CONFIRM',
    null,
  ]);
});

test.each(['veto', 'auto'] as const)('a mode that trades without asking is written out: %s', (mode) => {
  const journal = morning();
  journal.write('approvals.mode_set', { mode, by: 'trader:window' });
  stage(trading, journal);
  const tag = screen.getByTestId('approval-mode');
  expect([reads(tag), tag.getAttribute('href'), tag.title]).toEqual([
    mode.toUpperCase(),
    '#settings',
    mode === 'veto' ? 'Veto: an unanswered card is executed' : 'Auto: no card is shown, every passed signal is traded',
  ]);
});

test.each([
  [
    'no session is open',
    morning('demo'),
    { live: { sessions: [] } },
    /^no session; Tokyo (Sun|Mon|Tue|Wed|Thu|Fri|Sat) \d\d:\d\d$/,
  ],
  ['the open session is nobody’s', morning('demo'), { live: { sessions: ['sydney'] } }, 'no strategy trades Sydney'],
  ['the link is down', morning(), { frame: { link: 'down' as const } }, 'terminal link down'],
  ['prices are old', morning(), { frame: { link: 'stale' as const } }, 'prices are old'],
  ['the journal fails', morning(), { live: { fault: 'The disk is full.' } }, 'journal fault'],
  ['the soft stop is reached', morning(), { live: { room: roomView(96_500, 0) } }, null],
  ['the day is used up', morning(), { live: { room: { ...roomView(95_000, 0), dayRoom: 1_900 } } }, 'day’s soft stop reached'],
  ['the total floor is reached', morning(), { live: { room: { ...roomView(95_000, 0), totalRoom: 0 } } }, 'total floor reached'],
  ['no account is known', morning(), { live: { room: null } }, 'account not known yet'],
])('it says why nothing can be opened: %s', (_what, journal, wish, why) => {
  stage(trading, journal, wish);
  if (why === null) return expect(said('trading-state')).toBe('ACTIVE');
  expect(said('trading-state')).toBe('BLOCKED');
  if (typeof why === 'string') expect(said('entries-held')).toBe(why);
  else expect(said('entries-held')).toMatch(why);
});

test.each([
  [
    'a block',
    (journal: JournalBuilder) =>
      void journal.write('block.raised', { block: 'losing_streak', reason: { code: 'losing_streak', text: '3 losses' } }),
    'losing streak',
  ],
  ['the read breaker', (journal: JournalBuilder) => breaker(journal, 'read', 'OPEN'), 'terminal read breaker open'],
  ['the write breaker', (journal: JournalBuilder) => breaker(journal, 'write', 'ISOLATED'), 'terminal write breaker isolated'],
  [
    'every strategy off',
    (journal: JournalBuilder) => {
      off(journal, 'm5_bos');
      off(journal, 'm1_retest');
    },
    'every strategy is off',
  ],
  ['one strategy off', (journal: JournalBuilder) => off(journal, 'm5_bos'), null],
])('of what is journaled too: %s', (_what, happen, why) => {
  const journal = morning();
  happen(journal);
  stage(trading, journal);
  expect([said('trading-state'), said('entries-held')]).toEqual(why === null ? ['ACTIVE', ''] : ['BLOCKED', why]);
});

test('the practice market that never closes waits for no session', () => {
  const { container } = stage(trading, morning('paper'), { live: { sessions: [] } });
  expect(reads(container)).toContain('ACTIVEpractice, 24/7');
});

test('the weightiest reason comes first', () => {
  const journal = morning();
  off(journal, 'm5_bos');
  off(journal, 'm1_retest');
  breaker(journal, 'read', 'OPEN');
  const { container, beat } = stage(trading, journal, { live: { sessions: [] } });
  expect(said('entries-held')).toBe('terminal read breaker open');
  beat({ fault: 'The disk is full.' });
  expect(reads(container)).toContain('journal fault');
});

test('halted and reducing say so themselves, with who and why', () => {
  const journal = morning();
  journal.write('trading.changed', { to: 'reducing', reason: 'until reconciled', actor: 'engine', certificateId: null });
  const { container, feed } = stage(trading, journal, { frame: { link: 'down' } });
  expect(reads(container)).toBe('TradingCONFIRMREDUCINGuntil reconciled');
  journal.write('trading.changed', { to: 'halted', reason: 'Stop pressed', actor: 'trader:window', certificateId: null });
  feed();
  expect(reads(container)).toMatch(/^TradingCONFIRMHALTED\d\d:\d\d:\d\d by you$/);
});

test('before anything was heard there is no state and no mode', () => {
  const { container } = stage(trading, createJournal(PRESENT));
  expect([said('trading-state'), screen.queryByTestId('approval-mode')]).toEqual(['–', null]);
  expect(reads(container)).not.toContain('ACTIVE');
  expect(screen.queryByTestId('entries-held')).toBeNull();
});

test('a lost link is DOWN with its silence, and the mode is what the run is', () => {
  const { container } = stage(
    <>
      <ModeGauge />
      <LinkGauge />
    </>,
    morning('demo'),
    { frame: { link: 'down', mt5: true } },
  );
  expect(said('mode')).toBe('DEMO');
  expect(reads(container)).toMatch(/MT5 link.*DOWNsilent 42 s/);
});
