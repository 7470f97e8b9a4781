import type { DatabaseSync } from 'node:sqlite';

/** How trading stands by the last record about it. */
export function lastTrading(db: DatabaseSync): { readonly trading: string; readonly reason: string } {
  const last = lastPayload(db, 'trading.changed');
  const text = (key: string, otherwise: string): string => (typeof last?.[key] === 'string' ? last[key] : otherwise);
  return { trading: text('to', 'active'), reason: text('reason', '') };
}

/** Whether the last run kept an anchor. */
export const isAnchored = (db: DatabaseSync): boolean => lastPayload(db, 'run.started')?.['anchored'] === true;

/** Found by index. Null when there is none, or when it cannot be read. */
function lastPayload(db: DatabaseSync, type: string): Readonly<Record<string, unknown>> | null {
  const row = db.prepare('SELECT payload FROM records WHERE type = ? ORDER BY seq DESC LIMIT 1').get(type);
  try {
    return JSON.parse(String(row?.['payload'])) as Readonly<Record<string, unknown>> | null;
  } catch {
    return null;
  }
}
