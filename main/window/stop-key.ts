import type { GlobalShortcut } from 'electron/main';
import type { MachineNews } from '#shared/domain';
import type { Log, Notifier } from '#ports';

export const STOP_KEY = 'Control+Shift+F12';
const AGAIN_MS = 60_000;

type Tools = {
  readonly notifier: Notifier;
  readonly log: Log;
  /** What is on record of it. */
  heard(news: MachineNews): void;
  after(ms: number, act: () => void): void;
};

/**
 * Takes the key that halts from anywhere on the desktop, and looks every minute whether it is still ours. A key that another program
 * holds is told once and stands as an alarm until it is ours.
 */
export function registerStopKey(
  keys: Pick<GlobalShortcut, 'register' | 'isRegistered'>,
  halt: () => void,
  { notifier, log, heard, after }: Tools,
): void {
  let isOurs: boolean | null = null;
  const look = (): void => {
    const now = keys.isRegistered(STOP_KEY) || (keys.register(STOP_KEY, halt) && keys.isRegistered(STOP_KEY));
    if (!now && isOurs !== false) {
      log.write('error', 'the global stop key could not be registered', { key: STOP_KEY });
      heard({ what: 'stop_key_taken', detail: 'another program holds it' });
      notifier.critical('The stop key does not work', 'Another program holds Ctrl+Shift+F12. Stop from the window or the tray.');
    }
    if (now && isOurs === false) {
      log.write('info', 'the global stop key works again', { key: STOP_KEY });
      heard({ what: 'stop_key_ours' });
    }
    isOurs = now;
    after(AGAIN_MS, look);
  };
  look();
}
