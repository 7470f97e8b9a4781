import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

function* filesUnder(path) {
  if (!statSync(path).isDirectory()) yield path;
  else for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

/** A hash over the names and contents of files and folders, so that a checkout which only changes times rebuilds nothing. */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths.map((each) => join(root, each)).filter((each) => existsSync(each))) {
    for (const file of filesUnder(path)) {
      const content = readFileSync(file);
      hash.update(`${file.slice(root.length)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}
