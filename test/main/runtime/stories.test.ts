import { describe, expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { JournalFault, type Journal } from '#ports';
import type { JournalRecord } from '#shared/events';
import { failingDisk } from './failing-disk.ts';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const AUTO = { approvals: { mode: 'auto' } };
const stopsOf = (story: CockpitInMemory) => [...story.cockpit.certificates.values()];

describe('one signal', () => {
  test('is confirmed, filled with its stop and target, closed at the target and fed back', async () => {
    const story = await CockpitInMemory.open();
    const answer = await story.submit('s1');
    const shown = story.standing('s1')[0];
    await story.approve('s1');
    await story.advance(50);
    const position = story.broker.snapshot()?.positions[0];
    await story.price('EURUSD', 1.165);
    await story.advance(1_000);
    const { decisions, trade } = story.signal('s1');
    expect([answer.kind, shown, position?.stopLoss, position?.takeProfit, story.standing('s1'), trade?.reason]).toEqual([
      'accepted',
      'awaiting_approval',
      1.15502,
      1.16302,
      ['closed', 'closed_tp'],
      'tp',
    ]);
    expect(decisions.map(({ stage, verdict }) => `${stage} ${verdict}`)).toEqual([
      'owner passed',
      'approval approved',
      'controller passed',
      'owner passed',
      'u1 passed',
      'u2 passed',
      'u3 passed',
      'u4 passed',
      'u5 passed',
    ]);
    expect([story.cockpit.performance.get('m5_bos')?.wins, story.cockpit.positions.size, story.bugs]).toEqual([1, 0, []]);
  });

  test('whose answer is lost after the fill is found again, and was sent once', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.faults.push({ kind: 'answer_lost' });
    await story.submit('s1');
    await story.advance(5_100);
    await story.advance(1_000);
    expect([
      story.standing('s1'),
      story.entriesSent.length,
      story.recordsOf('order.resolved').map(({ outcome }) => outcome.kind),
    ]).toEqual([['open', null], 1, ['unknown', 'confirmed']]);
  });

  test.each([
    ['before its order reached the terminal: failed, never sent again', true, ['failed', 'retcode_0'], 0],
    ['after it: found there, open', false, ['open', null], 1],
  ] as const)('cut off by a crash %s', async (_when, swallow, standing, held) => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.swallowSends = swallow;
    await story.submit('s1');
    story.crash();
    story.swallowSends = false;
    await story.advance(100);
    await story.restart();
    await story.advance(10_000);
    expect([
      story.standing('s1'),
      story.entriesSent.length,
      story.broker.snapshot()?.positions.length,
      story.cockpit.drift,
    ]).toEqual([standing, 1, held, null]);
  });
});

describe('the stop', () => {
  test('with an order on the wire: what lands after the latch is closed, everything is certified', async () => {
    const story = await CockpitInMemory.open({ config: { ...AUTO, cells: { u3: { onePositionPerSymbol: false } } } });
    const first = await story.opened('s1');
    const submitted = story.desk.submit({
      source: 'webhook',
      body: JSON.stringify(story.signalBody('s2', { symbol: 'GBPUSD' })),
      receivedAt: story.clock.nowMs(),
      traceId: 't',
      nonce: null,
    });
    await story.settle();
    await submitted;
    const underWay = story.standing('s2')[0];
    await story.act('trading.halt', { reason: 'test', flatten: true });
    const sentAtLatch = story.entriesSent.length;
    await story.advance(5_000);
    const [certificate] = stopsOf(story);
    const landed = story.signal('s2').ticket;
    expect([
      underWay,
      certificate?.state,
      certificate?.tickets.map(({ ticket, result }) => [ticket, result]),
      story.entriesSent.length - sentAtLatch,
      story.broker.snapshot()?.positions,
    ]).toEqual([
      'ordered',
      'flat',
      [
        [first, 'closed'],
        [landed, 'closed'],
      ],
      0,
      [],
    ]);
  });

  test('outlives a crash in the middle of its closes, and is finished by the next run', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.opened('s1');
    story.swallowSends = true;
    await story.act('trading.halt', { reason: 'test', flatten: true });
    story.crash();
    story.swallowSends = false;
    await story.restart();
    const halted = story.cockpit.trading.state;
    await story.advance(20_000);
    await story.submit('s2');
    expect([
      halted,
      stopsOf(story).map(({ state }) => state),
      story.broker.snapshot()?.positions,
      story.standing('s2'),
      story.entriesSent.length,
    ]).toEqual(['halted', ['flat'], [], ['rejected', 'trading_active'], 1]);
  });

  test('with the link down it latches at once and closes when the terminal is back', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.opened('s1');
    story.life.cut = true;
    await story.advance(6_000);
    const answer = await story.act('trading.halt', { reason: 'test', flatten: true });
    const latched = story.cockpit.trading.state;
    story.life.cut = false;
    await story.advance(20_000);
    expect([answer.ok, latched, stopsOf(story).map(({ state }) => state), story.broker.snapshot()?.positions]).toEqual([
      true,
      'halted',
      ['flat'],
      [],
    ]);
  });
});

describe('a disk that is full', () => {
  test('nothing is sent that could not be written down; trading is latched, and says so', async () => {
    const disk = failingDisk();
    const story = await CockpitInMemory.open({ config: AUTO, journal: disk.make });
    disk.full = true;
    const answer = await story.submit('s1');
    await story.advance(2_000);
    const later = await story.submit('s2');
    expect([
      answer.kind,
      later,
      story.entriesSent,
      story.cockpit.trading.state,
      story.notified,
      story.desk.health().healthy,
    ]).toMatchObject([
      'unavailable',
      { kind: 'unavailable', code: 'journal_unavailable' },
      [],
      'halted',
      ['Journal cannot be written'],
      false,
    ]);
  });

  test('closing goes on without it', async () => {
    const disk = failingDisk();
    const story = await CockpitInMemory.open({ config: AUTO, journal: disk.make });
    await story.opened('s1');
    disk.full = true;
    await story.act('trading.halt', { reason: 'test', flatten: true });
    await story.advance(5_000);
    expect([story.broker.snapshot()?.positions, story.cockpit.trading.state]).toEqual([[], 'halted']);
  });

  test('raises its alarm within a second, and when there is room again the run goes on: nothing is missing, trading waits', async () => {
    const disk = failingDisk();
    const story = await CockpitInMemory.open({ config: AUTO, journal: disk.make });
    await story.opened('s1');
    disk.full = true;
    await story.submit('s2', { symbol: 'GBPUSD' });
    await story.advance(1_000);
    const alarm = story.cockpit.alarms.get('journal_failed')?.alarm.level;
    const refused = await story.act('trading.resume', { typed: 'RESUME', reason: 'too early' });
    await story.act('position.close', { ticket: [...story.cockpit.positions.keys()][0] ?? '' });
    await story.advance(5_000);
    const closed = story.broker.snapshot()?.positions.length;
    disk.full = false;
    await story.advance(20_000);
    const { lastSeq } = story.journal.stats();
    expect([alarm, refused.ok, closed, story.runtime.loop.fault, lastSeq === story.cockpit.lastSeq]).toEqual([
      'critical',
      false,
      0,
      null,
      true,
    ]);
    expect([story.cockpit.trading.state, story.cockpit.alarms.get('journal_failed')?.state, story.standing('s1')[0]]).toEqual([
      'halted',
      'returned',
      'closed',
    ]);
    expect([story.entriesSent.length, story.recordsOf('journal.mended').length, story.cockpit.openOrders.size]).toEqual([
      1, 1, 0,
    ]);
    const after = await story.act('trading.resume', { typed: 'RESUME', reason: 'there is room' });
    await story.submit('s3', { symbol: 'USDJPY' });
    await story.advance(1_000);
    expect([after.ok, story.standing('s3')[0], story.bugs]).toEqual([true, 'open', []]);
  });
});

test('a flood of forged requests is kept on record without filling it: twenty of a kind, then one that counts the rest', async () => {
  const story = await CockpitInMemory.open();
  for (let i = 0; i < 500; i += 1)
    story.desk.refuseAtDoor({ code: 'bad_signature', source: 'webhook', detail: 'forged', nonce: null });
  await story.advance(61_000);
  const counts = story.recordsOf('intake.refused').map(({ count }) => count);
  expect([counts.length, counts.at(-1), story.cockpit.intake.authFailures]).toEqual([21, 480, 500]);
});

test('a start shows its steps, and a sealed run is told from a broken one', async () => {
  const story = await CockpitInMemory.open();
  const steps = story.runtime.startup.view();
  await story.restart();
  story.crash();
  await story.restart();
  expect([
    steps.phase,
    steps.steps.map(({ name, state }) => `${name} ${state}`),
    story.recordsOf('run.sealed').map(({ how }) => how),
  ]).toEqual([
    'ready',
    ['journal done', 'run done', 'terminal done', 'candles done', 'reconcile done', 'resume done'],
    ['clean', 'recovered'],
  ]);
});

test('a notifier that fails as the journal fails stands in nobody’s way: trading is latched, closing goes on', async () => {
  const disk = failingDisk();
  const notifier = {
    critical: () => {
      throw new Error('no notification service');
    },
  };
  const story = await CockpitInMemory.open({ config: AUTO, journal: disk.make, notifier });
  await story.opened('s1');
  disk.full = true;
  await story.submit('s2');
  story.runtime.halt({ reason: 'close all', flatten: true }, 'trader');
  await story.advance(1_000);
  expect([story.bugs, story.cockpit.trading.state, story.broker.snapshot()?.positions.length]).toEqual([[], 'halted', 0]);
});

test('a journal that is lost for the run is left alone: said once, with what to do, and closing goes on', async () => {
  const disk = { full: false, isLost: false, tries: 0 };
  const make = (records: readonly JournalRecord[]): Journal => {
    const journal = memoryJournal({ records, hashed: false });
    const refuse = (isOver: boolean): void => {
      if (isOver) throw new JournalFault('more than can be kept');
    };
    return {
      ...journal,
      append: (batch) => {
        refuse(disk.isLost);
        journal.append(batch);
      },
      commit: () => {
        refuse(disk.full);
        journal.commit();
      },
      mend: () => {
        disk.tries += 1;
        return false;
      },
    };
  };
  const story = await CockpitInMemory.open({ config: AUTO, journal: make });
  await story.opened('s1');
  disk.full = true;
  await story.submit('s2', { symbol: 'GBPUSD' });
  await story.advance(3_000);
  const whileKept = disk.tries;
  disk.isLost = true;
  story.notified.length = 0;
  await story.advance(60_000);
  const whileLost = disk.tries - whileKept;
  const { action } = story.cockpit.alarms.get('journal_lost')?.alarm ?? {};
  await story.act('position.close', { ticket: [...story.cockpit.positions.keys()][0] ?? '' });
  await story.advance(5_000);
  expect({
    tries: [whileKept >= 2, whileLost <= 1],
    notified: story.notified,
    action,
    held: story.broker.snapshot()?.positions.length,
    trading: story.cockpit.trading.state,
    bugs: story.bugs,
  }).toEqual({
    tries: [true, true],
    notified: ['Restart the cockpit'],
    action: 'Free space on the disk, or mend it; then restart the cockpit. It does not write again by itself.',
    held: 0,
    trading: 'halted',
    bugs: [],
  });
});
