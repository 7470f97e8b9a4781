/** Who sent a message, as Electron reports it. */
export type Sender = { readonly url: string; readonly isMainFrame: boolean };

/**
 * True only for the main frame of the cockpit's own page. A custom scheme has no `URL.origin` in Node (it reads 'null'),
 * so every part that could point elsewhere is compared apart; an empty address or about:blank is refused.
 */
export function isOurPage({ url, isMainFrame }: Sender): boolean {
  if (!isMainFrame || !URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password } = new URL(url);
  return protocol === 'cockpit:' && hostname === 'app' && port === '' && username === '' && password === '';
}
