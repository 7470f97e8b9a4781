import type { RuntimeOptions } from './options.ts';
import { messageOf } from '#shared/lib';

/**
 * Notifies at the worst moments, when the journal or the engine has failed. A notifier that fails as well is written to the
 * log and blocks nothing.
 */
export function tellCritical({ notifier, log }: Pick<RuntimeOptions, 'notifier' | 'log'>, title: string, body: string): void {
  try {
    notifier.critical(title, body);
  } catch (error) {
    log.write('error', 'Nobody could be notified', { title, error: messageOf(error) });
  }
}
