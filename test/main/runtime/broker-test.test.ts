import { describe, expect, test } from 'vitest';
import type { BrokerTest, Position } from '#shared/domain';
import { CockpitInMemory } from './cockpit-in-memory.ts';

type Prepare = (story: CockpitInMemory) => Promise<void>;
const halted: Prepare = (story) => {
  story.runtime.halt({ reason: 'test', flatten: false }, 'trader');
  return Promise.resolve();
};
const busy: Prepare = async (story) => {
  await story.opened('s1');
};

const AUTO = { approvals: { mode: 'auto' } };

async function tested(story: CockpitInMemory, symbol = 'EURUSD') {
  const running = story.desk.command('broker.test', { symbol }, 'trader:test');
  const end = { isOver: false };
  void running.finally(() => (end.isOver = true));
  for (let turn = 0; turn < 800 && !end.isOver; turn++) await story.advance(100);
  const answer = await running;
  return answer.ok ? answer.value.test : answer.error;
}

describe('a test of the broker', () => {
  test('trades the smallest volume in and out through the ledger, and reads back the outcome', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const report = await tested(story);
    expect(report).toMatchObject({
      result: 'passed',
      symbol: 'EURUSD',
      text: expect.stringMatching(/^The test cost 0\.\d\d USD, 3 deals$/) as string,
    });
    expect('steps' in report && report.steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['open', true],
      ['move_stops', true],
      ['close_part', true],
      ['close_rest', true],
    ]);
    expect('findings' in report && Object.fromEntries(report.findings.map(({ about, text }) => [about, text]))).toMatchObject({
      Comment: 'The position carries the client id',
      Filling: 'Filled whole',
      'Stop loss': 'The stop stands as asked',
      Commission: 'about 7.50 USD a lot, with entry and exit',
      Clock: 'Deals are stamped with our time',
    });
    const { cockpit } = story;
    expect([
      cockpit.positions.size,
      cockpit.openOrders.size,
      cockpit.drift,
      cockpit.trades.map(({ volume }) => volume),
      cockpit.performance.size,
    ]).toEqual([0, 0, null, [0.02], 0]);
    expect(story.sent.map(({ op }) => op)).toEqual(['open', 'modify', 'close', 'close']);
    expect(story.bugs).toEqual([]);
  });

  test('its position is ours while it stands', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    void story.desk.command('broker.test', { symbol: 'EURUSD' }, 'trader:test');
    await story.advance(20);
    expect([...story.cockpit.positions.values()].map(({ foreign, signalId }) => [foreign, signalId])).toEqual([[false, null]]);
    const second = await story.desk.command('broker.test', { symbol: 'EURUSD' }, 'trader:test');
    expect(second).toMatchObject({ ok: false, error: { code: 'test_under_way' } });
    await story.advance(10_000);
    expect(story.cockpit.positions.size).toBe(0);
  });

  test.each([
    [
      'an entry that is refused ends it',
      [{ kind: 'refuse', retcode: 10017, text: 'Trade disabled' }],
      [['open', false]],
      'Trade disabled (10017)',
    ],
    [
      'stops that are refused are reported, and the position is closed all the same',
      [null, { kind: 'refuse', retcode: 10016, text: 'Invalid stops' }],
      [
        ['open', true],
        ['move_stops', false],
        ['close_part', true],
        ['close_rest', true],
      ],
      'Invalid stops (10016)',
    ],
    [
      'a close that is refused leaves a position, and says so',
      [null, null, null, { kind: 'refuse', retcode: 10006, text: 'Rejected' }],
      [
        ['open', true],
        ['move_stops', true],
        ['close_part', true],
        ['close_rest', false],
      ],
      expect.stringMatching(/^Position \d+ is still open: close it under Positions$/),
    ],
  ] as const)('%s', async (_name, faults, steps, text) => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.faults.push(...(faults as unknown as typeof story.faults));
    const report = await tested(story);
    expect(report).toMatchObject({ result: 'failed', text });
    expect('steps' in report && report.steps.map(({ step, ok }) => [step, ok])).toEqual(steps);
  });

  test('a broker that writes its own comments is named, and the test still ends well', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.faults.push({ kind: 'comment_replaced', text: 'own words' });
    const report = await tested(story);
    expect(report).toMatchObject({ result: 'passed' });
    expect('findings' in report && report.findings[0]?.text).toContain('The broker changes comments');
  });

  test.each([
    ['a halt', halted, 'hard_limit'],
    ['something open', busy, 'account_busy'],
  ] as const)('is refused with %s', async (_name, prepare, code) => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await prepare(story);
    const sent = story.sent.length;
    expect(await tested(story)).toMatchObject({ code });
    expect(story.sent.length).toBe(sent);
  });

  test('is refused for a symbol that the terminal does not have', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    expect(await tested(story, 'EURCHF')).toMatchObject({ code: 'unknown_symbol' });
  });

  test('is told with what was seen at every step, where, and how long it took', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const beganAt = Math.floor(story.clock.nowMs());
    const report = (await tested(story)) as BrokerTest;
    const [opened, moved] = story.sent;
    const stop = opened?.op === 'open' ? opened.stopLoss : 0;
    const levels = moved?.op === 'modify' ? moved : { stopLoss: 0, takeProfit: 0 };
    const { login, server } = story.broker.snapshot()?.account ?? { login: '?', server: '?' };
    expect(report.steps.map(({ text }) => text)).toEqual([
      expect.stringMatching(new RegExp(`^0.02 lots bought at [0-9.]+, stop ${stop}$`)),
      `Stop now ${levels.stopLoss}, target ${levels.takeProfit ?? 'none'}`,
      '0.01 lots are left, under the same ticket',
      'Nothing is left',
    ]);
    expect(report.findings.map(({ about }) => about)).toContain('Slippage');
    expect([report.account, report.beganAt]).toEqual([`${login} at ${server}`, beganAt]);
    expect(report.steps.every(({ ms }) => Number.isInteger(ms) && ms > 0 && ms < 5_000)).toBe(true);
    const passed = report.steps.reduce((sum, { ms }) => sum + ms, 0);
    expect(report.endedAt - beganAt).toBeGreaterThanOrEqual(passed - 4);
    expect(report.endedAt - beganAt).toBeLessThan(10_000);
  });

  test('can be run again when it is over, also after a refusal', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    expect(await tested(story, 'EURCHF')).toMatchObject({ code: 'unknown_symbol' });
    expect(await tested(story)).toMatchObject({ result: 'passed' });
    const again = (await tested(story)) as BrokerTest;
    expect([again.result, again.text]).toEqual(['passed', expect.stringMatching(/3 deals$/)]);
  });

  /** A terminal whose picture goes on showing what a test says. */
  const showing = (story: CockpitInMemory, look: (held: Position, sent: number) => Position): void => {
    const snapshot = story.broker.snapshot.bind(story.broker);
    story.broker.snapshot = () => {
      const seen = snapshot();
      return seen === null ? null : { ...seen, positions: seen.positions.map((held) => look(held, story.sent.length)) };
    };
  };

  test.each<[string, (held: Position) => Position, number, RegExp]>([
    [
      'a stop that does not move',
      (held) => ({ ...held, stopLoss: 1 }),
      1,
      /^Answered as done, but the position does not show the stop [0-9.]+$/,
    ],
    [
      'a volume that stays',
      (held) => ({ ...held, volume: 0.02 }),
      2,
      /^Answered as done, but the position still shows its whole volume$/,
    ],
  ])('%s is seen in the picture, whatever was answered', async (_name, look, at, text) => {
    const story = await CockpitInMemory.open({ config: AUTO });
    showing(story, (held, sent) => (sent > 1 ? look(held) : held));
    const report = (await tested(story)) as BrokerTest;
    expect([report.result, report.steps[at]?.ok]).toEqual(['failed', false]);
    expect(report.steps[at]?.text).toMatch(text);
    // Three seconds are waited for the picture, and the position goes all the same.
    expect(report.endedAt - report.beganAt).toBeGreaterThanOrEqual(3_000);
    expect(report.endedAt - report.beganAt).toBeLessThan(5_000);
    expect(story.sent.at(-1)?.op).toBe('close');
  });

  test('a position that the picture goes on showing after its close is told as still there, after ten seconds', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const snapshot = story.broker.snapshot.bind(story.broker);
    let last: Position[] = [];
    story.broker.snapshot = () => {
      const seen = snapshot();
      if (seen !== null && seen.positions.length > 0) last = seen.positions;
      return seen === null || story.sent.length < 4 ? seen : { ...seen, positions: last };
    };
    const report = (await tested(story)) as BrokerTest;
    const { ok, text, ms } = report.steps[3] ?? { ok: true, text: '', ms: -1 };
    expect([ok, text]).toEqual([false, 'Answered as done, but the position is still there']);
    expect(ms).toBeLessThan(1_000);
    expect(report.endedAt - report.beganAt).toBeGreaterThanOrEqual(10_000);
    expect(report.endedAt - report.beganAt).toBeLessThan(12_000);
  });

  test('a request without any end is given up after 45 seconds', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.broker.probe = () => Promise.reject(new Error('does not answer'));
    story.faults.push({ kind: 'silent' } as never);
    story.swallowSends = true;
    const report = (await tested(story)) as BrokerTest;
    expect([report.result, report.text, report.steps[0]?.ms]).toEqual(['failed', 'No end within 45 s', 45_000]);
  });
});
