import type { IncomingMessage } from 'node:http';

/** Whether a request came in over TLS. */
export const isEncrypted = ({ socket }: Pick<IncomingMessage, 'socket'>): boolean =>
  (socket as { readonly encrypted?: boolean } | undefined)?.encrypted === true;
