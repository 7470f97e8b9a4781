import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Copy = { readonly isPackaged: boolean; readonly platform: NodeJS.Platform; readonly program: string };

/** Why an installer could not update this copy, as far as it can be seen without a look at its signature; null: it could. */
export function copyFault(
  { isPackaged, platform, program }: Copy,
  isThere: (file: string) => boolean = existsSync,
): string | null {
  if (!isPackaged) return 'This copy runs from its sources: update it there (git pull)';
  if (platform !== 'win32') return 'Only the program for Windows has an installer';
  const uninstaller = join(dirname(program), 'Uninstall Mikrobot Cockpit.exe');
  return isThere(uninstaller) ? null : 'This is the portable copy: unpack the newer zip in its place';
}
