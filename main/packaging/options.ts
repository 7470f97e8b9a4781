import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '#shared/lib';
import { DistFault } from './dist-fault.ts';

export const USAGE = `usage: npm run dist -- [--unsigned] [--unaudited] [--electron PATH] [--output DIR]
  Builds the Windows installer, the portable zip, the SBOM, the licence notices and SHA256SUMS.txt into release/.
  --unsigned       a build without a signature, for trying out; without it the build is signed or refused
  --unaudited      a signed build although the registry does not say which weaknesses are known; without it that is refused
  --electron PATH  electron-vVERSION-win32-x64.zip, or a folder it was unpacked to (or COCKPIT_ELECTRON=PATH)
  --output DIR     another folder than release/
The signature: WIN_CSC_LINK=FILE.pfx with WIN_CSC_KEY_PASSWORD, or on Windows COCKPIT_SIGN_SHA1=THUMBPRINT of a certificate in the store.`;

export type DistOptions = {
  readonly help: boolean;
  readonly unsigned: boolean;
  readonly unaudited: boolean;
  readonly electron: string | undefined;
  readonly output: string;
};

/** The command line and the environment of `npm run dist`; relative paths are meant from `cwd`. Throws on what it does not know. */
export function readDistOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  places: { readonly root: string; readonly cwd: string },
): DistOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        unsigned: { type: 'boolean', default: false },
        unaudited: { type: 'boolean', default: false },
        electron: { type: 'string' },
        output: { type: 'string' },
      },
    });
    const electron = values.electron ?? env['COCKPIT_ELECTRON'];
    return {
      help: values.help,
      unsigned: values.unsigned,
      unaudited: values.unaudited,
      electron: electron === undefined || electron === '' ? undefined : resolve(places.cwd, electron),
      output: values.output === undefined ? resolve(places.root, 'release') : resolve(places.cwd, values.output),
    };
  } catch (error) {
    throw new DistFault(`${messageOf(error)}\n${USAGE}`);
  }
}
