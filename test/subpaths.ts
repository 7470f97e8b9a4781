import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#main/launcher/project.mjs';

const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: Readonly<Record<string, string>> };

/** The `imports` of package.json, the most special first: what a specifier looks like, and the path it stands for. */
export const subpaths: readonly { find: RegExp; replacement: string }[] = Object.entries(imports)
  .sort(([one], [other]) => other.length - one.length)
  .map(([from, to]) => ({
    find: new RegExp(`^${from.replaceAll('.', '\\.').replace('*', '(.+)')}$`),
    replacement: join(root, to.replace('*', '$1')),
  }));
