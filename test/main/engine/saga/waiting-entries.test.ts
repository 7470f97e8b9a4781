import { describe, expect, it } from 'vitest';
import { isExitUnderWay, waitingFor } from '#engine/saga/waiting-entries.ts';
import type { Signal } from '#shared/domain';
import type { CockpitState, SignalLife } from '#shared/projection';
import { cockpit, NOW, signal } from '../rulebook/desk.ts';

const life = (signalId: string, part: Partial<Signal>, receivedAt: number, state = 'received'): SignalLife =>
  ({ signalId, signal: signal({ signalId, ...part }), receivedAt, state }) as unknown as SignalLife;
const EXIT = life('x', { kind: 'exit' }, NOW, 'ordered');

/** Whether an entry waits for the exit, and whether the exit, once over, sends for it. */
function waits(entry: SignalLife, exit = EXIT, isUnderWay = true): readonly [boolean, boolean] {
  const state = cockpit((of: CockpitState) => {
    for (const one of [exit, entry]) of.signals.set(one.signalId, one);
    if (isUnderWay) of.exits.add(exit.signalId);
  });
  const engine = { cockpit: state } as never;
  return [isExitUnderWay(engine, entry), waitingFor(engine, exit).includes(entry)];
}

describe('an entry waits for an exit that came before it', () => {
  it.each<[what: string, entry: SignalLife, isWaiting: boolean]>([
    ['later', life('e', {}, NOW + 1), true],
    ['in the same moment', life('e', {}, NOW), true],
    ['earlier', life('e', {}, NOW - 1), false],
    ['of another symbol', life('e', { symbol: 'GBPUSD' }, NOW + 1), false],
    ['of another source', life('e', { source: 'tradingview' }, NOW + 1), false],
  ])('%s: %j', (_what, entry, isWaiting) => expect(waits(entry)).toEqual([isWaiting, isWaiting]));

  it('not for one that is over', () => expect(waits(life('e', {}, NOW + 1), EXIT, false)[0]).toBe(false));

  it('and only one that has not been judged, and is an entry, is sent for', () => {
    expect(waits(life('e', {}, NOW + 1, 'ordered'))[1]).toBe(false);
    expect(waits(life('e', { kind: 'exit' }, NOW + 1))[1]).toBe(false);
  });

  it('an exit that is no longer remembered holds nothing up', () => {
    const engine = { cockpit: cockpit((of) => void of.exits.add('gone')) } as never;
    expect(isExitUnderWay(engine, life('e', {}, NOW))).toBe(false);
  });
});
