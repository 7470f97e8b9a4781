import { describe, expect, test } from 'vitest';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const AUTO = { approvals: { mode: 'auto' } };
const answers = (story: CockpitInMemory) => story.recordsOf('terminal.answered');

describe('an order’s answer on record', () => {
  test('of an entry brings the terminal’s own view of the position, of its signal’s story, with what it took', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    await story.opened('s1');
    const [answer] = answers(story);
    const sent = story.entriesSent[0]!;
    expect(answer).toMatchObject({
      clientOrderId: sent.clientOrderId,
      outcome: { kind: 'confirmed' },
      position: { clientOrderId: sent.clientOrderId, symbol: 'EURUSD', volume: sent.volume, stopLoss: sent.stopLoss },
    });
    expect(answer).not.toHaveProperty('opensAt');
    const record = story.records.find(({ type }) => type === 'terminal.answered');
    expect([record?.correlationId, record?.actor]).toEqual([story.signal('s1').traceId, 'terminal']);
    expect(story.runtime.options.clock.nowMs() - (answer?.sentAt ?? 0)).toBeLessThan(60_000);
  });

  test('of an entry whose comment the broker replaced is found by its ticket', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.faults.push({ kind: 'comment_replaced', text: 'own words' });
    await story.submit('s1');
    await story.advance(2_000);
    expect(answers(story)[0]).toMatchObject({
      outcome: { kind: 'confirmed' },
      position: { clientOrderId: null, symbol: 'EURUSD' },
    });
  });

  test('of a close needs no position', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const ticket = await story.opened('s1');
    await story.act('position.close', { ticket });
    await story.advance(2_000);
    expect(answers(story).map(({ position }) => position === null)).toEqual([false, true]);
  });

  test('refused because the market is closed brings the moment at which it opens, and no other refusal does', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const opensAt = Math.floor(story.clock.nowMs()) + 3_600_000;
    // It closes while an order is on its way: an entry into a market that is known to be closed is not sent at all.
    Object.assign(story.broker, { opensAt: () => (story.entriesSent.length > answers(story).length ? opensAt : null) });
    await story.restart();
    story.faults.push(
      { kind: 'refuse', retcode: 10006, text: 'Rejected' },
      { kind: 'refuse', retcode: 10018, text: 'Market closed' },
    );
    await story.submit('s1');
    await story.advance(2_000);
    await story.submit('s2', { stopPips: 19 });
    await story.advance(2_000);
    expect(answers(story).map((answer) => [answer.outcome.kind, 'opensAt' in answer])).toEqual([
      ['refused', false],
      ['refused', true],
    ]);
  });
});

describe('an order without an answer', () => {
  test('is probed every two seconds after a restart until it is found nowhere past its deadline, and then no more', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    story.swallowSends = true;
    await story.submit('s1');
    await story.advance(100);
    story.crash();
    story.swallowSends = false;
    await story.restart();
    const probes = (): number => story.recordsOf('terminal.probed').length;
    const first = probes();
    await story.advance(2_000);
    const second = probes();
    await story.advance(60_000);
    const done = probes();
    await story.advance(60_000);
    expect([first >= 1, second > first, story.cockpit.openOrders.size, probes() - done, story.bugs]).toEqual([
      true,
      true,
      0,
      0,
      [],
    ]);
  });
});

describe('the road of a signal', () => {
  test('of an entry is the ordinary one, of an exit and of a cancel the one that overtakes it', async () => {
    const story = await CockpitInMemory.open({ config: AUTO });
    const lanes: string[] = [];
    const post = story.runtime.loop.post.bind(story.runtime.loop);
    story.runtime.loop.post = (lane, mail) => {
      if (mail.make.toString().includes('signal.arrived')) lanes.push(lane);
      post(lane, mail);
    };
    await story.submit('s1');
    await story.submit('x', { kind: 'exit' });
    await story.submit('c', { kind: 'cancel' });
    await story.submitRaw('not a signal');
    expect(lanes).toEqual(['normal', 'critical', 'critical', 'normal']);
  });
});
