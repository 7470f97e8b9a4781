import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { RerunTally } from '#main/replay/rerun/index.ts';
import { COMMAND_ROLES, type RerunView } from '#shared/ipc';
import { CockpitInMemory, MONDAY } from './cockpit-in-memory.ts';
import { hostWithRerun } from './rerun-beside.ts';

const HALF = { strategies: { m5_bos: { riskPercent: 0.275 } } };

/** A cockpit on a PC whose re-runs read its journal. */
async function opened(config: Record<string, unknown>): Promise<CockpitInMemory> {
  const story: CockpitInMemory = await CockpitInMemory.open({ config, hostDesk: hostWithRerun(() => story.records) });
  return story;
}

/** A desk that asks nobody, with one trade that won, one refused for its spread, and one open. */
async function traded(config: Record<string, unknown> = {}): Promise<CockpitInMemory> {
  const story = await opened({ approvals: { mode: 'auto' }, ...config });
  await story.opened('won');
  await story.price('EURUSD', 1.2);
  await story.advance(6_000);
  await story.submit('tight', { symbol: 'GBPUSD', stopPips: 1 });
  await story.advance(6_000);
  return story;
}

async function rerun(story: CockpitInMemory, change: object, span: { from?: number; to?: number } = {}): Promise<RerunView> {
  const begun = await story.act('rerun.start', { change: { ...change }, from: span.from ?? null, to: span.to ?? null });
  if (!begun.ok) throw new Error(begun.error.detail);
  for (let looks = 0; looks < 10_000; looks += 1) {
    const answer = await story.act('rerun.view', {});
    if (!answer.ok) throw new Error(answer.error.detail);
    if (answer.value.state !== 'running') return answer.value;
    await nextTurn();
  }
  throw new Error('it never ends');
}

test('with the same settings nothing comes out otherwise, and what is judged is what was decided', async () => {
  const story = await traded();
  const before = story.records.length;
  const { state, found, reached, end } = await rerun(story, {});
  expect(state).toBe('done');
  expect(reached).toBe(end);
  expect(found).toMatchObject({ judged: 2, same: 2, rows: [], trades: 1 });
  const [trade] = story.cockpit.trades;
  expect(found.pnl).toBe(trade?.pnl);
  expect(found.would).toBe(trade?.pnl);
  expect(story.records).toHaveLength(before);
});

test('half the risk is half the size, and the trade brings what its lots do', async () => {
  const story = await traded();
  const { found } = await rerun(story, HALF);
  expect(found).toMatchObject({ judged: 2, same: 1, sized: 1, refused: 0, taken: 0 });
  const [row] = found.rows;
  const sent = story.entriesSent[0]?.volume ?? 0;
  expect(row).toMatchObject({ signalId: 'won', symbol: 'EURUSD', side: 'BUY', then: { lots: sent } });
  const lots = row?.now.lots ?? 0;
  expect(lots).toBeGreaterThan(0.45 * sent);
  expect(lots).toBeLessThanOrEqual(0.5 * sent);
  expect(row?.would).toBeCloseTo(((row?.pnl ?? 0) * lots) / sent, 9);
});

test('a stricter limit refuses in its own words and brings nothing; a looser one takes what was refused', async () => {
  const story = await traded();
  const strict = await rerun(story, { limits: { maxSpreadOfStop: 0.000_1 } });
  const refused = strict.found.rows.find(({ signalId }) => signalId === 'won');
  expect(refused).toMatchObject({ now: { lots: null }, would: 0 });
  expect(refused?.now.text).toMatch(/[Ss]pread/);
  expect(strict.found).toMatchObject({ refused: 1, would: 0 });
});

test('a looser limit takes what was refused, and says nothing of what it would have brought', async () => {
  const story = await opened({ approvals: { mode: 'auto' }, limits: { maxSpreadOfStop: 0.000_1 } });
  await story.submit('wide');
  await story.advance(6_000);
  expect(story.entriesSent).toEqual([]);
  const { found } = await rerun(story, { limits: { maxSpreadOfStop: 0.2 } });
  expect(found).toMatchObject({ judged: 1, same: 0, taken: 1, trades: 0 });
  const [row] = found.rows;
  expect(row).toMatchObject({ signalId: 'wide', then: { lots: null }, now: { text: null }, pnl: null, would: null });
  expect(row?.then.text).toMatch(/[Ss]pread/);
  expect(row?.now.lots).toBeGreaterThan(0);
});

test('only signals of the span are judged; a result that came later counts', async () => {
  const story = await traded();
  const first = story.records.find(({ type }) => type === 'message.delivered');
  if (first === undefined) throw new Error('a message was delivered');
  expect((await rerun(story, HALF, { to: first.at + 1 })).found).toMatchObject({ judged: 1, trades: 1 });
  expect((await rerun(story, HALF, { from: first.at + 1 })).found.rows.map(({ signalId }) => signalId)).not.toContain('won');
  expect((await rerun(story, HALF, { from: MONDAY * 2 })).found).toMatchObject({ judged: 0, trades: 0 });
});

test('settings that are none are refused with the key, and what ran before stays', async () => {
  const story = await traded();
  await rerun(story, HALF);
  const answer = await story.act('rerun.start', { change: { limits: { maxSpreadOfStop: 'wide' } }, from: null, to: null });
  expect(answer).toMatchObject({ ok: false, error: { code: 'bad_config' } });
  expect(answer.ok ? '' : answer.error.detail).toContain('limits.maxSpreadOfStop');
  expect(await story.act('rerun.view', {})).toMatchObject({ ok: true, value: { state: 'done' } });
});

test('it is ended at once when asked, and another one takes its place', async () => {
  const story = await traded();
  const desk = hostWithRerun(() => story.records).rerun;
  const ask = { change: HALF, from: null, to: null };
  const now = { config: story.cockpit.config, lastSeq: story.records.length };
  expect(desk.start(ask, now)).toMatchObject({ ok: true, value: { state: 'running', reached: 0, end: now.lastSeq } });
  expect(desk.cancel().state).toBe('cancelled');
  await nextTurn();
  expect(desk.view()).toMatchObject({ state: 'cancelled', reached: 0, found: { judged: 0 } });
  desk.start({ ...ask, change: {}, from: MONDAY * 2 }, now);
  desk.start(ask, now);
  await nextTurn();
  expect(desk.view()).toMatchObject({ state: 'done', found: { sized: 1 } });
  expect((await rerun(story, HALF)).state).toBe('done');
  expect(await story.act('rerun.cancel', {})).toMatchObject({ ok: true, value: { state: 'done' } });
});

test('records that are not there end it with the reason, and a cockpit without a PC says that it has none', async () => {
  let isGone = false;
  const story: CockpitInMemory = await CockpitInMemory.open({
    hostDesk: hostWithRerun(() => (isGone ? [] : story.records)),
  });
  isGone = true;
  expect(await rerun(story, {})).toMatchObject({ state: 'failed', fault: 'Record 1 is not on the disk' });
  const bare = await CockpitInMemory.open({});
  for (const name of ['rerun.view', 'rerun.cancel'] as const)
    expect(await bare.act(name, {})).toMatchObject({ ok: false, error: { code: 'no_setup' } });
  expect(await bare.act('rerun.start', { change: {}, from: null, to: null })).toMatchObject({ error: { code: 'no_setup' } });
});

test('a token that only reads may look at it, and begin or end none', () => {
  expect([COMMAND_ROLES['rerun.view'], COMMAND_ROLES['rerun.start'], COMMAND_ROLES['rerun.cancel']]).toEqual([
    'read',
    'operate',
    'operate',
  ]);
});

test('a trade that this version would not have made has no proportion, and parts of one are added up', () => {
  const tally = new RerunTally();
  const about = { symbol: 'EURUSD', side: 'BUY' as const, seq: 4, at: 9 };
  const [taken, refused] = [{ verdict: 'traded', lots: 0.5, loss: 50 } as const, { verdict: 'refused', text: 'No' } as const];
  tally.judged({ ...about, signalId: 'older', then: refused, now: taken });
  tally.judged({ ...about, signalId: 'parts', then: { ...taken, lots: 1 }, now: taken });
  for (const [signalId, pnl] of [
    ['older', 9],
    ['parts', 4],
    ['parts', -1],
    ['unknown', 7],
  ] as const)
    tally.closed({ signalId, pnl });
  expect(tally.found()).toMatchObject({ judged: 2, trades: 1, pnl: 3, would: 1.5 });
  expect(tally.found().rows.map(({ pnl, would }) => [pnl, would])).toEqual([
    [9, null],
    [3, 1.5],
  ]);
});
