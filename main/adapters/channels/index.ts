/** The Channel port: Telegram, Discord, e-mail and webhooks, as `channels.json` names them, and the ping of a dead man's switch. */
export { channelsPath, ChannelsFault, loadChannels, type ChannelEntry, type ChannelSettings } from './channels-file.ts';
export { saveChannels, shownChannels } from './channels-desk.ts';
export { ping } from './ping.ts';
