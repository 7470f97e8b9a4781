import { BRIDGE_KEY } from '#shared/ipc';
import { createSocketBridge } from './socket-bridge.ts';
import { takeToken } from './session-token.ts';
import type { WindowBridge } from './wire.ts';

/** The desktop window's own bridge when there is one; else a socket to the address this page came from. */
export function connectWindow(window: Window): WindowBridge {
  const own = (window as unknown as Readonly<Record<string, unknown>>)[BRIDGE_KEY];
  if (own !== undefined) return own as WindowBridge;
  const { location, history, sessionStorage } = window;
  const token = takeToken({
    hash: location.hash,
    stored: sessionStorage,
    forgetHash: () => history.replaceState(null, '', location.pathname + location.search),
  });
  return createSocketBridge({
    open: () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/cockpit`),
    later: (run, ms) => void setTimeout(run, ms),
    token: token ?? '',
  });
}
