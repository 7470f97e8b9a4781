import { describe, expect, test } from 'vitest';
import type { Fault } from '#main/paper-broker/index.ts';
import { hasCompiler } from './compiled-ea.ts';
import { CuttingWire } from './cutting-wire.ts';
import { DeskWithEa } from './desk-with-ea.ts';
import { clock } from './ea-clock.ts';
import { until } from '../main/adapters/mt5/waiting.ts';

const DONE = ['open', 'failed', 'rejected'];

/** What goes over the line is the same, whichever terminal is at the other end of it. */
describe.each(hasCompiler ? (['double', 'compiled'] as const) : (['double'] as const))('answers of the %s terminal', (far) => {
  const connected = async (): Promise<{ desk: DeskWithEa; wire: CuttingWire; over: () => Promise<void> }> => {
    const wire = new CuttingWire();
    await wire.start();
    const desk = await DeskWithEa.connected({ far, wire });
    const beat = setInterval(() => desk.venue.price('USDJPY', 147.5), 50);
    const over = async (): Promise<void> => {
      clearInterval(beat);
      expect(await desk.close()).toBe(0);
      wire.stop();
    };
    return { desk, wire, over };
  };
  const codes = (wire: CuttingWire) => wire.answers.map(({ t, retcode, deal }) => (t === 'ack' ? t : [retcode, deal !== '0']));

  test.each<[string, Fault | null, unknown, string, number]>([
    ['done', null, [10_009, true], 'open', 1],
    ['in part', { kind: 'partial_fill', share: 0.5 }, [10_010, true], 'open', 1],
    ['taken, and its deal comes later', { kind: 'placed', afterMs: 400, ends: 'filled' }, [10_008, false], 'open', 1],
    ['taken, and given up later', { kind: 'placed', afterMs: 400, ends: 'rejected' }, [10_008, false], 'failed', 0],
    ['a timeout', { kind: 'timeout' }, [10_012, false], 'open', 1],
    ['an error of the server', { kind: 'timeout', retcode: 10_011 }, [10_011, false], 'open', 1],
    ['no connection', { kind: 'timeout', retcode: 10_031 }, [10_031, false], 'open', 1],
    ['a refusal', { kind: 'refuse', retcode: 10_006, text: 'Request rejected' }, [10_006, false], 'failed', 0],
  ])('an entry that is %s', async (_what, fault, word, state, held) => {
    const { desk, wire, over } = await connected();
    if (fault !== null) desk.venue.faults.push(fault);
    await desk.signal('s1');
    expect([(await desk.state('s1', DONE, 60_000))[0], desk.venue.positions.length]).toEqual([state, held]);
    expect(codes(wire)).toEqual(['ack', word]);
    await over();
  });

  test('the broker takes its time: nothing is known before it has', async () => {
    const { desk, wire, over } = await connected();
    desk.venue.latencyMs = 1_000;
    await desk.signal('s1');
    await until(() => wire.answers.length === 1);
    const [at, before] = [clock.nowMs(), [codes(wire), desk.venue.positions.length]];
    expect((await desk.state('s1', DONE, 60_000))[0]).toBe('open');
    expect([before, codes(wire), clock.nowMs() - at > 500]).toEqual([[['ack'], 0], ['ack', [10_009, true]], true]);
    await over();
  });

  test('the broker takes longer than the order has: it is in doubt until its deal is there, and never called failed', async () => {
    const { desk, over } = await connected();
    desk.venue.latencyMs = 9_000;
    await desk.signal('s1');
    expect((await desk.state('s1', DONE, 60_000))[0]).toBe('open');
    expect([desk.venue.positions.length, desk.venue.requests.length, desk.records('trading.changed').length]).toEqual([1, 1, 0]);
    await over();
  });

  test('what never gets to the broker is nowhere in the end', async () => {
    const { desk, over } = await connected();
    desk.venue.swallow = 1;
    await desk.signal('s1');
    expect((await desk.state('s1', DONE, 60_000))[0]).toBe('failed');
    expect([desk.venue.positions.length, desk.venue.requests.length, desk.records('trading.changed').length]).toEqual([0, 1, 0]);
    await over();
  });

  test('the terminal ends before the broker has carried it out: one position, found when there is a terminal again', async () => {
    const { desk, wire, over } = await connected();
    desk.venue.latencyMs = 700;
    await desk.signal('s1');
    await until(() => wire.answers.length === 1);
    await desk.restartTerminal();
    await desk.isUp();
    expect((await desk.state('s1', DONE, 60_000))[0]).toBe('open');
    expect([desk.venue.positions.length, desk.venue.requests.length]).toEqual([1, 1]);
    await over();
  });
});
