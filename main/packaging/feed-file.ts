import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DistFault } from './dist-fault.ts';

/** The lists of versions that a copy on a channel asks for: main/adapters/updates. */
const STABLE = 'latest.yml';
const BETA = 'beta.yml';

/** What a version's heading in the changelog stands over; throws where it has none. */
export function releaseNotes(changelog: string, version: string): string {
  const [, after] = changelog.split(new RegExp(`^## ${version.replaceAll('.', '\\.')}(?: .*)?$`, 'm'));
  if (after === undefined)
    throw new DistFault(`CHANGELOG.md has no heading "## ${version}": what is new is shown with an update`);
  return (after.split(/^## /m)[0] ?? '').trim();
}

/** Which lists name a version: one that is tried out is for the beta channel alone, a finished one for both. */
export const feedNames = (version: string): readonly string[] => (version.includes('-') ? [BETA] : [STABLE, BETA]);

type Release = {
  readonly folder: string;
  readonly setup: string;
  readonly version: string;
  readonly notes: string;
  readonly moment: string;
};

/** Writes the lists beside the installer. A string of JSON is a string of YAML. Gives their names. */
export async function writeFeed({ folder, setup, version, notes, moment }: Release): Promise<readonly string[]> {
  const file = join(folder, setup);
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const sha512 = hash.digest('base64');
  const lines = [
    `version: ${JSON.stringify(version)}`,
    'files:',
    `  - url: ${JSON.stringify(basename(file))}`,
    `    sha512: ${sha512}`,
    `    size: ${statSync(file).size}`,
    `path: ${JSON.stringify(basename(file))}`,
    `sha512: ${sha512}`,
    `releaseDate: ${JSON.stringify(moment)}`,
    `releaseNotes: ${JSON.stringify(notes)}`,
  ];
  const names = feedNames(version);
  for (const name of names) await writeFile(join(folder, name), `${lines.join('\n')}\n`);
  return names;
}
