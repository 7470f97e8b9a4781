import type { Session } from 'electron/main';
import { blockNetwork } from './network.ts';
import { SCHEME, servePage } from './page.ts';
import { denyPermissions } from './permissions.ts';

/** The session of the window: our page from `folder`, no permission, no network. */
export function guardSession(session: Session, folder: string): void {
  denyPermissions(session);
  blockNetwork(session);
  session.protocol.handle(SCHEME, servePage(folder));
}
