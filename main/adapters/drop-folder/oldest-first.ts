import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/** Those of the names that are there, by when they were written and then by name. */
export function oldestFirst(path: string, names: readonly string[]): readonly { readonly name: string; readonly stats: Stats }[] {
  return names
    .flatMap((name) => {
      const stats = lstatSync(join(path, name), { throwIfNoEntry: false });
      return stats === undefined ? [] : [{ name, stats }];
    })
    .sort((a, b) => a.stats.mtimeMs - b.stats.mtimeMs || (a.name < b.name ? -1 : 1));
}
