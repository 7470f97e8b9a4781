/** MetaTrader 5 by way of its Expert Advisor: a loopback server for CB/1, and the terminal it makes of what is said there. */
export { confirmedInFile, confirmedInMemory } from './confirmed-names.ts';
export type { Mt5Options } from './mt5-options.ts';
export { Mt5Terminal } from './mt5-terminal.ts';
export { terminalCalendar } from './terminal-calendar.ts';
export type { AccountRules } from './account-status.ts';
export { mappingOf, type Mapping } from './symbol-map.ts';
