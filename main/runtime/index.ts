/** The engine in time, the same in every host: mailbox lanes, group commit, effects, timers, and the desk that all doors come through. */
export { RuntimeDesk, type DeskOptions } from './desk.ts';
export type { LoopLagView } from './live.ts';
export type { RuntimeOptions } from './options.ts';
export { Runtime } from './runtime.ts';
export type { Rehearsal } from './stop-drill.ts';
