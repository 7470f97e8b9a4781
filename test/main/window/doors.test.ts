import { afterEach, describe, expect, test, vi } from 'vitest';
import { watchCrashes } from '#main/window/crash-watch.ts';
import { haltFrom, SHORTCUT, TRAY } from '#main/window/halt.ts';
import { trayStatusLine, watchTrayStatus, type TrayStatus } from '#main/window/tray-status.ts';
import { registerStopKey, STOP_KEY } from '#main/window/stop-key.ts';
import { trayMenu } from '#main/window/tray-menu.ts';
import { err, ok } from '#shared/lib';
import { emptyCockpit, packCockpit } from '#shared/projection';
import { FakeDesk } from '../../contract/fake-desk.ts';
import { sampleLive } from '../../contract/samples.ts';
import { recorders } from './recorders.ts';

afterEach(() => void vi.useRealTimers());

describe('STOP from outside the page', () => {
  test.each([TRAY, SHORTCUT])('$actor halts without flattening and tells', async (door) => {
    const [desk, { log, notifier, told }] = [new FakeDesk(), recorders()];
    desk.answer = () => ok({ certificateId: 'stop-9', latchedAt: 1 });
    expect(await haltFrom(door, desk, notifier, log)).toBe(true);
    expect(desk.asked).toEqual([{ name: 'trading.halt', request: { reason: door.reason, flatten: false }, actor: door.actor }]);
    expect(told).toEqual([['Trading is halted', `${door.reason}. No new orders. Stop certificate stop-9.`]]);
  });

  test.each<[string, FakeDesk['answer'], string]>([
    ['refused', () => err({ kind: 'refused', code: 'not_ready', detail: 'why' }), 'STOP was refused'],
    ['failing', () => Promise.reject(new Error('broken')), 'STOP failed'],
  ])('%s is told', async (_how, answer, title) => {
    const [desk, { log, notifier, told }] = [new FakeDesk(), recorders()];
    desk.answer = answer;
    expect(await haltFrom(TRAY, desk, notifier, log)).toBe(false);
    expect(told.map(([first]) => first)).toEqual([title]);
  });

  test('no answer in 1 s is told', async () => {
    vi.useFakeTimers();
    const [desk, { log, notifier, told }] = [new FakeDesk(), recorders()];
    desk.answer = () => new Promise(() => undefined);
    void haltFrom(TRAY, desk, notifier, log);
    await vi.advanceTimersByTimeAsync(999);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(told.map(([title]) => title)).toEqual(['STOP has no answer yet']);
  });
});

describe('the stop key', () => {
  test('halts when pressed', () => {
    const [halt, { log, notifier, told }] = [vi.fn(), recorders()];
    const keys = { register: vi.fn((_key: string, act: () => void) => (act(), true)), isRegistered: () => true };
    expect(registerStopKey(keys as never, halt, notifier, log)).toBe(true);
    expect([halt.mock.calls.length, keys.register.mock.calls[0]?.[0], STOP_KEY, told]).toEqual([
      1,
      STOP_KEY,
      'Control+Shift+F12',
      [],
    ]);
  });

  test.each([
    [false, false],
    [true, false],
  ])('not to be had (%s, %s): log and notification', (registered, held) => {
    const { log, notifier, lines, told } = recorders();
    const keys = { register: () => registered, isRegistered: () => held };
    expect(registerStopKey(keys as never, vi.fn(), notifier, log)).toBe(false);
    expect([lines, told.map(([title]) => title)]).toEqual([
      [['error', 'the global stop key could not be registered']],
      ['The stop key does not work'],
    ]);
  });
});

test('the tray: state line, show, STOP that is never disabled, quit', () => {
  const acts = { show: vi.fn(), halt: vi.fn(), quit: vi.fn(), open: vi.fn() };
  const menu = trayMenu({ mode: 'paper', trading: 'halted', positions: 2 }, acts);
  const click = (id: string): void => (menu.find((item) => item.id === id)?.click as (() => void) | undefined)?.();
  for (const id of ['show', 'stop', 'quit']) click(id);
  expect(menu[0]).toMatchObject({ label: 'PAPER · HALTED · 2 positions', enabled: false });
  expect(menu.find(({ id }) => id === 'stop')).not.toHaveProperty('enabled');
  expect([acts.show, acts.halt, acts.quit].map((act) => act.mock.calls.length)).toEqual([1, 1, 1]);
});

describe('the standing', () => {
  const desk = new FakeDesk();
  const opened = (seq: number, ticket: string) => ({ seq, type: 'position.opened', payload: { position: { ticket } } });

  test('starts from the engine and follows the feed', async () => {
    const state = { ...emptyCockpit(), lastSeq: 10, positions: new Map([['1', {}]]) };
    desk.answer = () => ok({ state: packCockpit(state as never), live: sampleLive, equity: [] });
    const seen: string[] = [];
    const watch = await watchTrayStatus(desk, (now: TrayStatus) => void seen.push(trayStatusLine(now)));
    desk.feed(opened(10, '9'));
    desk.feed(opened(11, '2'), { seq: 12, type: 'bar.closed' });
    desk.feed({ seq: 13, type: 'bar.closed' });
    desk.feed({ seq: 14, type: 'trading.changed', payload: { to: 'halted' } });
    desk.feed(
      { seq: 15, type: 'position.closed', payload: { trade: { ticket: '1' } } },
      { seq: 16, type: 'position.closed', payload: { trade: { ticket: '2' } } },
    );
    watch.stop();
    expect(seen).toEqual([
      'PAPER · Trading · 1 position',
      'PAPER · Trading · 2 positions',
      'PAPER · HALTED · 2 positions',
      'PAPER · HALTED · no positions',
    ]);
    expect(desk.listeners()).toBe(0);
  });

  test('an engine that does not tell is a fault', async () => {
    desk.answer = () => err({ kind: 'engine-fault', code: 'engine_fault', detail: 'no' });
    await expect(watchTrayStatus(desk, () => undefined)).rejects.toThrow('did not tell');
  });
});

test('a page that dies is loaded again, three times a minute at most', () => {
  const { log, notifier, told } = recorders();
  let die: (event: unknown, details: { reason: string; exitCode: number }) => void = () => undefined;
  const contents = { on: (name: string, handler: typeof die) => (name === 'render-process-gone' ? (die = handler) : undefined) };
  const reload = vi.fn();
  let now = 0;
  watchCrashes(contents as never, reload, { notifier, log, nowMs: () => now });
  die({}, { reason: 'clean-exit', exitCode: 0 });
  for (; now < 5_000; now += 1_000) die({}, { reason: 'crashed', exitCode: 139 });
  expect(reload).toHaveBeenCalledTimes(3);
  expect(told.map(([title]) => title).at(-1)).toBe('The window keeps failing');
  now = 100_000;
  die({}, { reason: 'oom', exitCode: 1 });
  expect(reload).toHaveBeenCalledTimes(4);
});
