/** Everything that can happen, as journal records: inputs that arrive, decisions that follow. */
export { approvalCard, decisions, driftItem, type ApprovalCard, type DriftItem } from './decisions.ts';
export {
  askedLevels,
  askedTerms,
  type AskedTerms,
  closedPart,
  positionAsk,
  positionPreview,
  reverseAsk,
  type ReverseAsk,
  type AskedLevels,
  type ClosedPart,
  type PositionAsk,
  type PositionPreview,
} from './by-hand.ts';
export { configValueText, type ConfigChange } from './config-change.ts';
export { certificate, type Certificate } from './certificate.ts';
export { standing, type Standing } from './standing.ts';
export { widened, type Widened } from './widened.ts';
export { roomView, type CurrencyExposure, type RoomView } from './room-view.ts';
export { orderAsk, preview, previewAsk, type OrderAsk, type Preview, type PreviewAsk } from './preview.ts';
export { RECORD_VERSION, upcast } from './upcast.ts';
export { EXCERPT_MAX } from './excerpt.ts';
export { drill, inputs, message, type Arrival, type Drill, type Message } from './inputs.ts';
export type { OperatorAction } from './operator-action.ts';
export {
  EVENT_TYPES,
  TIME_SEAMS,
  isOfCandles,
  isEventType,
  isInputType,
  payloadSchema,
  readRecord,
  type CockpitEvent,
  type Decision,
  type DecisionType,
  type Envelope,
  type EventType,
  type Input,
  type InputType,
  type JournalRecord,
  type Payload,
} from './record.ts';
