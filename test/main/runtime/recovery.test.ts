import { describe, expect, test } from 'vitest';
import { createRedecider } from '#main/host/redecide.ts';
import type { Calendar, Model } from '#ports';
import type { NewsEvent } from '#shared/domain';
import { CockpitInMemory, MONDAY } from './cockpit-in-memory.ts';

const AUTO = { approvals: { mode: 'auto' } };
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** A model that does what the test says, and counts how often it was asked. */
function modelThat(answer: () => Promise<number>): Model & { asked: number } {
  const model = {
    version: 'v3',
    asked: 0,
    score: async () => {
      model.asked += 1;
      return { probability: await answer(), version: 'v3' };
    },
  };
  return model;
}
const scoreOf = (story: CockpitInMemory, signalId: string) =>
  story.signal(signalId).decisions.find(({ stage }) => stage === 'u2')?.findings;
const acts = (story: CockpitInMemory): readonly string[] => story.recordsOf('recovery.acted').map(({ action }) => action);
const endings = (story: CockpitInMemory) => story.recordsOf('recovery.ended').map(({ verifiedBy }) => verifiedBy);
/** What was recorded is what the engine decides again. */
function decidedAgain(story: CockpitInMemory): string | undefined {
  const redecider = createRedecider('0.0.0');
  for (const record of story.records) {
    const problem = redecider.record(record);
    if (problem !== undefined) return `${record.seq} ${record.type}: ${problem}`;
  }
  return redecider.end();
}

describe('mt5_connection: retry, restart, notification', () => {
  test('a look that fails is repeated at once, and a fresh one ends the recovery', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.life.cut = true;
    await story.advance(5_100);
    const begun = [...story.cockpit.recoveries.values()].map(({ component, severity }) => [component, severity]);
    const looksBefore = acts(story).length;
    story.life.cut = false;
    await story.advance(3_000);
    expect([begun, looksBefore > 0, acts(story)[0], endings(story), story.cockpit.recoveries.size]).toEqual([
      [['mt5_connection', 'medium']],
      true,
      'retry',
      ['snapshot'],
      0,
    ]);
  });

  test('a link that stays away is reconnected, three times in ten minutes at most, and the trader is told', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    let restarts = 0;
    const reconnect = story.broker.reconnect.bind(story.broker);
    story.broker.reconnect = () => {
      restarts += 1;
      return reconnect();
    };
    story.life.cut = true;
    await story.advance(180_000);
    expect([restarts, story.notified.some((title) => title.startsWith('terminal')), story.cockpit.recoveries.size]).toEqual([
      2,
      true,
      1,
    ]);
    // One cause, one alarm: the link's own says that reconnecting goes on.
    const standing = [...story.cockpit.alarms.values()].filter(({ state }) => state === 'active').map(({ alarm }) => alarm.kind);
    expect([standing.includes('link_down'), standing.includes('recovery_stuck')]).toEqual([true, false]);
    story.life.cut = false;
    await story.advance(40_000);
    expect([endings(story), story.cockpit.recoveries.size, decidedAgain(story)]).toEqual([['snapshot'], 0, undefined]);
  });

  test('restarts are limited', async () => {
    const config = {
      ...AUTO,
      recovery: { restartsPerTenMinutes: 1, policies: { mt5_connection: [{ action: 'restart_component', attempts: 4 }] } },
    };
    const story = await CockpitInMemory.open({ config });
    let restarts = 0;
    const reconnect = story.broker.reconnect.bind(story.broker);
    story.broker.reconnect = () => ((restarts += 1), reconnect());
    story.life.cut = true;
    await story.advance(60_000);
    expect([restarts, acts(story).filter((action) => action === 'none').length > 0]).toEqual([1, true]);
  });
});

describe('signal_processing: retry, fallback', () => {
  test('a model that fails is asked again, and the signal is scored by the rule meanwhile, which says so', async () => {
    let isWell = false;
    const model = modelThat(() => (isWell ? Promise.resolve(0.9) : Promise.reject(new Error('weights are gone'))));
    const story = await CockpitInMemory.open({ config: AUTO, model });
    await story.submit('s1');
    await story.advance(100);
    const first = scoreOf(story, 's1');
    await story.advance(2_000);
    const asked = model.asked;
    isWell = true;
    await story.advance(60_000);
    await story.submit('s2', { symbol: 'GBPUSD' });
    await story.advance(100);
    expect(first).toMatchObject({ model: 'rule-score v1', trained: false, fallback: 'weights are gone' });
    expect([asked > 1, acts(story).includes('retry'), acts(story).includes('fallback'), endings(story)]).toEqual([
      true,
      true,
      true,
      ['answer'],
    ]);
    expect(scoreOf(story, 's2')).toMatchObject({ model: 'model v3', trained: true, probability: 0.9 });
    expect(decidedAgain(story)).toBeUndefined();
  });

  test.each([0, 1])('certainty (%s) is an answer, and a long version is cut where it is recorded', async (probability) => {
    const model: Model = { version: 'v', score: () => Promise.resolve({ probability, version: `v${'9'.repeat(80)}` }) };
    const story = await CockpitInMemory.open({ config: AUTO, model });
    await story.submit('s1');
    await story.advance(100);
    expect(scoreOf(story, 's1')).toMatchObject({ model: `model v${'9'.repeat(59)}`, trained: true, probability });
  });

  test.each([Number.NaN, -0.1, 1.5])('half an answer (%s) is no answer', async (probability) => {
    const story = await CockpitInMemory.open({ config: AUTO, model: modelThat(() => Promise.resolve(probability)) });
    await story.submit('s1');
    await story.advance(100);
    expect(scoreOf(story, 's1')).toMatchObject({ model: 'rule-score v1', trained: false });
  });

  test('a calendar that cannot be read leaves its last copy in use, with its age', async () => {
    const events: NewsEvent[] = [{ at: MONDAY + 3_600_000, currency: 'USD', impact: 'high', title: 'Payrolls' }];
    let isWell = true;
    const calendar: Calendar = {
      read: () =>
        isWell
          ? Promise.resolve({ source: 'calendar.json', events, coversUntil: MONDAY + 86_400_000, notes: [] })
          : Promise.reject(new Error('not JSON')),
    };
    const story = await CockpitInMemory.open({ config: AUTO, calendar });
    isWell = false;
    await story.advance(3_540_000);
    await story.submit('s1');
    await story.advance(100);
    const rule = story
      .signal('s1')
      .decisions.flatMap(({ criteria }) => criteria)
      .find(({ code }) => code === 'news');
    expect([story.standing('s1'), rule?.text]).toEqual([
      ['rejected', 'news'],
      'USD Payrolls in 1.0 minutes, entries keep 2 minutes away, until 14:02 UTC (calendar read 1.0 h ago).',
    ]);
    expect([acts(story).slice(0, 4), [...story.cockpit.recoveries.values()].map(({ agent }) => agent)]).toEqual([
      ['retry', 'retry', 'retry', 'fallback'],
      ['calendar'],
    ]);
  });
});

describe('trade_execution: probe, emergency stop', () => {
  test('an order in doubt is looked for, faster at first, and never sent again; in the end trading is halted and looking goes on', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.faults.push({ kind: 'timeout' });
    await story.submit('s1');
    story.life.cut = true;
    await story.advance(180_000);
    const halted = [story.cockpit.trading.state, story.cockpit.trading.reason.startsWith('Recovery: ')];
    const probes = story.recordsOf('terminal.probed').length;
    expect([halted, probes > 10, story.entriesSent.length, story.standing('s1')[0]]).toEqual([
      ['halted', true],
      true,
      1,
      'unknown',
    ]);
    const times = story.records.filter(({ type }) => type === 'recovery.acted').map(({ at }) => at);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeLessThan(600);
    story.life.cut = false;
    await story.advance(31_000);
    expect([story.standing('s1')[0], story.cockpit.positions.size, story.entriesSent.length, decidedAgain(story)]).toEqual([
      'open',
      1,
      1,
      undefined,
    ]);
  });

  test('goes on after a restart in the middle of it', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.faults.push({ kind: 'answer_lost' });
    await story.submit('s1');
    story.life.cut = true;
    await story.advance(12_000);
    const before = story.cockpit.recoveries.size;
    story.crash();
    await story.restart();
    await story.advance(6_000);
    expect([before > 0, story.standing('s1')[0], story.cockpit.recoveries.size, story.entriesSent.length]).toEqual([
      true,
      'open',
      0,
      1,
    ]);
  });

  test('a policy that would send an order again is refused', async () => {
    const config = { recovery: { policies: { trade_execution: [{ action: 'retry' }] } } };
    await expect(CockpitInMemory.open({ config })).rejects.toThrow(/never sent again/);
  });
});

describe('agent_communication: circuit break, fallback', () => {
  test('a model that does not answer is not asked for thirty seconds, and the rule scores', async () => {
    let isWell = false;
    const model = modelThat(() => (isWell ? Promise.resolve(0.8) : never()));
    const story = await CockpitInMemory.open({ config: AUTO, model });
    await story.submit('s1');
    await story.advance(200);
    const breaker = story.cockpit.breakers.get('model/read')?.state;
    await story.submit('s2', { symbol: 'GBPUSD' });
    await story.advance(100);
    const asked = model.asked;
    isWell = true;
    await story.advance(120_000);
    expect([breaker, asked, scoreOf(story, 's1')?.['fallback'], scoreOf(story, 's2')?.['fallback']]).toEqual([
      'OPEN',
      1,
      'no answer within 100 ms',
      'its breaker is open',
    ]);
    expect([acts(story).slice(0, 2), endings(story), model.asked > asked]).toEqual([
      ['circuit_break', 'fallback'],
      ['answer'],
      true,
    ]);
  });

  test('a notifier that fails is on record and tried again; the alarm stays on the screen', async () => {
    let isWell = false;
    const told: string[] = [];
    const notifier = {
      critical: (title: string) => {
        if (!isWell) throw new Error('no session bus');
        told.push(title);
      },
    };
    const story = await CockpitInMemory.open({ config: { ...AUTO, recovery: { escalation: { highFaults: 1 } } }, notifier });
    story.faults.push({ kind: 'timeout' });
    await story.submit('s1');
    await story.advance(3_000);
    const seen = story.recordsOf('fault.seen').filter(({ agent }) => agent === 'notifier').length;
    isWell = true;
    await story.advance(60_000);
    expect([seen > 0, told.length > 0, story.cockpit.alarms.get('escalated')?.alarm.level]).toEqual([true, true, 'critical']);
  });
});

describe('escalation', () => {
  const doubt = async (story: CockpitInMemory, id: string, symbol: string): Promise<void> => {
    story.faults.push({ kind: 'timeout' });
    await story.submit(id, { symbol });
    await story.advance(40_000); // The write breaker, opened by two outcomes in doubt, lets a probe pass again.
  };
  const wide = {
    ...AUTO,
    cells: { u3: { maxOpenPositions: 9 } },
    strategies: { m5_bos: { sessions: ['any'], maxConcurrent: 9 } },
  };

  test('the third high fault within five minutes halts trading and names all three', async () => {
    const story = await CockpitInMemory.open({ config: wide });
    await doubt(story, 's1', 'EURUSD');
    await doubt(story, 's2', 'GBPUSD');
    const before = story.cockpit.trading.state;
    await doubt(story, 's3', 'USDJPY');
    const [text] = story.recordsOf('recovery.escalated').map((one) => one.text);
    expect([before, story.cockpit.trading.state, text?.match(/did not say how an order ended/g)?.length]).toEqual([
      'active',
      'halted',
      3,
    ]);
  });

  test('not when they are further apart', async () => {
    const story = await CockpitInMemory.open({ config: wide });
    await doubt(story, 's1', 'EURUSD');
    await doubt(story, 's2', 'GBPUSD');
    await story.advance(300_000);
    await doubt(story, 's3', 'USDJPY');
    expect([story.cockpit.trading.state, story.recordsOf('recovery.escalated')]).toEqual(['active', []]);
  });
});

describe('every recovery', () => {
  test('begins, with its first step, in the very turn of its fault', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.life.cut = true;
    await story.advance(6_000);
    const fault = story.records.find(({ type }) => type === 'fault.seen');
    const own = story.records.filter(({ causationId }) => causationId === String(fault?.seq)).map(({ type }) => type);
    expect(own).toEqual(expect.arrayContaining(['recovery.began', 'recovery.acted']));
  });

  test('waits as long in a replay: the jitter comes from its own id', async () => {
    const times = async (): Promise<readonly number[]> => {
      const story = await CockpitInMemory.open({ config: AUTO });
      story.life.cut = true;
      await story.advance(60_000);
      return story.recordsOf('recovery.acted').map(({ dueAt }) => dueAt);
    };
    const [once, twice] = [await times(), await times()];
    expect(twice).toEqual(once);
    const pauses = once.map((at, index) => at - (once[index - 1] ?? at));
    expect(new Set(pauses.slice(1, 5)).size).toBeGreaterThan(2);
  });

  test('keeps to its budget', async () => {
    const policies = { mt5_connection: [{ action: 'retry', attempts: 5, baseMs: 50, maxMs: 50 }] };
    const config = { ...AUTO, recovery: { budgetPerMinute: 3, watchEveryMs: 1_000, policies } };
    const story = await CockpitInMemory.open({ config });
    story.life.cut = true;
    await story.advance(30_000);
    expect(acts(story).filter((action) => action === 'retry')).toHaveLength(3);
  });
});

test('prices that are stale refuse, as the fallback for market data is', async () => {
  const story = await CockpitInMemory.open({ config: AUTO });
  story.market.freeze(true);
  await story.advance(10_000);
  await story.submit('s1');
  await story.advance(100);
  expect(story.standing('s1')[0]).toBe('rejected');
});
