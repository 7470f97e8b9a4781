/** The signal's life as one saga, from arrival to feedback, and the emergency stop beside it. */
export { brokerTestCid } from './broker-test.ts';
export { nextDeadline } from './clockwork.ts';
export { decide } from './decide.ts';
export { effectOf, follow, resumeEffects } from './follow.ts';
export { mayLook } from './observe.ts';
export { previewOrder } from './preview.ts';
export { signalOfSetup } from './propose.ts';
