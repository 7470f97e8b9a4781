import { z } from 'zod';
import { toEa } from '#shared/bridge';

type Chance = () => number;
/** What stands for a field by its name, where anything that its schema takes would not do. */
export type Known = Readonly<Record<string, () => unknown>>;

/** Every kind of line that the cockpit says, its commands apart. */
export const toEaKinds = toEa.options.filter((kind) => kind instanceof z.ZodObject);
export const commandKinds = toEa.options.flatMap((kind) => (kind instanceof z.ZodDiscriminatedUnion ? kind.options : []));

const TEXTS = ['7', '0', 'EURUSD', '0123456789ABCDEF', 'q-1', 'USD', 'x', '', 'a'.repeat(64), 'cd'.repeat(16), 'session-1'];
const NUMBERS = [0, 1, 2, 5, 0.1, 1.1, 1.15, 100, -3, 10_009, 100_000, 1_754_470_800_000];

/** A value that a schema takes, drawn by chance: optional fields are there half of the time, lists have up to three members. */
export function soundValue(schema: z.core.$ZodType, chance: Chance, known: Known = {}): unknown {
  const of = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;
  const { def } = schema._zod as unknown as { readonly def: z.core.$ZodTypes['_zod']['def'] };
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape).flatMap(([key, field]) => {
          const isLeft = (field._zod.def as { readonly type: string }).type === 'optional' && chance() < 0.5;
          return isLeft ? [] : [[key, known[key]?.() ?? soundValue(field, chance, known)]];
        }),
      );
    case 'optional':
      return soundValue(def.innerType, chance, known);
    case 'literal':
      return of(def.values);
    case 'enum':
      return of(Object.values(def.entries));
    case 'boolean':
      return chance() < 0.5;
    case 'array':
      return Array.from({ length: Math.floor(chance() * 4) }, () => soundValue(def.element, chance, known));
    case 'tuple':
      return def.items.map((item) => soundValue(item, chance, known));
    case 'string':
    case 'number': {
      const all: readonly unknown[] = def.type === 'string' ? TEXTS : NUMBERS;
      const fitting = all.filter((value) => (schema as z.ZodType).safeParse(value).success);
      if (fitting.length === 0) throw new Error(`nothing here fits ${JSON.stringify(def)}`);
      return of(fitting);
    }
    default:
      throw new Error(`no value is made of a ${def.type}`);
  }
}

/** One line with something wrong in it: another byte, cut, a piece twice, other numbers, other quotes, a long word, a field twice, two lines in one. */
export function mangled(line: string, chance: Chance): string {
  const at = Math.floor(chance() * line.length);
  const [head, tail] = [line.slice(0, at), line.slice(at)];
  switch (Math.floor(chance() * 9)) {
    case 0:
      return head + String.fromCharCode(32 + Math.floor(chance() * 95)) + tail.slice(1);
    case 1:
      return head + String.fromCharCode(Math.floor(chance() * 256)) + tail.slice(1);
    case 2:
      return head;
    case 3:
      return head + line.slice(Math.max(0, at - 20));
    case 4:
      return line.replaceAll(/\d+(\.\d+)?/g, () => String((chance() - 0.5) * 10 ** Math.floor(chance() * 20)));
    case 5:
      return line.replaceAll('"', chance() < 0.5 ? '\\"' : '');
    case 6:
      return line.replaceAll(/"[A-Z]{3,6}"/g, () => `"${'E'.repeat(Math.floor(chance() * 300))}"`);
    case 7:
      return line.replace(/,("\w+":[^,]*),/, ',$1,$1,');
    default:
      return line.replace(/}$/, line.replaceAll('"t":', '"u":'));
  }
}
