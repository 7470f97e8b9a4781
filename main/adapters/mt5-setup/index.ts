/** Finds MetaTrader's data folders and puts the Expert Advisor into them. */
export { mt5Setup, type Mt5SetupOptions } from './mt5-setup.ts';
