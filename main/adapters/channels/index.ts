/** The Channel port: Telegram, Discord, e-mail and webhooks, as `channels.json` names them, and the ping of a dead man's switch. */
export { ChannelsFault, loadChannels, type ChannelEntry, type ChannelSettings } from './channels-file.ts';
export { ping } from './ping.ts';
