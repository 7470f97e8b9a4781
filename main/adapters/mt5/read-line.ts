import { fromEa, type FromEa } from '#shared/bridge';

type Fields = Readonly<Record<string, unknown>>;

/** What stands in for a value that does not hold, where the rest of its line is worth more than the value. */
const STAND_INS: Readonly<Partial<Record<FromEa['t'], (line: Fields) => Fields>>> = {
  position: ({ open }) => ({ sl: 0, tp: 0, cur: open, profit: 0, swap: 0, magic: '0', comment: '' }),
  order: () => ({ sl: 0, tp: 0, magic: '0', comment: '' }),
  deal: () => ({ reason: 'client', magic: '0', comment: '' }),
  account: () => ({ level: 0 }),
  hb: () => ({ pingUs: 0, balance: 0, equity: 0, margin: 0, positions: 0, orders: 0, loopMs: 0 }),
  result: () => ({ price: 0, vol: 0, why: '' }),
};

/** A line as it can be used. `odd`: its type and the fields that did not hold; `message` null: without them it says nothing. */
export type LineRead = { readonly message: FromEa | null; readonly odd: string | null };

/** One value that nobody expected costs that value: the line goes on without it, or is left out, and the session stays. */
export function readLine(line: object): LineRead {
  const read = fromEa.safeParse(line);
  if (read.success) return { message: read.data, odd: null };
  const type = 't' in line ? String(line.t).slice(0, 30) : '';
  const fields = [...new Set(read.error.issues.map(({ path }) => String(path[0] ?? 't')))];
  const standIns = isKnown(type) ? (STAND_INS[type]?.(line as Fields) ?? {}) : {};
  const mended = Object.entries(line).filter(([name]) => !fields.includes(name));
  const again = fromEa.safeParse({
    ...Object.fromEntries(mended),
    ...Object.fromEntries(fields.flatMap((name) => (name in standIns ? [[name, standIns[name]]] : []))),
  });
  return { message: again.success ? again.data : null, odd: `${type}: ${fields.join(', ').slice(0, 100)}` };
}

const isKnown = (type: string): type is keyof typeof STAND_INS => type in STAND_INS;
