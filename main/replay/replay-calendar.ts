import { messageOf } from '#shared/lib';
import { heldCalendar, type HeldCalendar } from '../adapters/calendar/index.ts';
import { StartFault } from '../host/index.ts';

/** The news of a replay's time. Throws StartFault where a file cannot be read. */
export async function replayCalendar(
  files: readonly string[],
  timeZone: string | null,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<HeldCalendar> {
  try {
    return await heldCalendar([...files], { timeZone, from, to });
  } catch (error) {
    throw error instanceof StartFault ? error : new StartFault([`--calendar: ${messageOf(error)}`]);
  }
}
