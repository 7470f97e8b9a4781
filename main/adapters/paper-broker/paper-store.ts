import { DatabaseSync } from 'node:sqlite';
import type { Bar, Deal } from '#shared/domain';
import { messageOf } from '#shared/lib';
import { ANSWERS_MAX, DEALS_MAX, type SavedAccount, type SavedHead, type StoredAnswer } from '../../paper-broker/index.ts';

/** Most M1 bars kept for each symbol. */
export const BARS_MAX = 3_000;

/** The paper broker's file could not be read, or something could not be made durable in it. */
export class PaperStoreFault extends Error {
  override readonly name = 'PaperStoreFault';
}

/** What a trade changed, to be written as one. */
export type TradeWrite = {
  readonly head: SavedHead;
  readonly deals: readonly Deal[];
  readonly answer: { readonly clientOrderId: string; readonly answer: StoredAnswer } | null;
};
/** What time changed: of value, but worth no wait for the disk. */
export type PriceWrite = { readonly head: SavedHead; readonly bars: readonly Bar[]; readonly pathMinutes: number };
export type Stored = { readonly account: SavedAccount; readonly pathMinutes: number; readonly bars: readonly Bar[] };

/** Where the paper broker keeps its books. */
export type PaperStore = {
  /** Everything kept, null when the account is new. */
  load(): Stored | null;
  writeTrade(write: TradeWrite): void;
  writePrices(write: PriceWrite): void;
  close(): void;
};

/** For replay and tests: nothing outlives the process. */
export const memoryStore = (): PaperStore => ({
  load: () => null,
  writeTrade: () => undefined,
  writePrices: () => undefined,
  close: () => undefined,
});

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS head (id INTEGER PRIMARY KEY CHECK (id = 1), account TEXT NOT NULL, path_minutes INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS deals (ticket INTEGER PRIMARY KEY, deal TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS answers (n INTEGER PRIMARY KEY AUTOINCREMENT, client_order_id TEXT NOT NULL UNIQUE, answer TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS bars (symbol TEXT NOT NULL, time INTEGER NOT NULL, bar TEXT NOT NULL, PRIMARY KEY (symbol, time)) STRICT, WITHOUT ROWID;
`;

type Row = Readonly<Record<string, unknown>>;

/** Books of 0.6.0 and before call the client order id `cid`, in the answers' column and in every deal. */
function bringUpToDate(db: DatabaseSync): void {
  const isOld = db.prepare("SELECT 1 FROM pragma_table_info('answers') WHERE name = 'cid'").get() !== undefined;
  if (!isOld) return;
  db.exec(`
    BEGIN IMMEDIATE;
    ALTER TABLE answers RENAME COLUMN cid TO client_order_id;
    UPDATE deals SET deal = json_remove(json_set(deal, '$.clientOrderId', json_extract(deal, '$.cid')), '$.cid');
    COMMIT;
  `);
}

/**
 * The books in a SQLite file. Trades are on the disk before they are answered (WAL, synchronous FULL); prices and bars are
 * written without waiting (synchronous NORMAL), which a killed process survives and only a power cut may cost.
 */
export function openPaperStore(file: string): PaperStore {
  const db = attempt(file, 'open', () => {
    const opened = new DatabaseSync(file);
    try {
      opened.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 2000;');
      opened.exec(SCHEMA);
      bringUpToDate(opened);
    } catch (error) {
      opened.close();
      throw error;
    }
    return opened;
  });
  const putHead = db.prepare(
    'INSERT INTO head VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET account = excluded.account, path_minutes = excluded.path_minutes',
  );
  const putHeadOnly = db.prepare('INSERT INTO head VALUES (1, ?, 0) ON CONFLICT (id) DO UPDATE SET account = excluded.account');
  const putDeal = db.prepare('INSERT OR REPLACE INTO deals VALUES (?, ?)');
  const putAnswer = db.prepare('INSERT OR IGNORE INTO answers (client_order_id, answer) VALUES (?, ?)');
  const putBar = db.prepare('INSERT OR REPLACE INTO bars VALUES (?, ?, ?)');
  const transaction = (synchronous: 'FULL' | 'NORMAL', write: () => void): void =>
    attempt(file, 'write', () => {
      db.exec(`PRAGMA synchronous = ${synchronous}; BEGIN IMMEDIATE;`);
      try {
        write();
        db.exec('COMMIT;');
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK;');
        throw error;
      }
    });
  return {
    load: () => attempt(file, 'read', () => loaded(db)),
    writeTrade: ({ head, deals, answer }) =>
      transaction('FULL', () => {
        putHeadOnly.run(JSON.stringify(head));
        for (const deal of deals) putDeal.run(Number(deal.ticket), JSON.stringify(deal));
        if (answer !== null) putAnswer.run(answer.clientOrderId, JSON.stringify(answer.answer));
      }),
    writePrices: ({ head, bars, pathMinutes }) =>
      transaction('NORMAL', () => {
        putHead.run(JSON.stringify(head), pathMinutes);
        for (const bar of bars) putBar.run(bar.symbol, bar.time, JSON.stringify(bar));
      }),
    close: () => {
      if (db.isOpen) db.close();
    },
  };
}

/** Reads everything, after dropping what is beyond the bounds: once a start is often enough. */
function loaded(db: DatabaseSync): Stored | null {
  const head = db.prepare('SELECT account, path_minutes FROM head').get() as Row | undefined;
  if (head === undefined) return null;
  db.exec(`
    DELETE FROM deals WHERE ticket NOT IN (SELECT ticket FROM deals ORDER BY ticket DESC LIMIT ${DEALS_MAX});
    DELETE FROM answers WHERE n NOT IN (SELECT n FROM answers ORDER BY n DESC LIMIT ${ANSWERS_MAX});
  `);
  dropOldBars(db);
  const all = (sql: string): readonly Row[] => db.prepare(sql).all();
  const answers = all('SELECT client_order_id, answer FROM answers ORDER BY n').map(
    (row) => [String(row['client_order_id']), parsed<StoredAnswer>(row['answer'])] as const,
  );
  const deals = all('SELECT deal FROM deals ORDER BY ticket').map((row) => parsed<Deal>(row['deal']));
  const bars = all('SELECT bar FROM bars ORDER BY symbol, time').map((row) => parsed<Bar>(row['bar']));
  return {
    account: { head: parsed<SavedHead>(head['account']), deals, answers },
    pathMinutes: Number(head['path_minutes']),
    bars,
  };
}

/** Symbol by symbol: one look for where its newest begin. A look for each bar took seconds of a start. */
function dropOldBars(db: DatabaseSync): void {
  const oldest = db.prepare('SELECT time FROM bars WHERE symbol = ? ORDER BY time DESC LIMIT 1 OFFSET ?');
  const drop = db.prepare('DELETE FROM bars WHERE symbol = ? AND time < ?');
  for (const { symbol } of db.prepare('SELECT DISTINCT symbol FROM bars').all()) {
    const kept = oldest.get(symbol ?? null, BARS_MAX - 1);
    if (kept !== undefined) drop.run(symbol ?? null, kept['time'] ?? null);
  }
}

/** The file is our own, written by the code above; its shape is known. */
const parsed = <T>(text: unknown): T => JSON.parse(String(text)) as T;

function attempt<T>(file: string, what: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new PaperStoreFault(`Could not ${what} the paper account in ${file}: ${messageOf(error)}`);
  }
}
