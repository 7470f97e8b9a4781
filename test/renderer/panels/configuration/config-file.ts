import { defaultConfig, keyMeaning, leavesOf, parseConfig, type Json } from '#shared/config';
import type { Reply } from '#shared/ipc';

/** The configuration as the engine tells it, of a file that says this and a run that began with that. */
export function configView(stated: Json, began: Json = stated): Reply<'config.view'> {
  const leaves = (input: Json): ReadonlyMap<string, unknown> => {
    const parsed = parseConfig(input);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    return new Map(leavesOf(parsed.value));
  };
  const [kept, inForce] = [leaves(stated), leaves(began)] as const;
  const said = leavesOf(stated).map(([path]) => path);
  return {
    version: 'a'.repeat(64),
    problem: null,
    canUndo: true,
    keys: [...new Set([...leavesOf(defaultConfig()).map(([path]) => path), ...kept.keys()])].map((path) => ({
      path,
      meaning: keyMeaning(path),
      stated: said.some((one) => one === path || one.startsWith(`${path}.`)),
      kept: kept.get(path) ?? null,
      inForce: inForce.get(path) ?? null,
      effective: path.startsWith('rulebook.') ? 'now' : 'restart',
    })),
  };
}
