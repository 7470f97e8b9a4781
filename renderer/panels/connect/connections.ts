import type { DoorWay } from '#shared/ipc';

/** What can be connected, in the order most traders need it. */
export const CONNECTIONS = [
  { id: 'tradingview', title: 'TradingView', note: 'alerts of a strategy or an indicator', way: 'tradingview' },
  { id: 'pine', title: 'PineConnector text', note: 'lines such as ID,buy,EURUSD,sl=20', way: 'tradingview' },
  { id: 'script', title: 'Own script', note: 'signed: Python, curl', way: 'webhook' },
] as const satisfies readonly { readonly id: string; readonly title: string; readonly note: string; readonly way: DoorWay }[];
export type Connection = (typeof CONNECTIONS)[number];
export type ConnectionId = Connection['id'];
