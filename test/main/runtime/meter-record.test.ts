import { expect, test } from 'vitest';
import { Meters } from '#main/runtime/meters.ts';
import { meterRecord } from '#main/runtime/meter-record.ts';
import type { JournalRecord } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';

const RECEIVED = 10_000;
const cockpit = { signals: new Map([['s1', { receivedAt: RECEIVED }]]) } as unknown as ReadonlyCockpit;

/** What was measured of one record: how often, and the highest in milliseconds. */
function measured(type: string, payload: unknown, at = RECEIVED): Record<string, readonly [count: number, p99: number | null]> {
  const meters = new Meters();
  meterRecord(meters, cockpit, { type, payload, at } as unknown as JournalRecord);
  const of = [['pipeline', meters.pipeline] as const, ...meters.stages];
  return Object.fromEntries(
    of.flatMap(([name, meter]) => {
      const { count, p99 } = meter.view();
      return count === 0 ? [] : [[name, [count, p99]]];
    }),
  );
}
const decision = (stage: string, ms: number) => ({ signalId: 's1', decision: { stage, ms } });
const intent = (op: string, signalId: string | null) => ({ clientOrderId: 'C1', signalId, request: { op } });

test('how long an approval was waited for is measured, and no other stage by its record', () => {
  expect(measured('stage.decided', decision('approval', 400))).toEqual({ approval: [1, expect.closeTo(400, -1)] });
  expect(measured('stage.decided', decision('u1', 400))).toEqual({});
});

test('a signal is measured from its arrival to its entry, once, and nothing else is', () => {
  expect(measured('order.intended', intent('open', 's1'), RECEIVED + 20)).toEqual({ pipeline: [1, expect.closeTo(20, 0)] });
  expect(measured('order.intended', intent('close', 's1'), RECEIVED + 20)).toEqual({});
  expect(measured('order.intended', intent('open', null), RECEIVED + 20)).toEqual({});
  expect(measured('order.intended', intent('open', 'unknown'), RECEIVED + 20)).toEqual({});
  expect(measured('order.resolved', intent('open', 's1'), RECEIVED + 20)).toEqual({});
});
