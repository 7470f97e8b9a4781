import { ChannelsFault, channelsPath, loadChannels, ping, saveChannels, shownChannels } from '../adapters/channels/index.ts';
import type { NotifyDesk, NotifySettings } from '../runtime/index.ts';
import { StartFault } from './options.ts';

/** Who is told of alarms, by the data folder's `channels.json`; null without one. Throws StartFault where that cannot be used. */
export function notifyOf(dataDir: string): NotifySettings | null {
  try {
    return readIn(dataDir);
  } catch (error) {
    if (error instanceof ChannelsFault) throw new StartFault([error.message]);
    throw error;
  }
}

function readIn(dataDir: string): NotifySettings | null {
  const settings = loadChannels(dataDir);
  if (settings === null) return null;
  const { channels, deadMan, ...policy } = settings;
  return {
    recipients: channels,
    policy,
    deadMan: deadMan === null ? null : { everyMs: deadMan.everySec * 1_000, ping: () => ping(deadMan.url) },
  };
}

/** The same, for the window to show and change. */
export const notifyDesk = (dataDir: string): NotifyDesk => ({
  file: channelsPath(dataDir),
  shown: () => shownChannels(dataDir),
  save: (form) => {
    saveChannels(dataDir, form);
    return readIn(dataDir);
  },
});
