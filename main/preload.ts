import { contextBridge, ipcRenderer } from 'electron/renderer';
import { BRIDGE_KEY, COMMANDS, FEED, LIVE } from '#shared/ipc/channels.ts';
import type { CockpitBridge } from '#shared/ipc';

const known: ReadonlySet<string> = new Set(COMMANDS);

/** Relays what main pushes on one fixed channel. The event object stays here: it would hand the page its sender. */
function subscribe<T>(channel: typeof FEED | typeof LIVE, listener: (payload: T) => void): () => void {
  const relay = (_event: unknown, payload: T): void => listener(payload);
  ipcRenderer.on(channel, relay);
  return () => {
    ipcRenderer.off(channel, relay);
  };
}

/** All that the page can reach. Main checks every request and reply against the contract, so the types hold. */
const bridge: CockpitBridge = {
  send(name, request) {
    if (!known.has(name)) return Promise.reject(new TypeError(`There is no command ${JSON.stringify(name)}.`));
    return ipcRenderer.invoke(name, request) as ReturnType<CockpitBridge['send']> as never;
  },
  onFeed: (listener) => subscribe(FEED, listener),
  onLive: (listener) => subscribe(LIVE, listener),
};

contextBridge.exposeInMainWorld(BRIDGE_KEY, bridge);
