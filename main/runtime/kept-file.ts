import type { HostDesk } from '#ports';
import { messageOf } from '#shared/lib';

export const NO_HOST = {
  kind: 'refused',
  code: 'no_setup',
  detail: 'This cockpit can write no file: it knows nothing of its PC',
} as const;

/** Writes a file into the folder for exports and shows it there. `problem`: why it could not be shown. Throws why it could not be written. */
export async function keptFile(
  host: HostDesk,
  name: string,
  texts: AsyncIterable<string>,
  secrets: readonly string[],
): Promise<{ readonly file: string; readonly problem: string | null }> {
  const file = await host.keep(name, texts, secrets);
  try {
    await host.show?.(file);
    return { file, problem: null };
  } catch (error) {
    return { file, problem: messageOf(error) };
  }
}
