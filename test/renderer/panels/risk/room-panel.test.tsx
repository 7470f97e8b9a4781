// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { RoomPanel } from '#renderer/panels/risk/room-panel.tsx';
import { morning, roomView } from '../../fixtures.ts';
import { reads, stage } from '../../stage.tsx';

const ROOM = roomView(97_913.76, 1_368.66);
const shown = (room: Partial<typeof ROOM> = {}) => stage(<RoomPanel />, morning(), { live: { room: { ...ROOM, ...room } } });

test('both floors with what is left above them, and what open stops and sent orders would take', () => {
  const text = reads(shown({ reserved: 250 }).container);
  expect(text).toMatch(/Today, floor 93,640\.00.*4,273\.76 USD of 5,000\.00 · 14\.5 % used/);
  expect(text).toMatch(/Total, floor 90,000\.00.*7,913\.76 USD of 10,000\.00/);
  expect(text).toContain('If every stop is hit−1,368.66 USD');
  expect(text).toContain('Reserved by sent orders−250.00 USD');
  expect(text).toContain('98,640.00 USD');
});

test.each([
  ['plenty', 4_000, ''],
  ['half of the limit', 2_500, 'High: '],
  ['a fifth of the limit', 1_000, 'Critical: '],
  ['nothing', -120.5, 'Critical: '],
])('how little is left is told by a level, in words too: %s', (_what, dayRoom, word) => {
  const { container } = shown({ dayRoom, totalRoom: 10_000 });
  const [line] = reads(container).split('Total, floor');
  expect(/(High|Critical): /.exec(line ?? '')?.[0] ?? '').toBe(word);
  expect(line).toContain(dayRoom < 0 ? '−120.50 USD' : 'USD of 5,000.00');
});

test('the limit bar says in words what it draws', () => {
  const { container } = shown();
  expect(container.querySelector('[role=img]')?.getAttribute('aria-label')).toBe(
    '4,273.76 of 5,000.00 left: 14.5 % used, 41.9 % if every stop is hit; soft stop at 60 %, hard stop at 80 %',
  );
});

test('a day that would end in a breach is called one', () => {
  const breach = reads(shown({ tomorrow: { floor: 99_000, room: -1_086.24 } }).container);
  expect(breach).toMatch(/If the day ended nowHigh: floor 99,000\.00, equity 1,086\.24 USD below: a breach/);
  const fine = reads(shown({ tomorrow: { floor: 93_000, room: 4_913.76 } }).container);
  expect(fine).toContain('equity 4,913.76 USD above');
});

test('money of another account currency has its digits', () => {
  const account = { ...frameAccount, currency: 'JPY' };
  const { container } = stage(<RoomPanel />, morning(), { live: { room: ROOM, account } });
  expect(reads(container)).toContain('floor 93,640');
  expect(reads(container)).toContain('4,274 JPY of 5,000');
});
const frameAccount = {
  ...{ login: '1', server: 's', company: 'c', leverage: 100, marginMode: 'hedging' as const, algoTrading: true },
  ...{ balance: 1, equity: 1, margin: 0, freeMargin: 1, marginLevel: 0 },
};

test('figures of a silent engine are marked as old', () => {
  const { container, silence } = shown();
  expect(container.querySelector('.panel.is-old')).toBeNull();
  silence(5_000);
  expect(container.querySelector('.panel.is-old')).not.toBeNull();
});
