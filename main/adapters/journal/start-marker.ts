import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { JournalFinding } from '#shared/domain';

/** Says that the data folder was changed on purpose while no cockpit ran: the next start is halted, and says why. */
const markerFile = (dir: string): string => join(dir, 'halt-at-start.json');
const contents = z.object({
  code: z.enum(['journal_restored', 'journal_new', 'keys_recovered', 'journal_signed_again']),
  text: z.string().min(1).max(400),
});

export function leaveMarker(dir: string, marker: z.infer<typeof contents>): void {
  writeFileSync(markerFile(dir), `${JSON.stringify(marker)}\n`, { mode: 0o600 });
}

/** What was left there; null when nothing was. One that cannot be read halts all the same. */
export function readMarker(dir: string): JournalFinding | null {
  let text: string;
  try {
    text = readFileSync(markerFile(dir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return contents.parse(JSON.parse(text));
  } catch {
    return { code: 'journal_restored', text: 'The data folder was restored, and the note of how cannot be read.' };
  }
}

export const removeMarker = (dir: string): void => rmSync(markerFile(dir), { force: true });
