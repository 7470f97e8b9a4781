import type { Mt5Options } from './mt5-options.ts';
import type { ServerTime } from './server-time.ts';
import { TerminalMirror } from './terminal-mirror.ts';

/** An empty mirror that watches what the options name. */
export const mirrorOf = ({ symbols, names, confirmed, pips, zones }: Mt5Options, time: ServerTime): TerminalMirror =>
  new TerminalMirror(symbols, names, (server) => confirmed.of(server), time, pips, zones);
