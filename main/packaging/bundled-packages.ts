import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { fontFolders } from './bundled-fonts.ts';

const sourceMap = z.object({ sources: z.array(z.string()) });
const manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  author: z.union([z.string(), z.object({ name: z.string() })]).optional(),
  homepage: z.string().optional(),
});

/** A package whose code is inside one of our bundles. */
export type BundledPackage = {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, as the package states it. */
  readonly license: string;
  readonly author: string | undefined;
  readonly homepage: string | undefined;
  readonly folder: string;
};

const INSIDE = 'node_modules/';
/** The bundler's own helpers, where several chunks share them: a file without a source map. */
const RUNTIME = /[\\/]rolldown-runtime-[\w-]+\.js$/;

/** The package's folder that a source of a bundle lies in, or undefined for a source of our own. */
function packageFolder(mapFile: string, source: string): string | undefined {
  const at = source.lastIndexOf(INSIDE);
  if (at === -1) return undefined;
  const [first = '', second = ''] = source.slice(at + INSIDE.length).split('/');
  const name = first.startsWith('@') ? `${first}/${second}` : first;
  return resolve(dirname(mapFile), source.slice(0, at + INSIDE.length), name);
}

function read(folder: string): BundledPackage {
  const file = join(folder, 'package.json');
  const parsed = manifest.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} names no licence, so what it is shipped under is not known`);
  const { author, homepage, ...rest } = parsed.data;
  return { ...rest, author: typeof author === 'object' ? author.name : author, homepage, folder };
}

/**
 * The packages whose code or typeface is in the bundles of a folder, by what their source maps and fonts name: what is shipped, not
 * what is installed.
 * One entry for each version, in the order of their names. Throws where a bundle has no source map.
 */
export function bundledPackages(dist: string): readonly BundledPackage[] {
  const scripts = (readdirSync(dist, { recursive: true }) as string[])
    .filter((name) => /\.js$/.test(name))
    .map((name) => join(dist, name));
  if (scripts.length === 0) throw new Error(`${dist} holds no bundle`);
  const folders = new Set<string>(fontFolders(dist, resolve(dist, '..', 'node_modules')));
  for (const script of scripts) {
    const map = `${script}.map`;
    if (!existsSync(map) && RUNTIME.test(script)) {
      folders.add(resolve(dist, '..', 'node_modules', 'rolldown'));
      continue;
    }
    if (!existsSync(map)) throw new Error(`${script} has no source map, so what it is made of is not known`);
    for (const source of sourceMap.parse(JSON.parse(readFileSync(map, 'utf8'))).sources) {
      const folder = packageFolder(map, source);
      if (folder !== undefined) folders.add(folder);
    }
  }
  const once = new Map([...folders].map(read).map((each) => [`${each.name}@${each.version}`, each]));
  return [...once.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
