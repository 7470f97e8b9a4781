import { keyShapes, leavesOf, mergePatch, parseConfig, treeOf, type Json, type KeyShape } from '#shared/config';
import type { Reply } from '#shared/ipc';
import { canonicalJson } from '#shared/lib';

export type ConfigKeys = Reply<'config.view'>['keys'];
/** Values that are typed and not kept yet, by their key. */
export type Typed = ReadonlyMap<string, unknown>;

/** The file as the form reads it. */
export type KeptConfig = {
  readonly shapes: readonly KeyShape[];
  /** What the file says; its defaults are left out. */
  readonly stated: Json;
  /** What holds from the next start on, defaults included. */
  readonly kept: Json;
  readonly inForce: Json;
};

/** A number that is none yet: it is an error of its field, and never sent. */
export const NOT_A_NUMBER = 'is not a number, such as 12 or 0.5';

export function keptConfig(keys: ConfigKeys): KeptConfig {
  const kept = treeOf(keys.flatMap(({ path, kept }) => (kept === null ? [] : [[path, kept] as const])));
  const profiles = (kept['strategies'] ?? {}) as Readonly<Record<string, { readonly kind?: string }>>;
  const own = Object.entries(profiles).flatMap(([id, { kind }]) => (kind === undefined ? [] : [[id, kind] as const]));
  return {
    shapes: keyShapes(Object.fromEntries(own)),
    stated: treeOf(keys.flatMap(({ path, stated, kept }) => (stated && kept !== null ? [[path, kept] as const] : []))),
    kept,
    inForce: treeOf(keys.map(({ path, inForce }) => [path, inForce] as const)),
  };
}

/** What stands at a key; null where nothing does. */
export const valueAt = (tree: Json, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (node, key) => (typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? (node as Json)[key] : undefined),
      tree,
    ) ?? null;

export const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

/** What was typed and says something else than is kept. */
export const changedKeys = ({ kept }: KeptConfig, typed: Typed): readonly string[] =>
  [...typed].flatMap(([path, value]) => (isSame(valueAt(kept, path), value) ? [] : [path]));

/** The change as a JSON Merge Patch: a key that is taken out has its default. */
export function patchOf(config: KeptConfig, typed: Typed): Json {
  const presets = new Map(config.shapes.map(({ path, preset }) => [path, preset]));
  return treeOf(
    changedKeys(config, typed).map((path) => {
      const value = typed.get(path) ?? null;
      return [path, isSame(value, presets.get(path)) ? null : entriesOf(value, valueAt(config.stated, path))] as const;
    }),
  );
}

/** Names that are gone have to be taken out one by one: a merge patch would leave them. */
function entriesOf(value: unknown, before: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const gone =
    typeof before === 'object' && before !== null ? Object.keys(before).filter((name) => !Object.hasOwn(value, name)) : [];
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...value };
}

/** What is wrong with the whole as it would be, by the key it belongs to. The rest is under the empty key. */
export function problemsOf(config: KeptConfig, typed: Typed): ReadonlyMap<string, string> {
  const numbers = config.shapes.filter(({ kind }) => kind === 'number').map(({ path }) => path);
  const unread = changedKeys(config, typed).filter((path) => numbers.includes(path) && typeof typed.get(path) === 'string');
  const readable = new Map([...typed].filter(([path]) => !unread.includes(path)));
  const parsed = parseConfig(mergePatch(config.stated, patchOf(config, readable)));
  const found = new Map<string, string>(unread.map((path) => [path, NOT_A_NUMBER]));
  for (const { path, message } of parsed.ok ? [] : parsed.error) {
    const owner = config.shapes.find((shape) => shape.path === path || path.startsWith(`${shape.path}.`));
    const key = owner?.path ?? '';
    const inside = owner === undefined ? `${path}: ` : path === key ? '' : `${path.slice(key.length + 1)}: `;
    found.set(key, [found.get(key), `${inside}${message}`].filter((text) => text !== undefined).join('; '));
  }
  return found;
}

/** The values that another file would bring, as if they had been typed. Keys that nobody knows are told. */
export function typedFrom(config: KeptConfig, file: Json): { readonly typed: Typed; readonly unknown: readonly string[] } {
  const typed = new Map(config.shapes.map(({ path, preset }) => [path, valueAt(file, path) ?? preset ?? null] as const));
  const unknown = leavesOf(file)
    .map(([path]) => path)
    .filter((path) => path !== '' && !config.shapes.some((shape) => path === shape.path || path.startsWith(`${shape.path}.`)))
    // A profile's own strategy is no field.
    .filter((path) => !/^strategies\.[^.]+\.kind$/.test(path));
  return { typed: new Map([...typed].filter(([path, value]) => !isSame(valueAt(config.kept, path), value))), unknown };
}
