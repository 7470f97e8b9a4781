import type { OwnDoor } from '#ports';
import type { HttpAdapter } from '../adapters/http/index.ts';
import { keepProxies } from './config-file.ts';
import type { CockpitOptions } from './options.ts';

/** The door as the trader connects senders to it. `http`: where it listens. */
export function ownDoor(door: HttpAdapter, http: string, options: CockpitOptions): OwnDoor {
  const { clipboard, configFile, dataDir } = options;
  // Listening on every address is no address to ask.
  const own = http.replace('://0.0.0.0:', '://127.0.0.1:').replace('://[::]:', '://[::1]:');
  return {
    view: () => ({ http: own, trustedProxies: door.proxies.list }),
    test: (ask) => door.test(own, ask),
    trust: (proxy) => {
      door.proxies.add(proxy);
      return keepProxies(configFile, dataDir, door.proxies.list);
    },
    believe: (proxies) => door.proxies.replace(proxies),
    copy: async (text) => {
      if (clipboard === undefined) throw new Error('There is no clipboard here: mark the text and press Ctrl+C.');
      await clipboard(text);
    },
  };
}
