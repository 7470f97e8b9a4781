import { describe, expect, test } from 'vitest';
import { virtualClock } from '#main/adapters/system/index.ts';
import { People, type NotifySettings } from '#main/runtime/notifications/index.ts';
import { Notifications } from '#main/runtime/notifications/notifications.ts';
import { ChannelFault, type Channel, type ChannelMessage } from '#ports';
import type { Alarm } from '#shared/domain';
import { emptyCockpit, type AlarmLife } from '#shared/projection';

const NOON = Date.UTC(2025, 5, 11, 12);
const MINUTE = 60_000;

/** A channel that a test holds in its hand. */
class HandChannel implements Channel {
  readonly kind = 'hand';
  readonly id: string;
  readonly got: string[] = [];
  /** Thrown at the next attempts, the first first. */
  readonly faults: Error[] = [];
  constructor(id = 'phone') {
    this.id = id;
  }
  async send({ subject, text }: ChannelMessage): Promise<void> {
    const fault = this.faults.shift();
    if (fault !== undefined) throw fault;
    this.got.push(`${subject}${/\n\(.*left out.*/.exec(text)?.[0] ?? ''}`);
  }
}

function story(
  changes: { recipients?: NotifySettings['recipients']; perHour?: number; deadMan?: NotifySettings['deadMan'] } = {},
) {
  const clock = virtualClock(NOON);
  const cockpit = emptyCockpit();
  const channel = new HandChannel();
  const log: string[] = [];
  let isWell = true;
  const notifications = new Notifications({
    recipients: [{ id: 'phone', channel, levels: ['critical', 'high'], onlyEscalations: false }],
    policy: {
      escalateAfterMin: 10,
      tellReturned: true,
      quietHours: null,
      template: '{title}',
      perHour: changes.perHour ?? 30,
    },
    deadMan: null,
    ...changes,
    clock,
    log: { write: (_level, message) => void log.push(message) },
    cockpit: () => cockpit,
    account: () => 'account 7',
    isWell: () => isWell,
  });
  const raise = (id: string, level: Alarm['level'] = 'critical'): void => {
    const alarm = {
      id,
      kind: 'stop_missing',
      level,
      title: id,
      cause: '',
      consequence: '',
      action: '',
      deadlineAt: null,
      count: 1,
    };
    const raised = {
      alarm: { ...alarm, raisedAt: clock.nowMs() } as Alarm,
      state: 'active',
      acknowledged: null,
      shelvedUntil: null,
    };
    cockpit.alarms.set(id, raised as AlarmLife);
  };
  const passes = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 500) {
      clock.advanceBy(Math.min(500, left));
      for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
    }
  };
  return { clock, cockpit, channel, log, notifications, raise, passes, setWell: (value: boolean) => void (isWell = value) };
}

describe('other settings', () => {
  test('take over what was told: nothing is told twice, and what is new goes by them', async () => {
    const clock = virtualClock(NOON);
    const cockpit = emptyCockpit();
    const [old, fresh] = [new HandChannel('old'), new HandChannel('fresh')];
    const around = {
      clock,
      log: { write: () => undefined },
      cockpit: () => cockpit,
      account: () => 'account 7',
      isWell: () => true,
    };
    const by = (channel: HandChannel): NotifySettings => ({
      recipients: [{ id: channel.id, channel, levels: ['critical'], onlyEscalations: false }],
      policy: { escalateAfterMin: null, tellReturned: true, quietHours: null, template: '{title}', perHour: 30 },
      deadMan: null,
    });
    const people = new People(around, null, by(old));
    const raise = (id: string): void => {
      const alarm = {
        id,
        kind: 'stop_missing',
        level: 'critical',
        title: id,
        cause: '',
        consequence: '',
        action: '',
        deadlineAt: null,
        raisedAt: NOON,
      };
      cockpit.alarms.set(id, { alarm, state: 'active', acknowledged: null, shelvedUntil: null } as unknown as AlarmLife);
    };
    const pass = async (): Promise<void> => {
      for (let at = 0; at < 8; at += 1) {
        clock.advanceBy(500);
        for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
      }
    };
    raise('one');
    await pass();
    people.use(by(fresh));
    raise('two');
    await pass();
    expect([old.got, fresh.got]).toEqual([['[CRITICAL] one'], ['[CRITICAL] two']]);
    people.use(null);
    raise('three');
    await pass();
    expect([people.view(), await people.test(null), fresh.got.length]).toEqual([null, [], 1]);
    people.close();
  });
});

describe('alarms to people', () => {
  test('go within two seconds to the channels of their level, the reminder to those that wait for it', async () => {
    const [boss, mail] = [new HandChannel('boss'), new HandChannel('mail')];
    const { raise, passes } = story({
      recipients: [
        { id: 'boss', channel: boss, levels: ['critical'], onlyEscalations: true },
        { id: 'mail', channel: mail, levels: ['critical', 'high', 'advisory'], onlyEscalations: false },
      ],
    });
    raise('one');
    raise('two', 'advisory');
    await passes(2_000);
    expect([boss.got, mail.got]).toEqual([[], ['[CRITICAL] one', '[ADVISORY] two']]);
    await passes(10 * MINUTE);
    expect([boss.got, mail.got.length]).toEqual([['Not acknowledged after 10 min: [CRITICAL] one'], 4]);
  });

  test('what fails for the moment is sent again when the service says, and what fails for good is not', async () => {
    const { channel, raise, passes, notifications, log } = story();
    channel.faults.push(new ChannelFault('busy', 30_000), new ChannelFault('the token is wrong', null));
    raise('one');
    await passes(29_000);
    expect([channel.got, notifications.view().channels[0]]).toMatchObject([[], { waiting: 1, problem: 'busy', sent: 0 }]);
    await passes(5_000);
    expect(notifications.view().channels[0]).toMatchObject({ waiting: 0, problem: 'the token is wrong', dropped: 1 });
    raise('two');
    await passes(2_000);
    // The one that was lost is counted in the next.
    expect(channel.got).toEqual(['[CRITICAL] two\n(1 earlier messages were left out: open the cockpit)']);
    expect([notifications.view().channels[0], log.length]).toMatchObject([
      { problem: null, sent: 1, lastSentAt: expect.any(Number) },
      2,
    ]);
  });

  test('so many an hour, the last place for what is critical; the rest waits, and what is an hour old is left out', async () => {
    const { channel, raise, passes, notifications } = story({ perHour: 3 });
    for (const id of ['a', 'b', 'c', 'd']) raise(id, 'high');
    await passes(2_000);
    expect(channel.got).toEqual(['[HIGH] a', '[HIGH] b']);
    expect(notifications.view().channels[0]).toMatchObject({ waiting: 2 });
    await passes(61 * MINUTE);
    const view = notifications.view().channels[0];
    // c and d are old by then, and the next message counts them; the reminders of a and b go in their place.
    expect([channel.got.slice(2), view?.dropped]).toEqual([
      [
        'Not acknowledged after 10 min: [HIGH] a\n(2 earlier messages were left out: open the cockpit)',
        'Not acknowledged after 10 min: [HIGH] b',
      ],
      2,
    ]);
  });

  test('a hundred wait at most, and the least urgent goes first', async () => {
    const { channel, raise, passes, notifications } = story({ perHour: 1_000 });
    channel.faults.push(new ChannelFault('down', 30 * MINUTE));
    raise('first', 'high');
    await passes(1_500);
    for (let at = 0; at < 120; at += 1) raise(`h${at}`, 'high');
    for (let at = 0; at < 20; at += 1) raise(`c${at}`);
    await passes(1_500);
    expect(notifications.view().channels[0]).toMatchObject({ waiting: 100, dropped: 41 });
    await passes(58 * MINUTE);
    // What was urgent is still there.
    expect(channel.got.filter((subject) => /^\[CRITICAL\] c\d+/.test(subject))).toHaveLength(20);
  });

  test('nothing is told after it is closed', async () => {
    const { channel, raise, passes, notifications } = story();
    channel.faults.push(new ChannelFault('busy', 30_000));
    raise('one');
    await passes(1_500);
    notifications.close();
    raise('two');
    await passes(MINUTE);
    expect(channel.got).toEqual([]);
  });

  test('the test goes to every channel past limits and levels, and says what to put right', async () => {
    const [good, bad] = [new HandChannel('good'), new HandChannel('bad')];
    const { notifications } = story({
      recipients: [good, bad].map((channel) => ({ id: channel.id, channel, levels: ['critical'], onlyEscalations: true })),
    });
    bad.faults.push(new ChannelFault('the token is wrong', null));
    expect(await notifications.test()).toEqual([
      { id: 'good', kind: 'hand', ok: true, detail: 'delivered', ms: 0 },
      { id: 'bad', kind: 'hand', ok: false, detail: 'the token is wrong', ms: 0 },
    ]);
    expect(good.got).toEqual(['[TEST] Mikrobot Cockpit']);
  });
});

test('what waits for a place of the hour goes when the oldest is an hour old, however late it began to wait', async () => {
  const { channel, raise, passes } = story({ perHour: 2 });
  raise('one');
  raise('two');
  await passes(5_000);
  await passes(5 * MINUTE);
  raise('three');
  await passes(54 * MINUTE);
  const within = channel.got.length;
  await passes(2 * MINUTE);
  expect([within, channel.got.length, channel.got[2]]).toEqual([2, 4, expect.stringContaining('three')]);
});

describe('the dead man’s switch', () => {
  test('is not asked again while it has not answered', async () => {
    let pings = 0;
    const { passes } = story({
      deadMan: { everyMs: MINUTE, ping: () => ((pings += 1), new Promise<string | null>(() => undefined)) },
    });
    await passes(5 * MINUTE);
    expect(pings).toBe(1);
  });

  test('is asked while the cockpit is well, and silent while it is not', async () => {
    const answers: (string | null)[] = [];
    let pings = 0;
    const { passes, setWell, notifications } = story({
      deadMan: {
        everyMs: MINUTE,
        ping: async () => {
          pings += 1;
          const answer = answers.shift() ?? null;
          if (answer === 'throw') throw new Error('it fell over');
          return answer;
        },
      },
    });
    await passes(2 * MINUTE + 5_000);
    setWell(false);
    await passes(5 * MINUTE);
    const silent = pings;
    setWell(true);
    answers.push('hc.example answers 404');
    await passes(2_000);
    expect([silent, pings]).toEqual([3, 4]);
    expect(notifications.view().deadMan).toEqual({ lastPingAt: expect.any(Number), problem: 'hc.example answers 404' });
    await passes(MINUTE);
    expect(notifications.view().deadMan?.problem).toBeNull();
    answers.push('throw');
    await passes(MINUTE);
    expect(notifications.view().deadMan?.problem).toBe('it fell over');
  });
});
