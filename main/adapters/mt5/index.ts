/** MT5 terminal adapter over the CB/1 loopback bridge. */
export { confirmedInFile, confirmedInMemory } from './confirmed-names.ts';
export type { Mt5Options } from './mt5-options.ts';
export { Mt5Terminal } from './mt5-terminal.ts';
export { terminalCalendar } from './terminal-calendar.ts';
export type { AccountRules } from './account-door.ts';
export { pinInFile, pinInMemory } from './account-pin.ts';
export { mappingOf, type Mapping } from './symbol-map.ts';
export { zonesInFile } from './zone-memory.ts';
