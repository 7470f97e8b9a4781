import { describe, expect, it, test } from 'vitest';
import { ControllerWatch } from '#main/runtime/controller-watch.ts';
import type { EngineLoop } from '#main/runtime/engine-loop.ts';
import { healthOf } from '#main/runtime/health.ts';
import { AgentMeter, Meter, Meters } from '#main/runtime/meters.ts';
import type { AgentId, Health } from '#shared/domain';

const NOW = 10_000_000;

describe('how an agent stands', () => {
  it.each<[AgentId, number]>([
    ['detector', 180_000],
    ['terminal', 10_000],
    ['model', 3_600_000],
    ['notifier', 86_400_000],
    ['calendar', 900_000],
    ['journal', 5_000],
  ])('%s may be silent for %i ms, and is down after twice as long', (agent, quiet) => {
    const after = (silentMs: number): Health => {
      const meter = new AgentMeter();
      meter.seen(0);
      return healthOf(agent, meter, silentMs);
    };
    expect([after(quiet), after(quiet + 1), after(quiet * 2), after(quiet * 2 + 1)]).toEqual([
      'healthy',
      'degraded',
      'degraded',
      'down',
    ]);
  });

  test('is not known before it was heard of', () => {
    expect(healthOf('terminal', new AgentMeter(), NOW)).toBe('unknown');
  });

  test('with more than 5 % of its calls failed is degraded', () => {
    const standing = (failures: number): Health => {
      const meter = new AgentMeter();
      for (let call = 0; call < 100; call += 1) meter.record(1, call < failures, NOW);
      return healthOf('terminal', meter, NOW);
    };
    expect([standing(5), standing(6)]).toEqual(['healthy', 'degraded']);
  });
});

describe('a meter', () => {
  test('of an agent remembers its last 200 calls', () => {
    const meter = new AgentMeter();
    expect(meter.errorRate()).toBeNull();
    meter.record(1, true, 1);
    expect(meter.errorRate()).toBe(1);
    for (let call = 1; call < 200; call += 1) meter.record(1, false, call);
    expect(meter.errorRate()).toBe(1 / 200);
    meter.record(1, false, 200);
    expect([meter.errorRate(), meter.lastSeenAt, meter.latency.view().count]).toEqual([0, 200, 201]);
    for (let call = 0; call < 50; call += 1) meter.record(1, true, call);
    expect(meter.errorRate()).toBe(0.25);
  });

  test('tells milliseconds, nothing before the first, and forgets when it is cleared', () => {
    const meter = new Meter();
    expect(meter.view()).toEqual({ p50: null, p95: null, p99: null, count: 0 });
    for (let ms = 1; ms <= 100; ms += 1) meter.record(ms);
    const { p50, p95, p99, count } = meter.view();
    expect([Math.round(p50!), Math.round(p95!), Math.round(p99!), count]).toEqual([50, 95, 99, 100]);
    meter.clear();
    expect(meter.view().count).toBe(0);
    meter.record(0);
    expect(meter.view().p50).toBeGreaterThan(0);
  });

  test('of the warm-up is cleared: routing, pipeline and commits', () => {
    const meters = new Meters();
    for (const meter of [meters.routing, meters.pipeline, meters.commit]) meter.record(5);
    meters.stage('u1', 5);
    meters.clearWarmUp();
    expect([meters.routing, meters.pipeline, meters.commit].map((meter) => meter.view().count)).toEqual([0, 0, 0]);
    expect(meters.stages.get('u1')?.view().count).toBe(1);
  });
});

/** A watch over one agent whose health is set by how long it has been silent. */
function watched(known: Health = 'healthy') {
  const meters = new Meters();
  const cockpit = { health: new Map<AgentId, { health: Health }>(), fullLanes: new Map<string, unknown>() };
  cockpit.health.set('terminal', { health: known });
  const lane = { refused: 0, max: 5_000 };
  const lanes = { critical: lane, high: lane, normal: { refused: 0, max: 7_000 }, low: lane };
  const loop = { engine: { cockpit }, lanes } as unknown as EngineLoop;
  const watch = new ControllerWatch(loop, meters);
  const seen = (silentMs: number) => {
    meters.agent('terminal').seen(NOW - silentMs);
    return watch.look(NOW)?.health ?? [];
  };
  return { watch, seen, cockpit, lanes };
}

describe('a change of health', () => {
  test('counts when two looks in a row agree: one late answer is no event', () => {
    const { seen } = watched();
    expect([seen(0), seen(11_000), seen(0), seen(11_000), seen(30_000), seen(0), seen(0)].flat()).toEqual([]);
    expect([seen(11_000).length, seen(11_000)]).toEqual([
      0,
      [{ agent: 'terminal', health: 'degraded', why: 'terminal was heard of 11.0 s ago, 0 % of its last calls failed' }],
    ]);
  });

  test('back to what is on record is none', () => {
    const { seen } = watched('degraded');
    expect([seen(11_000), seen(11_000)].flat()).toEqual([]);
    expect([seen(0).length, seen(0).map(({ health }) => health)]).toEqual([0, ['healthy']]);
  });

  test('to being well from the start is none, and an agent that is not in use has no health', () => {
    const { seen, cockpit, watch } = watched();
    cockpit.health.clear();
    expect([watch.look(NOW), watch.look(NOW), seen(0), seen(0)]).toEqual([null, null, [], []]);
  });
});

describe('a lane', () => {
  test('that turns messages away is told once, with how many and how many it holds', () => {
    const { watch, lanes, cockpit } = watched();
    lanes.normal.refused = 3;
    const first = watch.look(NOW)?.lanes;
    cockpit.fullLanes.set('normal', {});
    lanes.normal.refused = 5;
    expect([first, watch.look(NOW + 1)]).toEqual([[{ lane: 'normal', refused: 3, max: 7_000 }], null]);
  });

  test('is well again a minute after the last one it turned away', () => {
    const { watch, lanes, cockpit } = watched();
    lanes.normal.refused = 3;
    watch.look(NOW);
    cockpit.fullLanes.set('normal', {});
    lanes.normal.refused = 4;
    watch.look(NOW + 10_000);
    expect([watch.look(NOW + 69_999), watch.look(NOW + 70_000)?.lanes]).toEqual([
      null,
      [{ lane: 'normal', refused: 0, max: 7_000 }],
    ]);
  });
});
