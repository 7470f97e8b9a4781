import { describe, expect, test } from 'vitest';
import type { Result } from '#shared/lib';
import type { Refusal, Request } from '#shared/ipc';
import { CockpitInMemory, type StoryOptions } from './cockpit-in-memory.ts';
import { firstDisagreement, fromDisk } from './replayed.ts';

const AUTO = { approvals: { mode: 'auto' } };
const codeOf = (answer: Result<unknown, Refusal>): string | null => (answer.ok ? null : answer.error.code);
const at = (story: CockpitInMemory) => story.broker.snapshot()?.positions ?? [];
const above = (story: CockpitInMemory, pips: number): number =>
  Number(((story.broker.quote('EURUSD')?.bid ?? 1) + pips * 0.0001).toFixed(5));
const turn = (story: CockpitInMemory, ticket: string, changes: Partial<Request<'position.reverse'>> = {}) => ({
  ...{ ticket, clientId: 'turn-1', stopLoss: above(story, 20), takeProfit: above(story, -60) },
  ...{ riskPercent: null, volumeMax: null, reason: 'the news turned' },
  ...changes,
});
async function held(options: StoryOptions = {}): Promise<{ story: CockpitInMemory; ticket: string }> {
  const story = await CockpitInMemory.open({ config: AUTO, ...options });
  const ticket = await story.opened('s1');
  await story.advance(6_000);
  return { story, ticket };
}
/** What the terminal was asked for after the first entry, in order. */
const asked = (story: CockpitInMemory) => story.sent.slice(1).map((request) => request.op);
const openSides = (story: CockpitInMemory) => at(story).map(({ direction }) => direction);

describe('a position that is turned round by hand', () => {
  test('is closed, and then its other side is opened by the gate, as an order ticket is', async () => {
    const { story, ticket } = await held();
    const shown = await story.act('position.preview', {
      ticket,
      reverse: { stopLoss: above(story, 20), takeProfit: above(story, -60), riskPercent: null, volumeMax: null },
    });
    const done = await story.act('position.reverse', turn(story, ticket));
    expect(done).toEqual({ ok: true, value: { signalId: 'turn-1', isRepeated: false } });
    await story.advance(2_000);
    expect([asked(story), openSides(story)]).toEqual([['close', 'open'], ['SELL']]);
    expect(story.signal('turn-1')).toMatchObject({
      state: 'open',
      strategyId: 'by_hand',
      signal: { side: 'SELL', source: 'operator', metadata: { reason: 'the news turned' }, turns: { position: ticket } },
    });
    expect([story.standing('s1')[0], story.standing('turn-1-close')]).toEqual(['closed', ['closed', 'exit_done']]);
    expect(at(story)[0]).toMatchObject({ stopLoss: above(story, 20) });
    expect(shown).toMatchObject({
      ok: true,
      value: { preview: { verdict: 'passed', effect: 'close', after: { volume: 0 }, opens: { verdict: 'passed' } } },
    });
    const lots = shown.ok ? shown.value.preview.opens?.lots : null;
    expect(at(story)[0]?.volume).toBe(lots);
    const arrived = story.records.filter(({ type }) => type === 'signal.arrived').at(-1);
    expect(arrived?.actor).toBe('trader:test');
    expect([story.bugs, story.cockpit.drift, firstDisagreement(fromDisk(story.records))]).toEqual([[], null, null]);
  });

  test('is one reversal however often it comes, while it is under way, done, and after a restart', async () => {
    const { story, ticket } = await held();
    const once = turn(story, ticket);
    await story.act('position.reverse', once);
    expect(await story.act('position.reverse', once)).toMatchObject({ ok: true, value: { isRepeated: true } });
    await story.advance(2_000);
    expect(await story.act('position.reverse', once)).toMatchObject({ ok: true, value: { isRepeated: true } });
    story.crash();
    await story.restart();
    expect(await story.act('position.reverse', once)).toMatchObject({ ok: true, value: { isRepeated: true } });
    await story.advance(2_000);
    expect([asked(story), openSides(story)]).toEqual([['close', 'open'], ['SELL']]);
  });

  test.each(['hedging', 'netting'] as const)(
    'is opened though the last look is from before the close (%s)',
    async (marginMode) => {
      const { story, ticket } = await held();
      const { broker } = story;
      const [look, seen] = [broker.snapshot.bind(broker), broker.snapshot()];
      expect(seen?.positions.map((one) => one.ticket)).toEqual([ticket]);
      const before = seen === null ? null : { ...seen, account: { ...seen.account, marginMode } };
      // Deals are told at once; a look takes as long as the terminal pleases.
      Object.defineProperty(broker, 'snapshot', { value: () => (asked(story).includes('open') ? look() : before) });
      await story.act('position.reverse', turn(story, ticket));
      await story.advance(2_000);
      expect(story.standing('turn-1')).toEqual(['open', null]);
      expect([asked(story), openSides(story), story.bugs]).toEqual([['close', 'open'], ['SELL'], []]);
    },
  );

  test('waits for one that is under way, and for what is left of its order', async () => {
    const { story, ticket } = await held();
    story.faults.push({ kind: 'answer_lost' });
    await story.act('position.reverse', turn(story, ticket));
    expect(codeOf(await story.act('position.reverse', turn(story, ticket, { clientId: 'turn-2' })))).toBe('already_asked');
    await story.advance(30_000);
    expect([asked(story), openSides(story)]).toEqual([['close', 'open'], ['SELL']]);
  });

  test('is not opened while the end of its close is unknown', async () => {
    const { story, ticket } = await held();
    story.swallowSends = true;
    await story.act('position.reverse', turn(story, ticket));
    await story.advance(9_000);
    expect([asked(story), openSides(story), story.standing('turn-1')[0]]).toEqual([['close'], ['BUY'], 'received']);
    story.swallowSends = false;
    story.crash();
    await story.restart();
    await story.advance(40_000);
    // The request never arrived: it was looked for, asked again, and only then the other side was opened.
    expect([asked(story), openSides(story)]).toEqual([['close', 'close', 'open'], ['SELL']]);
  });

  test('stays as it is where the terminal will not close it, and nothing is opened', async () => {
    const { story, ticket } = await held({
      config: { ...AUTO, cells: { u3: { onePositionPerSymbol: false, opposite: 'allow' } } },
    });
    for (let no = 0; no < 8; no += 1) story.faults.push({ kind: 'refuse', retcode: 10006, text: 'Request rejected' });
    await story.act('position.reverse', turn(story, ticket));
    await story.advance(50_000);
    expect([story.standing('turn-1-close'), story.standing('turn-1')]).toEqual([
      ['failed', 'exit_refused'],
      ['rejected', 'turned_position'],
    ]);
    expect(story.signal('turn-1').reason?.text).toMatch(
      /^Position \d+ is still open, so the other side is not opened \(Exit: not closed/,
    );
    expect([openSides(story), story.entriesSent.length]).toEqual([['BUY'], 1]);
  });

  test.each([
    ['a stop on the other side', { stopLoss: 1.1 }, 'bad_order', /^stopLoss: must be above the entry of a SELL/],
    ['a stop too near', { stopLoss: 1.15705 }, 'entry_refused', /^Nothing was closed: the other side would be refused/],
    ['a size that there is not', { volumeMax: 0.001 }, 'entry_refused', /below the minimum of 0.01/],
    ['a position that there is not', { ticket: '999' }, 'unknown_position', /^There is no position 999/],
  ] as const)('%s is refused before anything is closed', async (_what, changes, code, words) => {
    const { story, ticket } = await held();
    const answer = await story.act('position.reverse', turn(story, ticket, changes));
    expect(answer).toMatchObject({ ok: false, error: { code, detail: expect.stringMatching(words) as string } });
    await story.advance(5_000);
    expect([asked(story), openSides(story)]).toEqual([[], ['BUY']]);
  });

  test('is refused with every rule that the other side would break, and may be closed all the same', async () => {
    const { story, ticket } = await held({
      config: { ...AUTO, strategies: { m5_bos: { sessions: ['any'] }, by_hand: { enabled: false } } },
    });
    const answer = await story.act('position.reverse', turn(story, ticket));
    if (answer.ok) throw new Error('it was taken');
    expect([answer.error.code, answer.error.reasons?.length ?? 0]).toEqual(['entry_refused', 1]);
    const refused = story.recordsOf('signal.refused').at(-1);
    expect(refused).toMatchObject({ code: 'entry_refused', signalId: 'turn-1', source: 'operator' });
    const shown = await story.act('position.preview', {
      ticket,
      reverse: { stopLoss: above(story, 20), takeProfit: null, riskPercent: null, volumeMax: null },
    });
    expect(shown).toMatchObject({ ok: true, value: { preview: { verdict: 'refused', opens: { verdict: 'refused' } } } });
    expect(codeOf(await story.act('position.close', { ticket }))).toBeNull();
  });

  test('is flat, and says so and why, where the gate refuses once it is closed', async () => {
    const { story, ticket } = await held();
    await story.act('position.reverse', turn(story, ticket));
    await story.act('trading.halt', { reason: 'lunch', flatten: false });
    await story.advance(20_000);
    expect([asked(story), openSides(story)]).toEqual([['close'], []]);
    expect(story.standing('turn-1')[0]).toBe('rejected');
    expect(story.signal('turn-1').reason?.text).toMatch(
      /^Position \d+ is closed and nothing was opened\. .*[Tt]rading is halted/,
    );
  });

  test('is closed whole also in parts, and only then turned', async () => {
    const { story, ticket } = await held();
    story.faults.push({ kind: 'partial_fill', share: 0.4 });
    await story.act('position.reverse', turn(story, ticket));
    await story.advance(20_000);
    expect([asked(story), openSides(story)]).toEqual([['close', 'close', 'open'], ['SELL']]);
    expect(story.cockpit.drift).toBeNull();
  });

  test.each([
    ['at once', 1_000],
    ['too late', 120_000],
  ] as const)('a restart between close and entry: %s', async (when, awayMs) => {
    const { story, ticket } = await held();
    await story.act('position.reverse', turn(story, ticket));
    story.crash();
    story.clock.advanceBy(awayMs);
    await story.restart();
    await story.advance(20_000);
    expect(story.sent.filter(({ op }) => op === 'open').length).toBe(when === 'at once' ? 2 : 1);
    expect(openSides(story)).toEqual(when === 'at once' ? ['SELL'] : []);
    if (when === 'too late') expect(story.standing('turn-1')).toEqual(['rejected', 'message_deadline']);
    expect([story.bugs, story.cockpit.drift]).toEqual([[], null]);
  });

  test('gets its card where the trader confirms entries, once it is closed', async () => {
    const { story, ticket } = await held();
    await story.act('approvals.set-mode', { mode: 'confirm', reason: null });
    await story.act('position.reverse', turn(story, ticket));
    await story.advance(2_000);
    expect([openSides(story), story.standing('turn-1')[0]]).toEqual([[], 'awaiting_approval']);
    await story.advance(40_000);
    expect(story.signal('turn-1')).toMatchObject({
      state: 'expired',
      reason: { text: expect.stringMatching(/^Position \d+ is closed/) as string },
    });
  });

  test('of others is turned only when that is known', async () => {
    const { story } = await held({ config: { ...AUTO, cells: { u3: { onePositionPerSymbol: false } } } });
    story.broker.tradeByHand({ symbol: 'GBPUSD', side: 'BUY', volume: 0.3, stopLoss: 1.331, takeProfit: null, price: null });
    await story.advance(6_000);
    const theirs = [...story.cockpit.positions.values()].find(({ foreign }) => foreign)?.position;
    const wish = { ticket: theirs?.ticket ?? '', stopLoss: (theirs?.entry ?? 0) + 0.003, takeProfit: null };
    expect(codeOf(await story.act('position.reverse', turn(story, '', wish)))).toBe('foreign_position');
    expect(codeOf(await story.act('position.reverse', turn(story, '', { ...wish, foreign: true })))).toBeNull();
    await story.advance(3_000);
    expect(at(story).map(({ symbol, direction }) => [symbol, direction])).toEqual([
      ['EURUSD', 'BUY'],
      ['GBPUSD', 'SELL'],
    ]);
  });
});
