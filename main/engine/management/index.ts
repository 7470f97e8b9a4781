/** Open positions that are managed: their plans, the moves that rules make, and those that the trader makes by hand. */
export { handlePosition } from './by-hand.ts';
export { isMoveDue, managementDue, nextExit } from './due.ts';
export { hasPlanDue } from './plan.ts';
export { nextStep } from './next-step.ts';
export { previewPosition } from './preview.ts';
export { turnsOf, type Turns } from './turns.ts';
