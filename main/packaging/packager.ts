import { join } from 'node:path';
import { run } from '#main/launcher/child.mjs';
import { DistFault } from './dist-fault.ts';
import type { Signing } from './signing.ts';

export type PackagerJob = {
  readonly root: string;
  readonly node: string;
  readonly output: string;
  readonly electron: string | undefined;
  readonly signing: Signing;
  readonly env: NodeJS.ProcessEnv;
};

/** Runs electron-builder for the installer and the zip. Its own words go to stderr. Throws when it fails. */
export async function runPackager({ root, node, output, electron, signing, env }: PackagerJob): Promise<void> {
  const settings = {
    'directories.output': output,
    ...(electron === undefined ? {} : { electronDist: electron }),
    ...signing.settings,
  };
  const args = [
    join(root, 'node_modules', 'electron-builder', 'cli.js'),
    ...['--win', 'nsis', 'zip', '--x64', '--publish', 'never', '--config', 'electron-builder.yml'],
    ...Object.entries(settings).map(([key, value]) => `--config.${key}=${value}`),
  ];
  const code: number = (await run(node, args, { cwd: root, stdio: ['ignore', 2, 2], env })) as number;
  if (code !== 0) throw new DistFault(`electron-builder failed with exit code ${code}; its reason is above`);
}
