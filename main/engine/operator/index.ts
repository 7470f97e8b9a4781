/** What the trader asks for: approvals, overrides, re-arming, another rulebook, a broker test, a preview of an order. */
export { brokerTestOrderId } from './broker-test.ts';
export { rulebookRefusal } from './choose-rulebook.ts';
export { exposureNow } from './exposure-now.ts';
export { judgeAgain, type Judgement } from './judge-again.ts';
export { operate } from './operator.ts';
export { previewOrder } from './preview.ts';
export { acceptReversal, previewReversal } from './reversal.ts';
export { entrySignalOf } from './ticket.ts';
export { trySignal, type SignalTrial } from './trial.ts';
