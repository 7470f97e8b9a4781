import { expect, test } from 'vitest';
import { differencesOf, type Part } from '#renderer/panels/past/differences.ts';
import { apply, emptyCockpit, fork, type AlarmLife, type CockpitState } from '#shared/projection';
import { morning, PRESENT } from '../../fixtures.ts';
import { frameFor } from '../../live-frames.ts';

const day = morning();
const state = (): CockpitState => day.records.reduce(apply, emptyCockpit());
const view = (cockpit: CockpitState) => ({ cockpit, live: frameFor(cockpit, PRESENT, 1) });

const ALARM: AlarmLife = {
  alarm: {
    id: 'new',
    kind: 'drift',
    level: 'high',
    title: 'Another one',
    cause: 'A test',
    consequence: 'None',
    action: 'None',
    deadlineAt: null,
    raisedAt: PRESENT,
    count: 1,
  },
  state: 'active',
  acknowledged: { by: 'trader:test', at: PRESENT },
  shelvedUntil: null,
};

test('a moment does not differ from itself', () => {
  expect(differencesOf(view(state()), view(state()))).toEqual([]);
});

test('of every part what is on one side alone, or otherwise on the other, is told with both', () => {
  const [a, b] = [state(), fork(state())];
  const [id, held] = [...b.positions][0] ?? [];
  const signal = [...b.signals.values()][0];
  if (id === undefined || held === undefined || signal === undefined) throw new Error('the morning has all of them');
  b.positions.set(id, { ...held, position: { ...held.position, stopLoss: 1.2, volume: 0.5 } });
  b.signals.delete(signal.signalId);
  b.alarms.set('new', ALARM);
  b.approvalMode = b.approvalMode === 'auto' ? 'confirm' : 'auto';
  const risk = b.config.limits.maxSpreadOfStop;
  b.config = { ...b.config, limits: { ...b.config.limits, maxSpreadOfStop: risk + 0.1 } };
  const [one, other] = [view(a), view(b)];
  const account = other.live.account;
  if (account === null) throw new Error('the morning has an account');
  const richer = { ...other, live: { ...other.live, account: { ...account, equity: account.equity + 12.5 } } };
  const found = differencesOf(one, richer);
  const of = (part: Part, what: string | RegExp) =>
    found.find((row) => row.part === part && (typeof what === 'string' ? row.what === what : what.test(row.what)));
  expect(of('Money', /^Equity/)?.change).toBe('+12.50');
  expect(of('Positions', new RegExp(`, ${id}$`))).toMatchObject({
    b: expect.stringMatching(/^0\.50 lots, stop 1\.2, /) as string,
  });
  expect(of('Signals', new RegExp(`, ${signal.signalId}$`))).toMatchObject({ b: '–' });
  expect(of('Alarms', 'Another one')).toMatchObject({ a: '–', b: 'high, stands, acknowledged' });
  expect(of('Trading', 'Approval mode')).toMatchObject({ a: a.approvalMode, b: b.approvalMode });
  expect(of('Settings', 'limits.maxSpreadOfStop')?.a).toBe(String(risk));
  expect(found.filter(({ part }) => part === 'Settings')).toHaveLength(1);
});

test('what nobody had told is a dash, and no change is made up', () => {
  const cockpit = state();
  const rows = differencesOf({ cockpit, live: null }, view(cockpit));
  expect(rows.find(({ what }) => what.startsWith('Equity'))).toMatchObject({ a: '–', change: '' });
});
