import type { GlobalShortcut } from 'electron/main';
import type { Log, Notifier } from '#ports';

export const STOP_KEY = 'Control+Shift+F12';

/** Takes the key that halts from anywhere on the desktop. A key that is already taken is reported, never ignored. */
export function registerStopKey(
  keys: Pick<GlobalShortcut, 'register' | 'isRegistered'>,
  halt: () => void,
  notifier: Notifier,
  log: Log,
): boolean {
  const taken = keys.register(STOP_KEY, halt) && keys.isRegistered(STOP_KEY);
  if (!taken) {
    log.write('error', 'the global stop key could not be registered', { key: STOP_KEY });
    notifier.critical('The stop key does not work', 'Another program holds Ctrl+Shift+F12. Stop from the window or the tray.');
  }
  return taken;
}
