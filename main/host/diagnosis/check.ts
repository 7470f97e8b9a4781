import type { DiagnosisCheck } from '#shared/ipc';
import { messageOf } from '#shared/lib';

type State = DiagnosisCheck['state'];
const LINE_MAX = 1_000;

/** One finding; a remedy is given only where there is something to do. */
export const check = (id: string, title: string, state: State, found: string, remedy: string | null = null): DiagnosisCheck => ({
  id,
  title,
  state,
  found: found.slice(0, LINE_MAX),
  remedy: remedy?.slice(0, LINE_MAX) ?? null,
});

/** What cannot be looked at is unknown, with why; it never ends the look at the rest. */
export async function looked(
  id: string,
  title: string,
  look: () => Promise<DiagnosisCheck> | DiagnosisCheck,
): Promise<DiagnosisCheck> {
  try {
    return await look();
  } catch (error) {
    return check(id, title, 'unknown', `It could not be looked at: ${messageOf(error)}`);
  }
}
