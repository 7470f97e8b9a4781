import { expect, test, vi, type Mock } from 'vitest';
import { desktopNotifier } from '#main/adapters/notifier/index.ts';
import type { Attention } from '#ports';
import { recorders } from '../../window/recorders.ts';

const LOUD = { toastSounds: true, beeps: true };
function desktop(
  overrides: { isSupported?: () => boolean; makeToast?: () => never; flash?: Mock<() => void>; manner?: () => typeof LOUD } = {},
) {
  const toasts: {
    words: unknown;
    events: Record<'click' | 'close', () => void> & { button(index: number): void };
    shown: boolean;
  }[] = [];
  const stop = vi.fn<() => void>();
  const attention: Attention = {
    isSupported: () => true,
    makeToast: (words, events) => {
      const toast = { words, events, shown: false };
      toasts.push(toast);
      return { show: () => void (toast.shown = true) };
    },
    flash: vi.fn<() => void>(),
    beep: vi.fn<() => void>(),
    show: vi.fn<() => void>(),
    manner: () => LOUD,
    actions: () => [
      { text: 'Show', act: attention.show },
      { text: 'STOP', act: stop },
    ],
    ...overrides,
  };
  const record = recorders();
  const counts = () => [attention.flash, attention.beep, attention.show, stop].map((act) => vi.mocked(act).mock.calls.length);
  return { attention, toasts, record, counts, notifier: desktopNotifier(attention, record.log) };
}

test('toast, flash and sound; a click shows the window', () => {
  const { toasts, notifier, counts } = desktop();
  notifier.critical('Title', 'Body');
  expect([toasts[0]?.words, toasts[0]?.shown]).toEqual([
    { title: 'Title', body: 'Body', silent: false, buttons: ['Show', 'STOP'] },
    true,
  ]);
  toasts[0]?.events.click();
  expect(counts()).toEqual([1, 1, 1, 0]);
});

test('a button does what it says, is in the log, and one that is not ours does nothing', () => {
  const { toasts, notifier, counts, record } = desktop();
  notifier.critical('Title', 'Body');
  toasts[0]?.events.button(1);
  toasts[0]?.events.button(7);
  expect(counts()).toEqual([1, 1, 0, 1]);
  expect(record.lines.slice(1)).toEqual(Array(2).fill(['info', 'a button of a notification was pressed']));
});

test('without a sound it is shown and flashes all the same', () => {
  const { toasts, notifier, counts } = desktop({ manner: () => ({ toastSounds: false, beeps: false }) });
  notifier.critical('Title', 'Body');
  expect([toasts[0]?.words, toasts[0]?.shown, counts()]).toEqual([expect.objectContaining({ silent: true }), true, [1, 0, 0, 0]]);
});

test('one that is tried sounds as asked, has no button, and is no alarm', () => {
  const { toasts, notifier, counts, record } = desktop({ manner: () => ({ toastSounds: false, beeps: false }) });
  notifier.attempt('Test', 'Body', LOUD);
  expect([toasts[0]?.words, counts(), record.lines]).toEqual([
    { title: 'Test', body: 'Body', silent: false, buttons: [] },
    [0, 1, 0, 0],
    [],
  ]);
});

test('without notifications the taskbar still flashes', () => {
  const { attention, toasts, notifier } = desktop({ isSupported: () => false });
  notifier.critical('Title', 'Body');
  expect([toasts.length, vi.mocked(attention.flash).mock.calls.length]).toEqual([0, 1]);
});

test('one way failing does not take the others with it', () => {
  const broken = (): never => {
    throw new Error('no desktop');
  };
  const { attention, record, notifier } = desktop({ makeToast: broken, flash: vi.fn(broken) });
  notifier.critical('Title', 'Body');
  expect([vi.mocked(attention.beep).mock.calls.length, record.lines.map(([level]) => level)]).toEqual([
    1,
    ['warn', 'error', 'error'],
  ]);
});
