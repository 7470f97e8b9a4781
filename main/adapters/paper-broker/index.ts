/** The paper broker as a terminal: in real time with books that survive a crash, or in virtual time for replay. */
export type { PaperConfig } from './account-settings.ts';
export { createPaperTerminal, type MarketChoice, type PaperTerminalOptions } from './create-paper-terminal.ts';
export { createReplayTerminal, type ReplayTerminalOptions } from './create-replay-terminal.ts';
export { PaperStoreFault } from './paper-store.ts';
export type { PaperTerminal } from './paper-terminal.ts';
