import type { CockpitService, Log, Notifier } from '#ports';
import { messageOf } from '#shared/lib';

/** No answer within this time is itself an alarm. */
const ANSWER_MS = 1_000;

export type StopSource = { readonly actor: string; readonly reason: string };
export const TRAY: StopSource = { actor: 'trader:tray', reason: 'Stopped from the tray' };
export const TOAST: StopSource = { actor: 'trader:notification', reason: 'Stopped from a notification' };
export const SHORTCUT: StopSource = { actor: 'trader:shortcut', reason: 'Stopped by the global shortcut' };

/**
 * Halts at once, without a question, from a door outside the page, and says how it ended: the window may be hidden or
 * frozen. Flattening is another act and is not offered here.
 */
export async function haltFrom(door: StopSource, service: CockpitService, notifier: Notifier, log: Log): Promise<boolean> {
  const late = setTimeout(() => {
    notifier.critical(
      'STOP has no answer yet',
      'The engine did not confirm within 1 s. Close the positions in MetaTrader 5 if in doubt.',
    );
    log.write('error', 'halt not confirmed in time', { actor: door.actor });
  }, ANSWER_MS);
  try {
    const answer = await service.command('trading.halt', { reason: door.reason, flatten: false }, door.actor);
    if (answer.ok) {
      notifier.critical('Trading is halted', `${door.reason}. No new orders. Stop certificate ${answer.value.certificateId}.`);
      log.write('warn', 'trading halted', { actor: door.actor, certificateId: answer.value.certificateId });
      return true;
    }
    notifier.critical('STOP was refused', answer.error.detail);
    log.write('error', 'halt refused', { actor: door.actor, code: answer.error.code, detail: answer.error.detail });
  } catch (fault) {
    notifier.critical('STOP failed', messageOf(fault));
    log.write('error', 'halt failed', { actor: door.actor, detail: String(fault) });
  } finally {
    clearTimeout(late);
  }
  return false;
}
