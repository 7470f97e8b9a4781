import { describe, expect, test } from 'vitest';
import type { Input } from '#shared/events';
import { present } from '#shared/lib';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { JournalFault, type Model } from '#ports';
import { CockpitInMemory } from './cockpit-in-memory.ts';
import { firstDisagreement, fromDisk } from './replayed.ts';

const AUTO = { approvals: { mode: 'auto' } };
/** One probe, then the emergency stop. */
const SHORT_POLICY = {
  policies: {
    trade_execution: [{ action: 'probe', attempts: 1, baseMs: 1_500, maxMs: 1_500, jitter: 0 }, { action: 'emergency_stop' }],
  },
};

/** Every entry that leaves the cockpit, with the trading state of that moment. */
function watched(story: CockpitInMemory): string[] {
  const left: string[] = [];
  const send = story.broker.send.bind(story.broker);
  story.broker.send = (request, taken) => {
    if (request.op === 'open') left.push(`${request.symbol} while ${story.cockpit.trading.state}`);
    return send(request, taken);
  };
  return left;
}

/** What was decided about the order of a signal, oldest first. */
const storyOf = (story: CockpitInMemory, signalId: string) => {
  const order = story.cockpit.orders.get(story.signal(signalId).orders[0] ?? '');
  return [order?.state, order?.resolvedBy, order?.sentAt, order?.reserve, ...story.standing(signalId)];
};

/** Something that is decided after the order's intent and becomes durable with it: served behind the real run, in one pump. */
function behindTheIntent(story: CockpitInMemory, make: () => Input): void {
  story.runtime.loop.post('normal', { actor: 'trader:test', correlationId: 'behind', causationId: null, make });
}

describe('nothing that adds risk is sent once something forbids it, though its intent came first and shares the commit', () => {
  type Case = readonly [what: string, code: string, make: (story: CockpitInMemory) => Input];
  const halt = (scope: { scope?: object } = {}): Input => ({
    type: 'halt.asked',
    payload: { reason: 'enough', flatten: false, snapshot: null, ...scope } as never,
  });
  const cases: readonly Case[] = [
    ['a halt', 'trading_active', () => halt()],
    [
      'a halt that closes',
      'trading_active',
      () => ({ type: 'halt.asked', payload: { reason: 'out', flatten: true, snapshot: null } }),
    ],
    ['a stop of its symbol', 'not_stopped', () => halt({ scope: { kind: 'symbol', symbol: 'EURUSD' } })],
    ['a stop of its strategy', 'not_stopped', () => halt({ scope: { kind: 'strategy', strategyId: 'm5_bos' } })],
    [
      'stricter rules',
      'rulebook_changed',
      (story) => ({
        type: 'operator.acted',
        payload: {
          action: {
            act: 'choose-rulebook',
            rulebook: { ...story.cockpit.config.rulebook, softStopPct: 30, hardStopPct: 40 },
            reason: 'a careful day',
          },
          facts: {
            link: 'up',
            linkAgeMs: 0,
            account: present(story.broker.snapshot(), 'the broker has an account').account,
            positions: [],
            orders: [],
            quote: null,
            specs: [],
          },
        },
      }),
    ],
    [
      'an account that was switched',
      'account_changed',
      (story) => {
        const snapshot = story.broker.snapshot.bind(story.broker);
        story.broker.snapshot = () => {
          const seen = snapshot();
          return seen === null ? null : { ...seen, account: { ...seen.account, login: '999' } };
        };
        return { type: 'journal.mended', payload: { downMs: 1 } };
      },
    ],
  ];

  test.each(cases)('%s', async (_what, code, make) => {
    const story = await CockpitInMemory.open();
    const left = watched(story);
    await story.submit('s1');
    story.runtime.act({ act: 'approve', signalId: 's1', digest: story.digest('s1') }, 'trader:test');
    behindTheIntent(story, () => make(story));
    await story.settle();
    const intended = story.records.find(({ type }) => type === 'order.intended');
    const behind = story.records.find(({ correlationId }) => correlationId === 'behind');
    // Without this order of records the test would show nothing.
    expect(present(intended, 'an entry was intended').seq).toBeLessThan(present(behind, 'and something came after it').seq);
    expect(left).toEqual([]);
    expect(storyOf(story, 's1')).toEqual(['refused', 'withheld', null, 0, 'failed', code]);
    expect(story.signal('s1').reason?.text).toMatch(/^Not sent: /);
    await story.advance(20_000);
    expect([left, story.entriesSent, story.cockpit.positions.size, story.bugs]).toEqual([[], [], 0, []]);
  });

  test('a drift that a look shows behind it', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.opened('held');
    const left = watched(story);
    const { account } = present(story.broker.snapshot(), 'the broker has an account');
    const body = JSON.stringify(story.signalBody('s1', { symbol: 'GBPUSD' }));
    void story.submitRaw(body);
    story.runtime.loop.post('low', {
      actor: 'terminal',
      correlationId: 'behind',
      causationId: null,
      make: () => ({
        type: 'terminal.observed',
        payload: { snapshot: { at: story.clock.nowMs(), account, positions: [], orders: [] }, link: 'up', recentDeals: [] },
      }),
    });
    await story.settle();
    expect([left, story.cockpit.trading.state, ...storyOf(story, 's1').slice(-2)]).toEqual([
      [],
      'reducing',
      'failed',
      'trading_active',
    ]);
  });

  test('what takes risk away leaves all the same', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const ticket = await story.opened('s1');
    story.runtime.act({ act: 'close-position', ticket }, 'trader:test');
    behindTheIntent(story, () => halt());
    await story.advance(500);
    expect([story.sent.map(({ op }) => op), story.cockpit.trading.state, story.cockpit.positions.size]).toEqual([
      ['open', 'close'],
      'halted',
      0,
    ]);
  });

  test('a test of the broker is an entry too', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const left = watched(story);
    story.runtime.act({ act: 'test-broker', test: 't', step: 'open', symbol: 'EURUSD' }, 'trader:test');
    behindTheIntent(story, () => halt());
    await story.advance(5_000);
    expect([left, story.sent, [...story.cockpit.orders.values()].map(({ state, resolvedBy }) => [state, resolvedBy])]).toEqual([
      [],
      [],
      [['refused', 'withheld']],
    ]);
  });

  test('one that was held back is the same decision in a replay, and after a restart it is neither sent nor looked for', async () => {
    const story = await CockpitInMemory.open();
    await story.submit('s1');
    story.runtime.act({ act: 'approve', signalId: 's1', digest: story.digest('s1') }, 'trader:test');
    behindTheIntent(story, () => halt());
    await story.settle();
    expect(firstDisagreement(fromDisk(story.records))).toBeNull();
    await story.restart();
    await story.advance(15_000);
    expect([story.sent, story.standing('s1'), story.cockpit.openOrders.size, story.cockpit.trading.state]).toEqual([
      [],
      ['failed', 'trading_active'],
      0,
      'halted',
    ]);
  });
});

test('the stop of a recovery falls due in the turn in which a model’s answer releases an entry: nothing leaves', async () => {
  const answers: (() => void)[] = [];
  const model: Model = {
    version: 'slow',
    score: () => new Promise((resolve) => answers.push(() => resolve({ probability: 0.8, version: 'slow' }))),
  };
  const story = await CockpitInMemory.open({ model, config: { model: { deadlineMs: 2_000 }, recovery: SHORT_POLICY } });
  const scored = async (): Promise<void> => {
    await story.settle();
    while (answers.length > 0) {
      for (const answer of answers.splice(0)) answer();
      await story.settle();
    }
  };
  await story.submit('doubtful', { symbol: 'USDJPY' });
  await scored();
  await story.submit('next', { symbol: 'GBPUSD' });
  await scored();
  // An entry whose outcome stays unknown, at a terminal where nothing can be looked up.
  story.faults.push({ kind: 'answer_lost' });
  story.broker.probe = () => Promise.resolve({ kind: 'unreachable', why: 'no history' });
  await story.approve('doubtful');
  await scored();
  story.life.blind = true;
  while (story.cockpit.recoveries.size === 0) await story.advance(250);
  const [recovery] = story.cockpit.recoveries.values();
  const dueAt = present(recovery, 'the order in doubt has a recovery').dueAt;
  while (story.clock.nowMs() < dueAt - 1) {
    story.clock.advanceBy(Math.min(100, dueAt - 1 - story.clock.nowMs()));
    await story.settle();
  }
  await story.approve('next'); // Its real run waits for the model.
  const left = watched(story);
  for (const answer of answers.splice(0)) answer();
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve(); // Its message is in the lane, and no pump has run.
  story.clock.spend(3);
  story.runtime.beat();
  await story.settle();
  await story.advance(5_000);
  const types = story.records.filter(({ type, payload }) =>
    type === 'trading.changed' ? (payload as { to: string }).to === 'halted' : type === 'order.intended',
  );
  expect(types.map(({ type }) => type)).toEqual(['order.intended', 'order.intended', 'trading.changed']);
  expect([left, story.cockpit.trading.state, story.standing('next')]).toEqual([[], 'halted', ['failed', 'trading_active']]);
});

test('an adapter that throws has not refused: the order is in doubt, and found', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  const send = story.broker.send.bind(story.broker);
  story.broker.send = (request, taken) => {
    void send(request, taken);
    return Promise.reject(new Error('the wire broke'));
  };
  await story.submit('s1');
  await story.advance(5);
  const first = story.recordsOf('order.resolved')[0]?.outcome;
  await story.advance(15_000);
  expect([first?.kind, story.standing('s1')[0], story.entriesSent.length]).toEqual(['unknown', 'open', 1]);
});

test('an entry whose commit failed is held back at once, and its end is on record when the journal writes again', async () => {
  const disk = { full: false };
  const story = await CockpitInMemory.open({
    config: AUTO,
    journal: (records) => {
      const journal = memoryJournal({ records, hashed: false });
      const commit = (): void => {
        if (disk.full) throw new JournalFault('disk full');
        journal.commit();
      };
      return { ...journal, commit, mend: () => !disk.full && (journal.commit(), true) };
    },
  });
  disk.full = true;
  await story.submit('s1');
  const meanwhile = storyOf(story, 's1');
  disk.full = false;
  await story.advance(3_000);
  expect([meanwhile, story.sent]).toEqual([['refused', 'withheld', null, 0, 'failed', 'journal_unavailable'], []]);
  expect(story.recordsOf('order.resolved').map(({ by }) => by)).toEqual(['withheld']);
});
