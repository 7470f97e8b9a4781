import { z } from 'zod';
import { isCalendarName } from '../adapters/calendar/index.ts';

/** The first file of a backup: what is in it. */
export const MANIFEST = 'backup.json';

export const backupManifest = z.object({
  format: z.literal(1),
  /** When it was made, UTC, and by which version. */
  madeAt: z.iso.datetime(),
  version: z.string(),
  journal: z.object({ records: z.int().nonnegative(), head: z.string() }),
  /** `file`: secrets.json is in it. `keychain`: the sealed file is, for the same user of the same PC. `left out`: neither. */
  secrets: z.enum(['file', 'keychain', 'left out']),
  /** The start of SHA-256(journalKey), to tell keys apart; null where the key was not to be had. */
  key: z.string().nullable(),
  files: z
    .array(z.object({ name: z.string(), bytes: z.int().nonnegative(), sha256: z.string() }))
    .max(100)
    .refine((files) => new Set(files.map(({ name }) => name)).size === files.length),
});
export type BackupManifest = z.infer<typeof backupManifest>;

/** Files of a data folder that are copied as they are, where they exist. Databases are copied by SQLite. */
export const isPlainFile = (name: string): boolean =>
  ['config.json', 'model.json', 'symbol-names.json', 'account.json', 'server-zones.json', 'sources.json'].includes(name) ||
  isCalendarName(name);

/** Databases beside the journal, copied where they exist. */
export const OTHER_DATABASES: readonly string[] = ['paper.db', 'deliveries.db'];

/** What holds keys, tokens or passwords: left out of a backup without secrets. `secrets.bin` opens only with Chromium's `Local State`. */
export const SECRET_FILES: readonly string[] = ['secrets.json', 'secrets.bin', 'Local State', 'channels.json'];

/** Everything that a backup may put into a folder. */
export const isOfBackup = (name: string): boolean =>
  ['journal.db', ...OTHER_DATABASES, ...SECRET_FILES].includes(name) || isPlainFile(name);
