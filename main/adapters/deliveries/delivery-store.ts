import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { Clock, DeliveryQuery, DeliveryStore, Log } from '#ports';
import { delivery, type Delivery } from '#shared/domain';
import { messageOf } from '#shared/lib';
import { DELIVERY_BOUNDS, prune, type DeliveryBounds } from './prune.ts';

type Row = Readonly<Record<string, unknown>>;
type New = Omit<Delivery, 'id'>;

/** The body last: what is asked of the other columns does not read it. `kept`: its length. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, source TEXT, route TEXT NOT NULL, peer TEXT, proven INTEGER NOT NULL,
    bytes INTEGER NOT NULL, cut INTEGER NOT NULL, fate TEXT NOT NULL, code TEXT, reason TEXT, remedy TEXT, signal_id TEXT,
    trace_id TEXT NOT NULL, count INTEGER NOT NULL, ms REAL, kept INTEGER NOT NULL, body TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS deliveries_at ON deliveries (at);
`;
const COLUMNS =
  'at, source, route, peer, proven, bytes, cut, fate, code, reason, remedy, signal_id, trace_id, count, ms, kept, body';
/** As many wait to be written while the disk is slow or fails; older ones are given up. */
const WAITING_MAX = 1_000;
/** How often, in deliveries that were written, it is looked for what is too much or too old. */
const PRUNE_EVERY = 100;

export type DeliveryStoreOptions = {
  /** Null: in memory, for replay and tests. */
  readonly file: string | null;
  readonly clock: Pick<Clock, 'nowMs' | 'soon'>;
  readonly log: Log;
  readonly bounds?: DeliveryBounds;
};

/**
 * Deliveries are written in one transaction for each turn of the loop, without waiting for the disk: a process that is killed
 * has lost none that it answered before its last turn, a power cut may cost the last seconds. What fails is told and stops nothing.
 */
export function openDeliveries({ file, clock, log, bounds = DELIVERY_BOUNDS }: DeliveryStoreOptions): DeliveryStore {
  const db = opened(file, log);
  return db === null ? closedStore(file ?? '') : new SqliteDeliveries(db, clock, log, bounds);
}

/** A file that is damaged is set aside: it holds copies, and nothing is decided by them. */
function opened(file: string | null, log: Log): DatabaseSync | null {
  for (const name of [file, file === null ? null : setAside(file)]) {
    let db: DatabaseSync | null = null;
    try {
      db = new DatabaseSync(name ?? ':memory:');
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 1000;');
      db.exec(SCHEMA);
      return db;
    } catch (error) {
      db?.close();
      log.write('warn', 'the deliveries cannot be opened', { file: name, error: messageOf(error) });
    }
  }
  return null;
}

const setAside = (file: string): string => `${file}.2`;

class SqliteDeliveries implements DeliveryStore {
  readonly #db: DatabaseSync;
  readonly #clock: DeliveryStoreOptions['clock'];
  readonly #log: Log;
  readonly #bounds: DeliveryBounds;
  #waiting: New[] = [];
  #isScheduled = false;
  #sincePruned = PRUNE_EVERY;
  #problem: string | null = null;
  #isClosed = false;

  constructor(db: DatabaseSync, clock: DeliveryStoreOptions['clock'], log: Log, bounds: DeliveryBounds) {
    this.#db = db;
    this.#clock = clock;
    this.#log = log;
    this.#bounds = bounds;
  }

  add(one: New): void {
    if (this.#isClosed) return;
    this.#waiting.push(one);
    if (this.#waiting.length > WAITING_MAX) this.#waiting.shift();
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#clock.soon(() => {
      this.#isScheduled = false;
      this.#write();
    });
  }

  find({ before, limit, ...query }: DeliveryQuery): readonly Delivery[] {
    this.#write();
    const { where, values } = whereOf(query, before);
    const sql = `SELECT id, ${COLUMNS} FROM deliveries ${where} ORDER BY id DESC LIMIT ?`;
    return this.#read(
      () =>
        this.#db
          .prepare(sql)
          .all(...values, limit)
          .map(deliveryOf),
      [],
    );
  }

  count(query: Omit<DeliveryQuery, 'before' | 'limit'>): number {
    this.#write();
    const { where, values } = whereOf(query, null);
    const sql = `SELECT coalesce(sum(count), 0) AS total FROM deliveries ${where}`;
    return this.#read(() => Number(this.#db.prepare(sql).get(...values)?.['total'] ?? 0), 0);
  }

  get(id: number): Delivery | null {
    this.#write();
    const row = this.#read(() => this.#db.prepare(`SELECT id, ${COLUMNS} FROM deliveries WHERE id = ?`).get(id), undefined);
    return row === undefined ? null : deliveryOf(row);
  }

  problem(): string | null {
    return this.#problem;
  }

  close(): void {
    this.#write();
    this.#isClosed = true;
    this.#read(() => this.#db.close(), undefined);
  }

  #read<T>(act: () => T, otherwise: T): T {
    try {
      return act();
    } catch (error) {
      this.#failed(error);
      return otherwise;
    }
  }

  #write(): void {
    if (this.#isClosed || this.#waiting.length === 0) return;
    const batch = this.#waiting;
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      const insert = this.#db.prepare(`INSERT INTO deliveries (${COLUMNS}) VALUES (${COLUMNS.replaceAll(/\w+/g, '?')})`);
      for (const one of batch) insert.run(...valuesOf(one));
      this.#sincePruned += batch.length;
      if (this.#sincePruned >= PRUNE_EVERY) {
        prune(this.#db, this.#bounds, this.#clock.nowMs());
        this.#sincePruned = 0;
      }
      this.#db.exec('COMMIT');
      this.#waiting = [];
      this.#problem = null;
    } catch (error) {
      this.#failed(error);
      if (this.#db.isTransaction) this.#read(() => this.#db.exec('ROLLBACK'), undefined);
    }
  }

  #failed(error: unknown): void {
    const problem = `Deliveries are not kept: ${messageOf(error)}`;
    if (this.#problem === null) this.#log.write('warn', problem);
    this.#problem = problem;
  }
}

function whereOf(
  { source, fate, from, to }: Omit<DeliveryQuery, 'before' | 'limit'>,
  before: number | null,
): { readonly where: string; readonly values: readonly SQLInputValue[] } {
  const terms = (
    [
      ['id <', before],
      ['source =', source],
      ['fate =', fate],
      ['at >=', from],
      ['at <', to],
    ] as const
  ).flatMap(([term, value]) => (value === null ? [] : [{ term: `${term} ?`, value }]));
  const where = terms.length === 0 ? '' : `WHERE ${terms.map(({ term }) => term).join(' AND ')}`;
  return { where, values: terms.map(({ value }) => value) };
}

const valuesOf = (one: New): SQLInputValue[] => [
  ...[
    one.at,
    one.source,
    one.route,
    one.peer,
    Number(one.isProven),
    one.bytes,
    Number(one.isCut),
    one.fate,
    one.code,
    one.reason,
  ],
  ...[one.remedy, one.signalId, one.traceId, one.count, one.ms, one.body?.length ?? 0, one.body],
];

const deliveryOf = ({ proven, cut, signal_id: signalId, trace_id: traceId, ...row }: Row): Delivery =>
  delivery.parse({ ...row, isProven: proven === 1, isCut: cut === 1, signalId, traceId });

/** Where neither the file nor one beside it can be opened. */
const closedStore = (file: string): DeliveryStore => ({
  add: () => undefined,
  find: () => [],
  count: () => 0,
  get: () => null,
  problem: () => `Deliveries are not kept: ${file} cannot be opened`,
  close: () => undefined,
});
