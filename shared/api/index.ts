/** What the HTTP API answers with, as schemas: the document, the manual and the tests of the door read them here. */
export {
  certificateAnswer,
  certificateLine,
  channelsAnswer,
  chosenAnswer,
  doneAnswer,
  drillAnswer,
  haltedAnswer,
  healthAnswer,
  positionPreviewAnswer,
  previewAnswer,
  verdictAnswer,
} from './acts.ts';
export { acceptedAnswer, duplicateAnswer, duplicateOrTested, webhookStatusAnswer } from './deliveries.ts';
export { issuedAnswer, ordersAnswer, positionsAnswer, shutdownAnswer, tokensAnswer } from './held.ts';
export { barsAnswer, marketAnswer } from './market.ts';
export { problemAnswer } from './parts.ts';
export { recordAnswer } from './records.ts';
export { signalAnswer } from './signals.ts';
export { statusAnswer } from './status.ts';
export { STREAM_KINDS, ticketAnswer, type GapNotice, type StreamEnd, type StreamKind } from './stream.ts';
