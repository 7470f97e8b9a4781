/** What the engine's runtime needs of the world, as types. Adapters make them real; tests make them fake. */
export {
  RUN_PAGES,
  type BackgroundProcess,
  type BackgroundStart,
  type BackgroundTask,
  type BackgroundWord,
} from './background.ts';
export {
  ChannelFault,
  MESSAGE_FIELDS,
  type Channel,
  type ChannelMessage,
  type ChannelTest,
  type MessageField,
} from './channel.ts';
export type { Attention, DesktopNotifier, Manner, Toast, ToastAction } from './attention.ts';
export type { Clock, ClockChange, ClockWord, TimeKeeper } from './clock.ts';
export type {
  CockpitService,
  DeliveryTrial,
  BarsAsk,
  DoorRefusal,
  Health,
  Holder,
  Origin,
  RawSignal,
  SignalsAsk,
  SubmitAnswer,
  TriedSignal,
} from './cockpit-service.ts';
export type { ConfigFile, ConfigText } from './config-file.ts';
export { JournalFault, type Journal, type JournalQuery, type JournalStats } from './journal.ts';
export type { DeliveryQuery, DeliveryStore } from './deliveries.ts';
export type { DropFolder, DroppedFile } from './drop-folder.ts';
export type { Mt5Setup } from './mt5-setup.ts';
export type { LogBook, LogLine, LogQuery } from './log-book.ts';
export type { HostDesk } from './host-desk.ts';
export type { OwnDoor } from './own-door.ts';
export type { ReplayDesk } from './replay-desk.ts';
export type { VerifyDesk } from './verify-desk.ts';
export type { RerunAsk, RerunDesk } from './rerun-desk.ts';
export type { StartDesk, StartStanding } from './start-desk.ts';
export type { OfferedUpdate, UpdateDesk, UpdateSettings, UpdateStanding } from './update-desk.ts';
export type { Calendar, CalendarReading, Ids, Log, LogLevel, Model, Notifier, Secrets } from './small.ts';
export type {
  AccountAside,
  EquityFloor,
  PinnedAccount,
  ServerReading,
  SymbolName,
  Terminal,
  TerminalAccounts,
  TerminalBridge,
  TerminalGuard,
  TerminalNaming,
  TerminalNews,
} from './terminal.ts';
export type { AnchorPlace, JournalWatch, JournalWatchView } from './journal-watch.ts';
export type { SourceBook, SourceKey, SourceKeys } from './sources.ts';
