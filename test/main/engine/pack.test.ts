import { expect, test } from 'vitest';
import { createEngine, fold, packEngine, unpackEngine } from '#engine';
import { same } from '#main/host/same.ts';
import { simulate } from '#main/simulation/index.ts';
import type { JournalRecord } from '#shared/events';
import { EngineInHand } from './engine-in-hand.ts';

/** A day with everything in it that an engine remembers: signals, nonces, orders, positions, a scoped stop, an exit. */
function records(): readonly JournalRecord[] {
  const hand = new EngineInHand({ approvals: { mode: 'auto' } });
  hand.opened('s1', '11');
  hand.submit('x', { kind: 'exit' });
  hand.tell({
    type: 'intake.refused',
    payload: { code: 'bad_signature', source: 'webhook', detail: 'no', count: 1, nonce: 'nonce-0123456789ab' },
  });
  hand.tell({
    type: 'halt.asked',
    payload: { reason: 'news', flatten: false, snapshot: null, scope: { kind: 'symbol', symbol: 'GBPUSD' } },
  });
  hand.submit('s2', { symbol: 'EURUSD' });
  return hand.records;
}

test('a kept state is the state, wherever it was taken, and goes on the same', () => {
  const all = records();
  const whole = createEngine();
  for (const record of all) fold(whole, record);
  for (let cut = 0; cut <= all.length; cut += 1) {
    const engine = createEngine();
    for (const record of all.slice(0, cut)) fold(engine, record);
    const again = unpackEngine(JSON.parse(JSON.stringify(packEngine(engine))));
    expect(same(again, engine), `taken after record ${cut}`).toBe(true);
    for (const record of all.slice(cut)) fold(again, record);
    expect(same(again, whole), `gone on from record ${cut}`).toBe(true);
  }
});

test('leaves nothing out that the engine holds', () => {
  const engine = createEngine();
  for (const record of records()) fold(engine, record);
  const empty = [engine.intake.fingerprints, engine.intake.ids, engine.intake.nonces, engine.cockpit.exits, engine.cockpit.stops];
  expect(empty.map(({ size }) => size > 0)).toEqual([true, true, true, true, true]);
  expect(Object.keys(packEngine(engine)).sort()).toEqual(Object.keys(engine).sort());
  const { intake } = packEngine(engine);
  expect(Object.keys(intake).sort()).toEqual(Object.keys(engine.intake).sort());
});

test('the comparison that says so can say no', async () => {
  const [a, b] = [createEngine(), createEngine()];
  expect(same(a, b)).toBe(true);
  b.intake.nonces.set('n', 1);
  expect(same(a, b)).toBe(false);
  a.intake.nonces.set('n', 1);
  b.cockpit.signals.set('s', {} as never);
  expect([same(a, b), same([1, { x: [2] }], [1, { x: [3] }]), same({ a: undefined }, {}), same({ a: 1 }, {})]).toEqual([
    false,
    false,
    true,
    false,
  ]);
  expect((await simulate({ seed: 3, steps: 5, faults: new Set() })).broken).toBeNull();
});
