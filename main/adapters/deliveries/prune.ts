import type { DatabaseSync } from 'node:sqlite';

/** How much is kept. What strangers sent has a room of its own, so that it pushes nobody else's out. */
export type DeliveryBounds = {
  readonly days: number;
  readonly proven: RoomBounds;
  readonly strangers: RoomBounds;
};
type RoomBounds = { readonly rows: number; readonly bytes: number };

export const DELIVERY_BOUNDS: DeliveryBounds = {
  days: 30,
  proven: { rows: 20_000, bytes: 48 * 1_024 * 1_024 },
  strangers: { rows: 1_000, bytes: 4 * 1_024 * 1_024 },
};

const DAY_MS = 86_400_000;

/** Removes what is too old, and the oldest of what is too much. */
export function prune(db: DatabaseSync, { days, proven, strangers }: DeliveryBounds, nowMs: number): void {
  db.prepare('DELETE FROM deliveries WHERE at < ?').run(Math.floor(nowMs - days * DAY_MS));
  for (const [isProven, { rows, bytes }] of [
    [1, proven],
    [0, strangers],
  ] as const) {
    // The newest that fit: everything from the first one on that does not is removed.
    const last = db
      .prepare(
        `SELECT max(id) AS id FROM (
           SELECT id, row_number() OVER newest AS n, sum(kept) OVER newest AS bytes FROM deliveries WHERE proven = ?
           WINDOW newest AS (ORDER BY id DESC ROWS UNBOUNDED PRECEDING)
         ) WHERE n > ? OR bytes > ?`,
      )
      .get(isProven, rows, bytes)?.['id'];
    if (typeof last === 'number') db.prepare('DELETE FROM deliveries WHERE proven = ? AND id <= ?').run(isProven, last);
  }
}
