import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { keepAwake, type KeepAwake } from '#main/window/keep-awake.ts';
import { watchMachineLife } from '#main/window/machine-life.ts';
import { machineWords } from '#main/window/machine-words.ts';
import type { TrayStatus } from '#main/window/tray-status.ts';
import { recorders } from './recorders.ts';

const standing = (trading: TrayStatus['trading'], positions: number): TrayStatus => ({ mode: 'demo', trading, positions });

describe('what the machine tells', () => {
  const watched = (onBatteryPower = false) => {
    const done: string[] = [];
    const power = Object.assign(new EventEmitter(), { onBatteryPower });
    const screen = Object.assign(new EventEmitter(), {
      getAllDisplays: () => [{ size: { width: 1920, height: 1080 }, scaleFactor: 1.5 }],
    });
    const window = new EventEmitter();
    watchMachineLife({ power, screen, window } as never, {
      heard: ({ what, detail }) => void done.push(detail === undefined ? what : `${what}: ${detail}`),
      endAtOnce: (reason) => void done.push(`end at once: ${reason}`),
      end: (reason) => void done.push(`end: ${reason}`),
      screensChanged: () => void done.push('bring back'),
    });
    return { power, screen, window, done };
  };

  test('power and session, each by its own name', () => {
    const { power, done } = watched();
    for (const event of ['suspend', 'resume', 'lock-screen', 'unlock-screen', 'on-battery', 'on-ac']) power.emit(event);
    expect(done).toEqual(['suspended', 'resumed', 'locked', 'unlocked', 'on_battery', 'on_mains']);
  });

  test('a start on battery', () => expect(watched(true).done).toEqual(['on_battery']));

  test('Windows ends the session: told when it asks, sealed when it does', () => {
    const { window, done } = watched();
    window.emit('query-session-end', { reasons: ['shutdown', 'critical'] });
    window.emit('session-end', { reasons: ['shutdown'] });
    expect(done).toEqual(['session_ending: shutdown, critical', 'end at once: session-end']);
  });

  test('another system that shuts down waits for the seal', () => {
    const { power, done } = watched();
    let waits = false;
    power.emit('shutdown', { preventDefault: () => (waits = true) });
    expect([waits, done]).toEqual([true, ['session_ending: shutdown', 'end: shutdown']]);
  });

  test('screens: which there are now, and the window comes back', () => {
    const { screen, done } = watched();
    screen.emit('display-removed');
    expect(done).toEqual(['displays_changed: 1920x1080 at 150 %', 'bring back']);
  });
});

test('sleep and the session’s end are told while something is open, in words', () => {
  expect(machineWords('suspended', standing('active', 1))).toEqual({
    title: 'The PC goes to sleep with positions open',
    body: 'DEMO: 1 position is protected only by stops at the broker meanwhile.',
  });
  expect(machineWords('session_ending', standing('halted', 2))?.body).toContain('2 positions are protected');
  expect([machineWords('suspended', standing('active', 0)), machineWords('locked', standing('active', 2))]).toEqual([null, null]);
});

describe('the PC is kept awake', () => {
  const kept = (choice: KeepAwake) => {
    const held = new Set<number>();
    let ids = 0;
    const blocker = {
      start: (kind: string) => {
        expect(kind).toBe('prevent-app-suspension');
        held.add((ids += 1));
        return ids;
      },
      stop: (id: number) => held.delete(id),
    };
    const awake = keepAwake(blocker, () => choice, recorders().log);
    return (...steps: readonly (readonly [TrayStatus['trading'], number])[]) =>
      steps.map(([trading, positions]) => {
        awake.update(standing(trading, positions));
        return held.size;
      });
  };

  test.each<[KeepAwake, number[]]>([
    ['trading', [1, 1, 1, 0, 1]],
    ['open', [0, 1, 1, 0, 0]],
    ['never', [0, 0, 0, 0, 0]],
  ])('%s', (choice, expected) =>
    expect(kept(choice)(['active', 0], ['active', 1], ['halted', 1], ['halted', 0], ['reducing', 0])).toEqual(expected),
  );
});
