/** The engine in time, the same in every host: mailbox lanes, group commit, effects, timers, and the service that all doors come through. */
export type { NotifyDesk, NotifySettings } from './notifications/index.ts';
export type { HostMeans } from './admin-commands.ts';
export { DropWatch } from './drop-watch.ts';
export { RuntimeService } from './service.ts';
export type { RuntimeServiceOptions } from './service-options.ts';
export { factsFrom } from './facts.ts';
export type { LoopLagView } from './live.ts';
export type { RuntimeOptions } from './options.ts';
export { Runtime } from './runtime.ts';
export type { Rehearsal } from './stop-drill.ts';
export { tellCritical } from './tell-critical.ts';
