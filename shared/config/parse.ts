import type { z } from 'zod';
import { err, ok, type Result } from '#shared/lib';
import { DEFAULT_STRATEGY, STRATEGY_KINDS } from '#shared/strategies';
import { config, type Config } from './schema.ts';

/** One line a person can act on: where, what stands there, what is allowed. */
export type ConfigProblem = { readonly path: string; readonly message: string };

const OWN_NAME = `A profile under another name says which strategy it is: "kind": "${STRATEGY_KINDS.join('" or "')}".`;

/** Reads a configuration object (already parsed JSON); missing keys take their defaults. */
export function parseConfig(input: unknown): Result<Config, readonly ConfigProblem[]> {
  const parsed = config.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.flatMap((issue) => problemsOf(issue, input)));
}

/** The configuration with every default. */
export const defaultConfig = (): Config => config.parse({});

function problemsOf(issue: z.core.$ZodIssue, input: unknown): ConfigProblem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(path);
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: `unknown key; ${nearest(key, known)}` }));
  }
  const [section, id, key] = path;
  if (section === 'strategies' && key === 'kind' && valueAt(input, path) === undefined && id !== undefined)
    return [{ path: `strategies.${id}`, message: `unknown key; ${nearest(id, STRATEGY_KINDS)} ${OWN_NAME}` }];
  const value = valueAt(input, path);
  return [
    {
      path: path.join('.') || '(root)',
      message: `${value === undefined ? 'nothing' : JSON.stringify(value)} is not allowed: ${issue.message}`,
    },
  ];
}

/** The keys that exist at a path, read from the defaults, which have all but the optional ones. */
function keysAt(path: readonly string[]): readonly string[] {
  const [section, id] = path;
  // A profile under a name of its own has the keys of every profile.
  if (section === 'strategies' && id !== undefined) return [...Object.keys(defaultConfig().strategies[DEFAULT_STRATEGY]), 'kind'];
  const at = valueAt(defaultConfig(), path);
  return typeof at === 'object' && at !== null ? Object.keys(at) : [];
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? (node as Record<string, unknown>)[key] : undefined,
    value,
  );

function nearest(key: string, known: readonly string[]): string {
  const ranked = known
    .map((name) => ({ name, distance: editDistance(key.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best !== undefined && best.distance <= Math.max(2, key.length / 2)) return `did you mean "${best.name}"?`;
  return `known keys: ${known.join(', ')}`;
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
