import { expect, test, vi, type Mock } from 'vitest';
import { desktopNotifier } from '#main/adapters/notifier/index.ts';
import { recorders } from '../../window/recorders.ts';

function desktop(overrides: { isSupported?: () => boolean; makeToast?: () => never; flash?: Mock<() => void> } = {}) {
  const toasts: { words: unknown; on: Map<string, () => void>; shown: boolean }[] = [];
  const attention = {
    isSupported: () => true,
    makeToast: (words: unknown) => {
      const toast = { words, on: new Map<string, () => void>(), shown: false };
      toasts.push(toast);
      return { on: (event: string, act: () => void) => toast.on.set(event, act), show: () => void (toast.shown = true) };
    },
    flash: vi.fn<() => void>(),
    beep: vi.fn(),
    show: vi.fn(),
    ...overrides,
  };
  const record = recorders();
  return { attention, toasts, record, notifier: desktopNotifier(attention, record.log) };
}

test('toast, flash and sound; a click shows the window', () => {
  const { attention, toasts, notifier } = desktop();
  notifier.critical('Title', 'Body');
  expect([toasts[0]?.words, toasts[0]?.shown]).toEqual([{ title: 'Title', body: 'Body' }, true]);
  toasts[0]?.on.get('click')?.();
  expect([attention.flash, attention.beep, attention.show].map((act) => act.mock.calls.length)).toEqual([1, 1, 1]);
});

test('without notifications the taskbar still flashes', () => {
  const { attention, toasts, notifier } = desktop({ isSupported: () => false });
  notifier.critical('Title', 'Body');
  expect([toasts.length, attention.flash.mock.calls.length]).toEqual([0, 1]);
});

test('one way failing does not take the others with it', () => {
  const broken = (): never => {
    throw new Error('no desktop');
  };
  const { attention, record, notifier } = desktop({ makeToast: broken, flash: vi.fn(broken) });
  notifier.critical('Title', 'Body');
  expect([attention.beep.mock.calls.length, record.lines.map(([level]) => level)]).toEqual([1, ['warn', 'error', 'error']]);
});
