import { digestOf } from '#shared/lib';
import type { FieldReader } from './field-reader.ts';

/** How senders spell an id that is theirs alone, and one that may be a name. */
export const ID_KEYS = ['signal_id', 'signalId', 'id', 'alert_id'];
const NAMES = ID_KEYS.slice(1);
const DIGEST_CHARS = 16;
const NAME_MAX = 100;
/** A number of a platform, a UUID, or a long text with digits. */
const UNIQUE = /\d{6}|^[0-9a-f]{8}-[0-9a-f]{4}-|^(?=.*\d)\S{16,}$/i;

/**
 * The id of a body. `signal_id` is the sender's promise that it is unique. Any other id may be the name of an order, the same at every
 * trade: it identifies together with the symbol and the time only. Null: the body identifies itself.
 */
export function idIn(fields: FieldReader, symbol: string | null, madeAt: number | null): string | null {
  if (fields.has('signal_id')) return fields.id(['signal_id']);
  const name = fields.id(NAMES);
  if (name === null || UNIQUE.test(name)) return name;
  if (madeAt === null || symbol === null) return null;
  return `${name.slice(0, NAME_MAX)}-${digestOf({ name, symbol, madeAt }).slice(0, DIGEST_CHARS)}`;
}
