import type { MachineNews } from '#shared/domain';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { BACKGROUND_SERVICE, watchCrashes, watchHelpers } from '#main/window/crash-watch.ts';
import { haltFrom, SHORTCUT, TOAST, TRAY } from '#main/window/halt.ts';
import { trayStatusLine, watchTrayStatus, type TrayStatus } from '#main/window/tray-status.ts';
import { registerStopKey, STOP_KEY } from '#main/window/stop-key.ts';
import { ownSettings } from '#main/window/own-settings.ts';
import { trayMenu } from '#main/window/tray-menu.ts';
import { err, ok } from '#shared/lib';
import { emptyCockpit, packCockpit } from '#shared/projection';
import { FakeDesk } from '../../contract/fake-desk.ts';
import { sampleLive } from '../../contract/samples.ts';
import { recorders } from './recorders.ts';

afterEach(() => void vi.useRealTimers());

describe('STOP from outside the page', () => {
  test.each([TRAY, SHORTCUT, TOAST])('$actor halts without flattening and tells', async (door) => {
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
  const taking = (keys: object) => {
    const { log, notifier, lines, told } = recorders();
    const heard: MachineNews[] = [];
    const later: (() => void)[] = [];
    const halt = vi.fn();
    registerStopKey(keys as never, halt, {
      ...{ log, notifier },
      heard: (news) => void heard.push(news),
      after: (_ms, act) => void later.push(act),
    });
    return { lines, told, heard, halt, look: () => later.shift()?.() };
  };

  test('halts when pressed', () => {
    let isOurs = false;
    const keys = { register: vi.fn((_key: string, act: () => void) => (act(), (isOurs = true))), isRegistered: () => isOurs };
    const { halt, told, heard, look } = taking(keys);
    look();
    expect([halt.mock.calls.length, keys.register.mock.calls.length, keys.register.mock.calls[0]?.[0], STOP_KEY]).toEqual([
      ...[1, 1],
      STOP_KEY,
      'Control+Shift+F12',
    ]);
    expect([told, heard]).toEqual([[], []]);
  });

  test.each([
    [false, false],
    [true, false],
  ])('not to be had (%s, %s): told once, on record, tried again until it is ours', (registered, held) => {
    let [may, isOurs] = [registered, held];
    const { lines, told, heard, look } = taking({ register: () => may, isRegistered: () => isOurs });
    look();
    expect([lines, told.map(([title]) => title)]).toEqual([
      [['error', 'the global stop key could not be registered']],
      ['The stop key does not work'],
    ]);
    expect(heard).toEqual([{ what: 'stop_key_taken', detail: 'another program holds it' }]);
    [may, isOurs] = [true, true];
    look();
    look();
    expect(heard.slice(1)).toEqual([{ what: 'stop_key_ours' }]);
  });
});

test('the tray: state line, show, STOP that is never disabled, quit', () => {
  const acts = {
    ...{ show: vi.fn(), halt: vi.fn(), resume: vi.fn(), quit: vi.fn(), saveKey: vi.fn(), open: vi.fn() },
    keepAwake: { now: () => 'trading' as const, choose: vi.fn() },
    notices: { now: () => ownSettings('/nowhere', recorders().log).notices(), choose: vi.fn(), attempt: vi.fn() },
  };
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

describe('the page', () => {
  type Details = { reason: string; exitCode: number };
  const watched = () => {
    const { log, notifier, told } = recorders();
    const handlers = new Map<string, (event: unknown, details: Details) => void>();
    const heard: MachineNews[] = [];
    const later = new Set<() => void>();
    let now = 0;
    const contents = {
      on: (name: string, handler: (event: unknown, details: Details) => void) => void handlers.set(name, handler),
      forcefullyCrashRenderer: vi.fn(),
    };
    const reload = vi.fn();
    watchCrashes(contents as never, reload, {
      ...{ notifier, log },
      nowMs: () => now,
      heard: (news) => void heard.push(news),
      after: (_ms, act) => {
        later.add(act);
        return () => void later.delete(act);
      },
    });
    const emit = (name: string, details: Details = { reason: '', exitCode: 0 }): void => handlers.get(name)?.({}, details);
    return { emit, reload, told, heard, later, contents, at: (ms: number) => void (now = ms) };
  };

  test('that dies is loaded again, three times a minute at most', () => {
    const { emit, reload, told, heard, at } = watched();
    emit('render-process-gone', { reason: 'clean-exit', exitCode: 0 });
    for (const ms of [0, 1_000, 2_000, 3_000, 4_000]) {
      at(ms);
      emit('render-process-gone', { reason: 'crashed', exitCode: 139 });
    }
    expect(reload).toHaveBeenCalledTimes(3);
    expect(told.map(([title]) => title).at(-1)).toBe('The window keeps failing');
    at(100_000);
    emit('render-process-gone', { reason: 'oom', exitCode: 1 });
    expect(reload).toHaveBeenCalledTimes(4);
    expect(heard.at(-1)).toEqual({ what: 'window_failed', detail: 'oom, code 1' });
  });

  test('that hangs is told at once, and ended when it stays so', () => {
    const { emit, heard, later, contents } = watched();
    emit('unresponsive');
    emit('responsive');
    expect([heard, later.size]).toEqual([[{ what: 'window_hung' }, { what: 'window_answers' }], 0]);
    emit('unresponsive');
    emit('unresponsive');
    expect(later.size).toBe(1);
    for (const act of later) act();
    expect(contents.forcefullyCrashRenderer).toHaveBeenCalledOnce();
  });
});

test('a helper of Chromium that fails is on record, one that ends is not', () => {
  const { log, lines } = recorders();
  let gone: (event: unknown, details: object) => void = () => undefined;
  const heard: MachineNews[] = [];
  watchHelpers({ on: (_name: string, act: typeof gone) => (gone = act) } as never, {
    log,
    heard: (news) => void heard.push(news),
  });
  gone({}, { type: 'Utility', reason: 'clean-exit', exitCode: 0, name: 'Audio' });
  gone({}, { type: 'GPU', reason: 'crashed', exitCode: 5 });
  expect([lines.length, heard]).toEqual([1, [{ what: 'helper_failed', detail: 'GPU: crashed, code 5' }]]);
  // A replay that is done or ended early is ended by the cockpit; one that runs out of memory is not.
  const own = { type: 'Utility', name: BACKGROUND_SERVICE };
  for (const reason of ['killed', 'abnormal-exit', 'oom']) gone({}, { ...own, reason, exitCode: 15 });
  expect(heard.slice(1)).toEqual([{ what: 'helper_failed', detail: `Utility ${BACKGROUND_SERVICE}: oom, code 15` }]);
});
