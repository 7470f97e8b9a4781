import { rawEvent, type RawEvent } from './fields.ts';
import type { Source } from './events.ts';

const SOURCE: Source = { order: null, zone: null, needsEvidence: false };
/** Where services put their list. */
const LISTS = ['events', 'calendar', 'data', 'result', 'results', 'economicCalendar'] as const;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The events of a JSON file: a list, a list under a usual key, or lists by date. */
export function jsonEvents(text: string): { readonly rows: readonly RawEvent[]; readonly source: Source } {
  const list = listIn(JSON.parse(text));
  if (list === null) throw new Error('events: no list of events was found');
  const rows = list.map(({ value, path }) => {
    if (!isRecord(value)) throw new Error(`${path.slice(0, -1)}: is not an event`);
    const cells = Object.entries(value).flatMap(([key, cell]) =>
      typeof cell === 'string' || typeof cell === 'number' ? [[key.toLowerCase(), String(cell)] as const] : [],
    );
    return rawEvent(Object.fromEntries(cells), path);
  });
  return { rows, source: SOURCE };
}

type Item = { readonly value: unknown; readonly path: string };

function listIn(value: unknown): readonly Item[] | null {
  if (Array.isArray(value)) return value.map((item: unknown, index) => ({ value: item, path: `events.${index}.` }));
  if (!isRecord(value)) return null;
  const named = LISTS.find((key) => key in value);
  if (named !== undefined) return listIn(value[named]);
  const lists = Object.entries(value);
  if (lists.length === 0 || !lists.every(([day, items]) => /\d{4}/.test(day) && Array.isArray(items))) return null;
  return lists.flatMap(([day, items]) =>
    (items as readonly unknown[]).map((item, index) => ({
      value: isRecord(item) && !('date' in item) ? { date: day, ...item } : item,
      path: `${day}.${index}.`,
    })),
  );
}
