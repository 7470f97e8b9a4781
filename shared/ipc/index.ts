/** The contract between window and engine, written once: commands, pushed feeds, and the frames of the browser's socket. */
export { askedAccount, askedScope, askedSymbol, askedText } from './asked.ts';
export { BRIDGE_KEY, COMMANDS, FEED, LIVE, type CommandName } from './channels.ts';
export {
  CHANNEL_FIELDS,
  CHANNEL_KINDS,
  type ChannelEntryForm,
  type ChannelField,
  type ChannelForm,
  type ChannelKind,
  type ChannelsView,
} from './channel-form.ts';
export { contract, type CockpitBridge, type FoundTerminal, type Refusal, type Reply, type Request } from './contract.ts';
export type { DiagnosisCheck } from './host-contract.ts';
export type { StartView } from './start-contract.ts';
export type { UpdateView } from './update-contract.ts';
export { type DoorStep, type DoorTest, type DoorWay } from './door-test.ts';
export { ASKED_OF_THE_PAST, COMMAND_ROLES } from './roles.ts';
export { liveFrame, type EquityPoint, type LiveFrame } from './live.ts';
export type { MarketChart } from './market-chart.ts';
export type { AlarmStep } from './alarm-contract.ts';
export type { ExposureReport } from './exposure-contract.ts';
export type { JournalFilter } from './journal-contract.ts';
export type { PastMark } from './past-contract.ts';
export { PRICE_FILE_MAX, priceFileName, UPLOAD_PART_BYTES } from './replay-ask.ts';
export type { InspectAsk, ReplayAsk, ReplayJobAsk, RowAsk, SweepAsk } from './replay-ask.ts';
export { keptRun, replayOverview, replayRefusedRow, replayTradeDetail, replayTradeRow, sweepResult } from './replay-view.ts';
export type {
  KeptRun,
  PriceFile,
  PriceQuality,
  ReplayComparison,
  ReplayGroup,
  ReplayJob,
  ReplayOverview,
  ReplayRefusedRow,
  ReplayTradeDetail,
  ReplayTradeRow,
  ReplayView,
  SweepResult,
  SweepRow,
} from './replay-view.ts';
export type { RerunFound, RerunRow, RerunView } from './rerun-contract.ts';
export type { JournalVerdict, VerifyView } from './verify-contract.ts';
export type { DeliveryView, SourceView } from './sources.ts';
export { clientFrame, type ClientFrame, type ServerFrame } from './socket.ts';
