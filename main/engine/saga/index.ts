/** A signal's life: judged by the product owner, approved by the trader, checked and sent by the cells, ended by an exit or its stop. */
export { bandProblem } from './band.ts';
export { evaluateSignal, viewOf } from './evaluate.ts';
export { controllerRules, executeSignal } from './execute.ts';
export { beginExit, exitsDue, withdrawApprovals } from './exits.ts';
export { exposureAfter, spreadCostOf } from './exposure-after.ts';
export { HALF_TURNED_MS, halfTurned, type HalfTurned } from './half-turned.ts';
export { signalOfSetup } from './propose.ts';
export { review } from './review.ts';
export { toldFlat } from './turns.ts';
export { waitingFor } from './waiting-entries.ts';
