import type { Log, Notifier } from '#ports';

type Toast = { on(event: 'click' | 'close', act: () => void): unknown; show(): void };

/** The desktop's means of getting the trader's attention. */
export type Attention = {
  readonly isSupported: () => boolean;
  readonly makeToast: (words: { readonly title: string; readonly body: string }) => Toast;
  /** Flashes the window's button in the taskbar until the window has the focus. */
  readonly flash: () => void;
  readonly beep: () => void;
  /** Brings the window forward, when the trader clicks the notification. */
  readonly show: () => void;
};

/** Notifications that still hang on the screen; the oldest are let go. */
const HELD_MAX = 20;

/** Never throws: a desktop without notifications still flashes and beeps, and the log has the words. */
export function desktopNotifier(attention: Attention, log: Log): Notifier {
  // A toast without a reference is garbage-collected, and its click handler with it.
  const held = new Set<Toast>();

  const toast = (title: string, body: string): void => {
    if (!attention.isSupported()) return;
    const made = attention.makeToast({ title, body });
    held.add(made);
    for (const oldest of held) {
      if (held.size <= HELD_MAX) break;
      held.delete(oldest);
    }
    made.on('click', () => {
      held.delete(made);
      attention.show();
    });
    made.on('close', () => held.delete(made));
    made.show();
  };

  return {
    critical(title, body) {
      log.write('warn', 'critical notification', { title, body });
      for (const act of [() => toast(title, body), attention.flash, attention.beep]) {
        try {
          act();
        } catch (fault) {
          log.write('error', 'a notification failed', { detail: String(fault) });
        }
      }
    },
  };
}
