import { describe, expect, test } from 'vitest';
import type { Alarm } from '#shared/domain';
import type { AlarmLife } from '#shared/projection';
import { alarmMessages, type AlarmPolicy, type Told } from '#main/runtime/notifications/alarm-messages.ts';
import { isQuiet } from '#main/runtime/notifications/quiet-hours.ts';

const NOON = Date.UTC(2025, 5, 11, 12);
const MINUTE = 60_000;
const POLICY: AlarmPolicy = {
  escalateAfterMin: 10,
  tellReturned: true,
  quietHours: null,
  template: '{title}\n{cause}\n{consequence}\n{action}\n{deadline}',
};
const NIGHT = { from: '22:00', to: '07:00', timeZone: 'Europe/Prague', except: ['critical'] } as const;

const life = (changes: Partial<AlarmLife> = {}, alarm: Partial<Alarm> = {}): AlarmLife => ({
  alarm: {
    id: 'a1',
    kind: 'stop_missing',
    level: 'critical',
    title: 'A position has no stop',
    cause: 'EURUSD, ticket 7',
    consequence: 'Its loss has no limit.',
    action: 'Set a stop.',
    deadlineAt: null,
    raisedAt: NOON,
    count: 1,
    ...alarm,
  } as Alarm,
  state: 'active',
  acknowledged: null,
  shelvedUntil: null,
  ...changes,
});

/** What is told at each look: the alarm as it stands at a minute after it was raised. */
function toldAt(
  looks: readonly (readonly [minute: number, life: AlarmLife | null])[],
  changes: Partial<AlarmPolicy> = {},
): string[][] {
  let told: Told = new Map();
  return looks.map(([minute, alarm]) => {
    const alarms = new Map(alarm === null ? [] : [[alarm.alarm.id, alarm]]);
    const now = { nowMs: NOON + minute * MINUTE, account: 'account 7' };
    const result = alarmMessages(alarms, told, { ...POLICY, ...changes }, now);
    told = result.told;
    return result.messages.map(({ subject, isEscalation }) => `${subject}${isEscalation ? ' !' : ''}`);
  });
}
const RAISED = '[CRITICAL] A position has no stop';
const acknowledged = { by: 'trader', at: NOON };

describe('an alarm is told', () => {
  test('once when it is raised, and once when it is over', () => {
    expect(
      toldAt([
        [0, life()],
        [1, life()],
        [2, life({ state: 'returned' })],
        [3, life({ state: 'returned' })],
        [4, null],
      ]),
    ).toEqual([[RAISED], [], [`Over: ${RAISED}`], [], []]);
  });

  test('as over, too, when it is gone altogether; and not at all where that is not wanted', () => {
    expect(
      toldAt([
        [0, life()],
        [1, null],
        [2, null],
      ]),
    ).toEqual([[RAISED], [`Over: ${RAISED}`], []]);
    expect(
      toldAt(
        [
          [0, life()],
          [1, null],
        ],
        { tellReturned: false },
      ),
    ).toEqual([[RAISED], []]);
    expect(
      toldAt(
        [
          [0, life()],
          [1, life({ state: 'returned' })],
        ],
        { tellReturned: false },
      ),
    ).toEqual([[RAISED], []]);
  });

  test('when it is raised a second time, after it was over or not', () => {
    const again = life({}, { raisedAt: NOON + 5 * MINUTE });
    expect(
      toldAt([
        [0, life()],
        [1, life({ state: 'returned' })],
        [5, life()],
      ])[2],
    ).toEqual([RAISED]);
    expect(
      toldAt([
        [0, life()],
        [5, again],
        [6, again],
      ]),
    ).toEqual([[RAISED], [RAISED], []]);
  });

  test('again while nobody acknowledges it: three times, each as long after the one before', () => {
    const looks = [0, 9, 10, 11, 19, 20, 29, 30, 40, 90].map((minute) => [minute, life()] as const);
    const reminder = (minutes: number): string[] => [`Not acknowledged after ${minutes} min: ${RAISED} !`];
    expect(toldAt(looks)).toEqual([[RAISED], [], reminder(10), [], [], reminder(20), [], reminder(30), [], []]);
    expect(toldAt(looks, { escalateAfterMin: null }).flat()).toEqual([RAISED]);
  });

  test('not again once it is acknowledged, and not while it is shelved', () => {
    expect(
      toldAt([
        [0, life()],
        [10, life({ acknowledged })],
        [20, life({ acknowledged })],
      ]).flat(),
    ).toEqual([RAISED]);
    const shelved = life({ shelvedUntil: NOON + 15 * MINUTE });
    expect(
      toldAt([
        [0, life()],
        [10, shelved],
        [15, shelved],
      ]),
    ).toEqual([[RAISED], [], [`Not acknowledged after 15 min: ${RAISED} !`]]);
    expect(
      toldAt([
        [0, shelved],
        [14, shelved],
        [15, shelved],
      ]),
    ).toEqual([[], [], [RAISED]]);
  });

  test('not at all when it is over or acknowledged by the first look', () => {
    expect(
      toldAt([
        [0, life({ state: 'returned' })],
        [1, life({ acknowledged })],
      ]).flat(),
    ).toEqual([]);
  });

  test('after the quiet hours, if it stands then; of an excepted level at once', () => {
    const high = life({}, { level: 'high' });
    // 12:00 UTC is 14:00 in Prague; quiet from 22:00 there, 20:00 UTC, until 05:00 UTC.
    const at = (utcHour: number): number => (utcHour - 12) * 60;
    const quiet = { quietHours: NIGHT, escalateAfterMin: null };
    expect(
      toldAt(
        [
          [at(20), high],
          [at(28), high],
          [at(29), high],
        ],
        quiet,
      ),
    ).toEqual([[], [], ['[HIGH] A position has no stop']]);
    expect(toldAt([[at(20), life()]], quiet)).toEqual([[RAISED]]);
    expect(
      toldAt(
        [
          [at(20), high],
          [at(21), life({ state: 'returned' }, { level: 'high' })],
          [at(29), null],
        ],
        quiet,
      ).flat(),
    ).toEqual([]);
  });
});

test('its text is the template with the alarm in it: empty lines are left out, and what it quotes is no field', () => {
  const quoting = life({}, { cause: 'a symbol called {account}', consequence: '', deadlineAt: NOON + MINUTE });
  const now = { nowMs: NOON, account: 'account 7' };
  const textOf = (template: string): string | undefined =>
    alarmMessages(new Map([['a1', quoting]]), new Map(), { ...POLICY, template }, now).messages[0]?.text;
  expect(textOf(POLICY.template)).toBe(
    ['A position has no stop', 'a symbol called {account}', 'Set a stop.', 'Until 2025-06-11 12:01 UTC'].join('\n'),
  );
  expect(textOf('{level} of {account} at {time}')).toBe('critical of account 7 at 2025-06-11 12:00 UTC');
});

describe('quiet hours', () => {
  const prague = (iso: string): boolean => isQuiet(NIGHT, Date.parse(iso));
  test('go over midnight, from the first minute up to the last, by the clock on the wall', () => {
    const utc = ['2025-06-11T19:59Z', '2025-06-11T20:00Z', '2025-06-12T04:59Z', '2025-06-12T05:00Z'];
    expect(utc.map(prague)).toEqual([false, true, true, false]);
    // In winter the wall is an hour behind.
    expect(['2025-12-11T20:30Z', '2025-12-11T21:00Z'].map(prague)).toEqual([false, true]);
  });

  test('within a day are between its two times', () => {
    const lunch = { ...NIGHT, from: '12:00', to: '13:30', timeZone: 'Asia/Kolkata' };
    const utc = ['06:29', '06:30', '07:59', '08:00'].map((time) => isQuiet(lunch, Date.parse(`2025-06-11T${time}Z`)));
    expect(utc).toEqual([false, true, true, false]);
  });
});
