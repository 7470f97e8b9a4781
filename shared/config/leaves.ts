export type Json = Readonly<Record<string, unknown>>;
export const isJsonObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every leaf of an object by its path; lists, empty objects and null are leaves. What is undefined is not there. */
export function leavesOf(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (value === undefined) return [];
  if (!isJsonObject(value) || Object.keys(value).length === 0) return [[path, value]];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, path === '' ? key : `${path}.${key}`));
}

/** The object whose leaves these are. */
export function treeOf(leaves: Iterable<readonly [path: string, value: unknown]>): Json {
  type Node = Map<string, unknown>;
  const root: Node = new Map();
  for (const [path, value] of leaves) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let at = root;
    for (const key of keys) {
      const next = at.get(key);
      const inner: Node = next instanceof Map ? (next as Node) : new Map<string, unknown>();
      at.set(key, inner);
      at = inner;
    }
    at.set(last, value);
  }
  const plain = (node: Node): Json =>
    Object.fromEntries([...node].map(([key, value]) => [key, value instanceof Map ? plain(value as Node) : value]));
  return plain(root);
}

/** JSON Merge Patch (RFC 7386): what is named is replaced, null takes it out, and lists are replaced as a whole. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const merged = new Map(Object.entries(isJsonObject(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}
