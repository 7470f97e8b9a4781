import { messageOf } from '#shared/lib';

/** Why a newer version is not taken, in words for the trader. */
export class UpdateFault extends Error {
  override readonly name = 'UpdateFault';
}

/** What electron-updater's own codes mean. */
const WORDS: Readonly<Record<string, string>> = {
  ERR_UPDATER_INVALID_VERSION: 'The feed does not say which version it has',
  ERR_UPDATER_INVALID_UPDATE_INFO: 'What the feed says cannot be read: it is not a list of versions',
  ERR_UPDATER_NO_FILES_PROVIDED: 'The feed names no installer',
  ERR_UPDATER_NO_CHECKSUM: 'The feed does not say the SHA-512 of its installer: it is not taken',
  ERR_UPDATER_WEB_INSTALLER_DISABLED: 'The feed has an installer that downloads the rest by itself: it is not taken',
  ENOSPC: 'There is no room on the disk for the installer',
};
const REASON_MAX = 300;

/** One sentence out of any error. */
export function plainReason(error: unknown): string {
  if (error instanceof UpdateFault) return error.message;
  const known = WORDS[String((error as { readonly code?: unknown } | null)?.code)];
  if (known !== undefined) return known;
  const { cause } = error as { readonly cause?: unknown };
  const said = [messageOf(error), ...(cause === undefined ? [] : [messageOf(cause)])].join(': ').split('\n')[0] ?? '';
  return `The feed could not be used (${said.slice(0, REASON_MAX)})`;
}
