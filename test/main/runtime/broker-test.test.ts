import { describe, expect, test } from 'vitest';
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
});
