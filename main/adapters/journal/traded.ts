import type { DatabaseSync } from 'node:sqlite';

/**
 * Signals that led to an order, found by index however long the journal is. The indexes are expressions over the records
 * themselves, kept by SQLite with every insert: there is no second store that could say something else than the records.
 */
const INDEXES = {
  accepted_by_fingerprint: `ON records (json_extract(payload, '$.fingerprint')) WHERE type = 'signal.accepted'`,
  intended_by_signal: `ON records (json_extract(payload, '$.signalId')) WHERE type = 'order.intended'`,
} as const;

/** Makes the indexes where they are missing, and makes one again that is not what it should be. */
export function ensureTradedIndexes(db: DatabaseSync): void {
  const sqlOf = db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?");
  for (const [name, on] of Object.entries(INDEXES)) {
    const wanted = `CREATE INDEX ${name} ${on}`;
    if (sqlOf.get(name)?.['sql'] !== wanted) db.exec(`BEGIN IMMEDIATE; DROP INDEX IF EXISTS ${name}; ${wanted}; COMMIT;`);
  }
}

/** The port's `traded` on a database. Without its index the question fails instead of walking through every record. */
export function tradedOn(db: DatabaseSync): (signalId: string, fingerprint: string) => string | null {
  const intended = db.prepare(
    `SELECT 1 FROM records INDEXED BY intended_by_signal WHERE type = 'order.intended'
       AND json_extract(payload, '$.signalId') = ? AND json_extract(payload, '$.request.op') = 'open' LIMIT 1`,
  );
  const accepted = db.prepare(
    `SELECT json_extract(payload, '$.signal.signalId') AS id FROM records INDEXED BY accepted_by_fingerprint
       WHERE type = 'signal.accepted' AND json_extract(payload, '$.fingerprint') = ? ORDER BY seq`,
  );
  const hasOrder = (signalId: string): boolean => intended.get(signalId) !== undefined;
  return (signalId, fingerprint) => {
    if (hasOrder(signalId)) return signalId;
    for (const { id } of accepted.iterate(fingerprint)) if (typeof id === 'string' && hasOrder(id)) return id;
    return null;
  };
}
