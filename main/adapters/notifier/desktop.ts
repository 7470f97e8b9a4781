import type { Attention, DesktopNotifier, Log, Manner, Toast, ToastAction } from '#ports';

/** Notifications that still hang on the screen; the oldest are let go. */
const HELD_MAX = 20;

/** Never throws: a desktop without notifications still flashes and beeps, and the log has the words. */
export function desktopNotifier(attention: Attention, log: Log): DesktopNotifier {
  // A toast without a reference is garbage-collected, and its click handler with it.
  const held = new Set<Toast>();
  const safely = (acts: readonly (() => void)[]): void => {
    for (const act of acts) {
      try {
        act();
      } catch (fault) {
        log.write('error', 'a notification failed', { detail: String(fault) });
      }
    }
  };

  const toast = (title: string, body: string, { toastSounds }: Manner, actions: readonly ToastAction[]): void => {
    if (!attention.isSupported()) return;
    const words = { title, body, silent: !toastSounds, buttons: actions.map(({ text }) => text) };
    const made: Toast = attention.makeToast(words, {
      click: () => {
        held.delete(made);
        attention.show();
      },
      close: () => held.delete(made),
      button: (index) => {
        held.delete(made);
        const action = actions[index];
        log.write('info', 'a button of a notification was pressed', { title, button: action?.text ?? index });
        action?.act();
      },
    });
    held.add(made);
    for (const oldest of held) {
      if (held.size <= HELD_MAX) break;
      held.delete(oldest);
    }
    made.show();
  };

  const beepIn = ({ beeps }: Manner): void => {
    if (beeps) attention.beep();
  };
  return {
    critical(title, body) {
      log.write('warn', 'critical notification', { title, body });
      const manner = attention.manner();
      safely([() => toast(title, body, manner, attention.actions()), attention.flash, () => beepIn(manner)]);
    },
    attempt: (title, body, manner) => safely([() => toast(title, body, manner, []), () => beepIn(manner)]),
  };
}
