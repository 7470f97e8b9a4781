import { describe, expect, it } from 'vitest';
import type { RawSignal } from '#ports';
import { CockpitInMemory } from './cockpit-in-memory.ts';

const GATES = { cells: { u1: { minScore: 0 }, u2: { minProbability: 0, minConfidence: 0 } } };
const tried = (story: CockpitInMemory, body: unknown, source: RawSignal['source'] = 'webhook') =>
  story.desk.trial({
    source,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    receivedAt: Math.floor(story.clock.nowMs()),
  });

describe('a trial of a delivery', () => {
  it('says what was understood and what it would come to, in each approval mode', async () => {
    const said: string[] = [];
    for (const mode of ['confirm', 'veto', 'auto']) {
      const story = await CockpitInMemory.open({ config: { approvals: { mode }, ...GATES } });
      const { read, judged } = tried(story, story.signalBody('t-1'));
      expect(read.text).toMatch(/^open BUY EURUSD at 1\.\d{5}, stop 1\.\d{5}, target 1\.\d{5}, RR 3$/);
      expect([read.ok, judged?.ok]).toEqual([true, true]);
      said.push(judged?.text ?? '');
    }
    expect(said.map((text) => text.replace(/\d+\.\d+/g, 'N'))).toEqual([
      'A card would ask for your approval: N lots, N USD at risk.',
      'Would be traded unless you veto its card: N lots, N USD at risk.',
      'Would be traded at once: N lots, N USD at risk.',
    ]);
  });

  it('leaves no trace: no record, no card, no order, and the real one is taken afterwards', async () => {
    const story = await CockpitInMemory.open({ config: { approvals: { mode: 'auto' }, ...GATES } });
    const before = story.records.length;
    const body = story.signalBody('t-1');
    expect(tried(story, body).judged?.ok).toBe(true);
    await story.advance(500);
    expect(story.records.slice(before).filter(({ type }) => !type.startsWith('time.') && type !== 'bar.closed')).toEqual([]);
    expect([story.entriesSent, [...story.cockpit.signals.keys()]]).toEqual([[], []]);
    expect(await story.submit('t-1')).toMatchObject({ kind: 'accepted' });
    expect(story.entriesSent).toHaveLength(1);
  });

  it('has the size that the order then has, and the rule that then refuses it', async () => {
    const story = await CockpitInMemory.open({ config: { approvals: { mode: 'auto' }, ...GATES } });
    const lots = /([\d.]+) lots/.exec(tried(story, story.signalBody('good')).judged?.text ?? '')?.[1];
    const refused = tried(story, story.signalBody('bad', { targetPips: 8 })).judged;
    await story.submit('bad', { targetPips: 8 });
    await story.submit('good');
    expect([Number(lots), refused?.ok]).toEqual([story.entriesSent[0]?.volume, false]);
    const { reason } = story.signal('bad');
    expect(refused?.text).toBe(`Would be refused: ${reason?.text}.`);
  });

  it('of an exit names what it would close', async () => {
    const story = await CockpitInMemory.open({ config: { approvals: { mode: 'auto' }, ...GATES } });
    const exit = { ticker: 'EURUSD', action: 'exit' };
    expect(tried(story, exit)).toMatchObject({
      read: { ok: true, text: 'close what this source opened in EURUSD' },
      judged: { ok: true, text: 'Exit: no webhook position of ours in EURUSD' },
    });
    const ticket = await story.opened('held');
    expect(tried(story, exit).judged?.text).toContain(`Exit: closing ${ticket};`);
    await story.advance(500);
    expect(story.signal('held').state).toBe('open');
  });

  it.each([
    ['not json at all', 'It cannot be read.', /neither JSON nor a line/],
    ['{"ticker":"EURUSD","action":"buy"}', 'It is understood in part only.', /sl is missing/],
    ['{"ticker":"EURUSD","action":"buy","sl":"{{plot(\\"Stop\\")}}"}', 'It is understood in part only.', /\{\{plot|placeholder/],
  ])('of %s says what is wrong with it', async (body, text, mend) => {
    const story = await CockpitInMemory.open();
    const { read, judged } = tried(story, body, 'tradingview');
    expect([read.ok, read.text, judged]).toEqual([false, text, null]);
    expect(read.mend).toMatch(mend);
  });
});
