import { describe, expect, it } from 'vitest';
import { createEngine, exitAfter, fold } from '#engine/engine.ts';
import type { JournalRecord } from '#shared/events';
import { EngineInHand, MONDAY } from './engine-in-hand.ts';

const DAY = 24 * 3_600_000;

/** What intake remembers of signals that were taken; nothing else of the engine is looked at. */
function taught() {
  const engine = createEngine();
  const desk = new EngineInHand();
  let seq = 0;
  const tell = (type: string, payload: object, at: number): void =>
    fold(engine, {
      seq: (seq += 1),
      at,
      run: 'r',
      version: 2,
      correlationId: 'c',
      causationId: null,
      actor: 'a',
      type,
      payload,
    } as unknown as JournalRecord);
  const accepted = (signalId: string, at: number, changes: object = {}): void =>
    tell(
      'signal.accepted',
      {
        signal: { ...desk.signalOf(signalId), ...changes },
        fingerprint: `print ${signalId}`,
        receivedAt: at,
        traceId: 't',
        strategyId: 'm5_bos',
        source: 'webhook',
      },
      at,
    );
  return { engine, tell, accepted, intake: engine.intake };
}

describe('the newest exit of a sender', () => {
  const newest = (intake: ReturnType<typeof taught>['intake'], part: object = {}) =>
    exitAfter(intake, { source: 'webhook', symbol: 'EURUSD', side: 'BUY', madeAt: MONDAY - 1, ...part });

  it('is kept for its side, and speaks against entries that were made before it', () => {
    const { accepted, intake } = taught();
    accepted('x', MONDAY, { kind: 'exit', madeAt: MONDAY });
    expect(newest(intake)).toEqual({ signalId: 'x', madeAt: MONDAY });
    expect(newest(intake, { madeAt: MONDAY })).toBeNull();
    expect([
      newest(intake, { side: 'SELL' }),
      newest(intake, { symbol: 'GBPUSD' }),
      newest(intake, { source: 'tradingview' }),
    ]).toEqual([null, null, null]);
  });

  it('of any side speaks against both', () => {
    const { accepted, intake } = taught();
    accepted('x', MONDAY, { kind: 'exit', madeAt: MONDAY, exit: { anySide: true } });
    expect([newest(intake)?.signalId, newest(intake, { side: 'SELL' })?.signalId]).toEqual(['x', 'x']);
  });

  it('is the one that was made last, whichever came last, and none was made after it came', () => {
    const { accepted, intake } = taught();
    accepted('late', MONDAY + 5_000, { kind: 'exit', madeAt: MONDAY + 3_000 });
    accepted('early', MONDAY + 6_000, { kind: 'exit', madeAt: MONDAY + 1_000 });
    expect(newest(intake)).toEqual({ signalId: 'late', madeAt: MONDAY + 3_000 });
    accepted('ahead', MONDAY + 7_000, { kind: 'exit', madeAt: MONDAY + 60_000 });
    expect(newest(intake)).toEqual({ signalId: 'ahead', madeAt: MONDAY + 7_000 });
    accepted('all', MONDAY + 6_500, { kind: 'exit', madeAt: MONDAY + 6_500, exit: { anySide: true } });
    expect(newest(intake)?.signalId).toBe('ahead');
  });

  it('is no entry, no cancel, and no exit whose moment its sender did not tell', () => {
    const { accepted, intake } = taught();
    accepted('e', MONDAY);
    accepted('c', MONDAY, { kind: 'cancel' });
    accepted('u', MONDAY, { kind: 'exit', untimed: true });
    expect([newest(intake), intake.exits.size]).toEqual([null, 0]);
  });
});

describe('what intake remembers', () => {
  it('are the signals of the last minute, and the entries of a source of the last day', () => {
    const { accepted, intake } = taught();
    accepted('a', MONDAY);
    accepted('b', MONDAY + 30_000, { kind: 'exit' });
    accepted('c', MONDAY + 59_999);
    expect(intake.recent).toEqual([MONDAY, MONDAY + 30_000, MONDAY + 59_999]);
    accepted('d', MONDAY + 60_000);
    expect(intake.recent).toEqual([MONDAY + 30_000, MONDAY + 59_999, MONDAY + 60_000]);
    expect(intake.entries.get('webhook')).toEqual([MONDAY, MONDAY + 59_999, MONDAY + 60_000]);
    accepted('e', MONDAY + DAY);
    expect(intake.entries.get('webhook')).toEqual([MONDAY + 59_999, MONDAY + 60_000, MONDAY + DAY]);
  });

  it('are ids and bodies with when they came, and nonces of what was taken and of what was not', () => {
    const { accepted, tell, intake } = taught();
    accepted('a', MONDAY);
    expect([intake.ids.get('a'), intake.fingerprints.get('print a')]).toEqual([MONDAY, { signalId: 'a', at: MONDAY }]);
    tell('signal.arrived', { nonce: 'n1' }, MONDAY + 1);
    tell('intake.refused', { nonce: 'n2', code: 'x', detail: 'x', source: 'webhook' }, MONDAY + 2);
    tell('signal.arrived', { nonce: null }, MONDAY + 3);
    expect([...intake.nonces]).toEqual([
      ['n1', MONDAY + 1],
      ['n2', MONDAY + 2],
    ]);
  });

  it('moves back with a clock that was put right, as far as it had run ahead', () => {
    const { accepted, tell, intake } = taught();
    accepted('before', MONDAY);
    accepted('ahead', MONDAY + 7_200_000);
    tell('signal.arrived', { nonce: null }, MONDAY + 3_600_000);
    expect([intake.ids.get('before'), intake.ids.get('ahead')]).toEqual([MONDAY, MONDAY + 3_600_000]);
    expect(intake.fingerprints.get('print ahead')).toEqual({ signalId: 'ahead', at: MONDAY + 3_600_000 });
    expect([intake.recent, intake.entries.get('webhook')]).toEqual([[MONDAY + 3_600_000], [MONDAY, MONDAY + 3_600_000]]);
  });
});
