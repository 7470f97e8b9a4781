// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { defaultConfig } from '#shared/config';
import { StandingText } from '#renderer/panels/dialogs/standing-text.tsx';
import { TotalRoomGauge } from '#renderer/panels/frame/room-gauges.tsx';
import { StopButton } from '#renderer/panels/frame/stop-button.tsx';
import { HaltedCard } from '#renderer/panels/halt/index.ts';
import { PositionsPanel, PositionsView } from '#renderer/panels/positions/index.ts';
import { tradedCount } from '#renderer/panels/reading/index.ts';
import { RoomPanel } from '#renderer/panels/risk/room-panel.tsx';
import { morning, orderedSignal, PRESENT, DAY_START } from '../fixtures.ts';
import { createJournal, type JournalBuilder } from '../journal-builder.ts';
import { reads, said, stage } from '../stage.tsx';

const HEARD = {
  kind: 'mt5' as const,
  source: 'MT5 quotes',
  ageMs: 10,
  clockOffsetMs: 0,
  obstacle: null,
  bridge: null,
  names: [],
};
/** What a terminal that has not said anything yet leaves in a frame. */
const UNHEARD = { account: null, positions: [], orders: [], room: null };
/** A run over MetaTrader. */
function begun(): JournalBuilder {
  const journal = createJournal(DAY_START);
  const config = defaultConfig();
  journal.write('run.started', { version: '0.1.0', mode: 'demo', terminal: 'mt5', market: 'mt5', config });
  journal.wait(PRESENT - 1_000 - journal.now());
  return journal;
}

test.each([
  ['the deck', <PositionsPanel key="p" />],
  ['the view', <PositionsView key="p" />],
])('before the terminal has said what it holds, no list is called empty: %s', (_where, panel) => {
  const heard = stage(panel, begun(), { live: { positions: [], orders: [] } });
  expect(reads(heard.container)).toContain('No open position.');
  heard.unmount();
  const { container } = stage(panel, begun(), { frame: { link: 'down', mt5: true }, live: UNHEARD });
  expect(reads(container)).toContain('Not known yet: the terminal has not said what it holds.');
  expect(reads(container)).not.toMatch(/No open position|No working order|last snapshot|0 open/);
});

test.each([
  ['the deck', <PositionsPanel key="p" />],
  ['the view', <PositionsView key="p" />],
])('once the terminal is silent, an empty list is of the past: %s', (_where, panel) => {
  const { container, silence } = stage(panel, begun(), { live: { positions: [], orders: [] } });
  silence(5_000);
  expect(reads(container)).toContain('No open position when the terminal was last heard.');
  expect(reads(container)).not.toMatch(/No (open position|working order)\./);
});

test('a question marks its figures as of the past once they are', () => {
  const { container, silence } = stage(<StandingText />, begun(), { live: { positions: [], orders: [] } });
  expect(reads(container)).not.toContain('as last heard');
  silence(5_000);
  expect(reads(container)).toContain('as last heard, 0 open positions');
});

test('all can be asked to be closed though none was open when the terminal was last heard', () => {
  const journal = begun();
  journal.write('trading.changed', { to: 'halted', reason: 'Stop', actor: 'trader:window', certificateId: null });
  const { silence } = stage(<HaltedCard />, journal, { live: { positions: [], orders: [] } });
  const off = (): string | null => screen.getByTestId('flatten').getAttribute('aria-disabled');
  expect(off()).toBe('true');
  silence(5_000);
  expect(off()).toBeNull();
});

test('positions that only the journal knows are not called a snapshot', () => {
  const { container } = stage(<PositionsPanel />, morning(), { frame: { link: 'down' }, live: UNHEARD });
  expect(reads(container)).toContain('2 open, from the journal, no snapshot yet');
});

test('an act away from safety says that what is held is not known', () => {
  const { container } = stage(<StandingText />, begun(), { frame: { link: 'down', mt5: true }, live: UNHEARD });
  expect(reads(container)).toMatch(
    /the terminal has not said what it holds; we know of 0 open positions, unknown working orders/,
  );
});

test('the stop does not claim that nothing works at a terminal that is silent', () => {
  const { beat } = stage(<StopButton />, begun(), { frame: { link: 'down', mt5: true, orders: 0 } });
  expect(said('stop')).toContain('nothing known to cancel');
  beat({ terminal: { ...HEARD, link: 'up' } });
  expect(said('stop')).toMatch(/nothing to cancel/);
});

test('all can be asked to be closed while it is not known what is open', () => {
  const journal = begun();
  journal.write('trading.changed', { to: 'halted', reason: 'Stop', actor: 'trader:window', certificateId: null });
  const { beat } = stage(<HaltedCard />, journal, { frame: { link: 'down', mt5: true }, live: UNHEARD });
  expect(screen.getByTestId('flatten').getAttribute('aria-disabled')).toBeNull();
  beat({ account: null });
  expect(reads(screen.getByTestId('flatten'))).toBe('Close all positions…');
});

test.each([
  ['the strip', <TotalRoomGauge key="r" />, /account size is not set/],
  ['the view', <RoomPanel key="r" />, /for an account of another size.*Set the account size under Settings/],
])('floors of a rulebook for another account size are no room: %s', (_where, panel, words) => {
  const journal = morning();
  const { container, feed } = stage(panel, journal);
  expect(reads(container)).toContain('7,913.76');
  journal.write('block.raised', { block: 'account_size', reason: { code: 'account_size', text: 'Another size.' } });
  feed();
  expect(reads(container)).toMatch(words);
  expect(reads(container)).not.toContain('7,913.76');
});

test('a refused order, and one of unknown outcome, are not counted as traded', () => {
  const journal = morning();
  const before = tradedCount(journal.state.signals.values());
  const story = (id: string) => ({ id, symbol: 'EURUSD', side: 'BUY', pattern: 'M5_BOS' }) as const;
  orderedSignal(journal, story('no'), {
    kind: 'refused',
    retcode: 10006,
    class: 'final',
    text: 'Rejected',
    at: PRESENT,
  } as never);
  orderedSignal(journal, story('lost'), { kind: 'unknown', why: 'No answer', at: PRESENT });
  expect([before, tradedCount(journal.state.signals.values())]).toEqual([5, 5]);
});
