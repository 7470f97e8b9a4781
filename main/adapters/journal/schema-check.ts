import { DatabaseSync } from 'node:sqlite';

type Thing = { readonly type: string; readonly name: string; readonly table: string; readonly sql: string };

/** What a journal consists of, asked of SQLite itself: an empty one is made in memory. */
function expected(make: (db: DatabaseSync) => void): ReadonlyMap<string, Thing> {
  const db = new DatabaseSync(':memory:');
  try {
    make(db);
    return things(db);
  } finally {
    db.close();
  }
}

function things(db: DatabaseSync): ReadonlyMap<string, Thing> {
  const rows = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').all();
  const found = rows.map(({ type, name, tbl_name, sql }): Thing => ({
    type: String(type),
    name: String(name),
    table: String(tbl_name),
    sql: typeof sql === 'string' ? plain(sql) : '',
  }));
  return new Map(found.filter(({ name }) => !name.startsWith('sqlite_stat')).map((one) => [one.name, one]));
}

/** Comments and white space do not count. */
const plain = (sql: string): string =>
  sql
    .replace(/--[^\n]*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** The least harmful first: what stands on a table goes before the table. */
const ORDER = ['trigger', 'view', 'index', 'table'];

/**
 * Holds the schema against what `make` makes. What is not ours is taken out, because a trigger would go on changing what is
 * written. One sentence about it; null when all is as it should be.
 */
export function mendSchema(db: DatabaseSync, make: (db: DatabaseSync) => void): string | null {
  const ours = expected(make);
  const there = things(db);
  const foreign = [...there.values()]
    .filter(({ name }) => !ours.has(name))
    .sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type));
  for (const { type, name } of foreign) db.exec(`DROP ${type.toUpperCase()} IF EXISTS "${name.replaceAll('"', '""')}"`);
  const changed = [...ours.values()].filter(({ name, sql }) => there.get(name)?.sql !== sql);
  for (const { type, name, sql } of changed) if (type === 'index' && !there.has(name) && sql !== '') db.exec(sql);
  if (foreign.length + changed.length === 0) return null;
  const taken = foreign.map(({ type, name, table }) => `${type} ${name}${table === name ? '' : ` on ${table}`}`);
  const other = changed.map(({ type, name }) => `${type} ${name}`);
  const parts = [
    ...(taken.length === 0 ? [] : [`${taken.join(', ')} did not belong there and was taken out`]),
    ...(other.length === 0 ? [] : [`${other.join(', ')} was not as the cockpit made it`]),
  ];
  return `In journal.db ${parts.join('; ')}.`.slice(0, 480);
}
