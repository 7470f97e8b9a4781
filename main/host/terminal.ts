import { join } from 'node:path';
import { memoryJournal } from '../adapters/journal/index.ts';
import { foldedLog } from '../adapters/log/index.ts';
import { confirmedInFile, Mt5Terminal, pinInFile, terminalCalendar, zonesInFile } from '../adapters/mt5/index.ts';
import { createPaperTerminal } from '../adapters/paper-broker/index.ts';
import type { Config } from '#shared/config';
import type { RunMode, TerminalKind } from '#shared/domain';
import type { Calendar, Clock, Ids, Terminal } from '#ports';
import type { Rehearsal } from '../runtime/index.ts';
import { demoOffset, WARM_UP_BARS } from './demo-offset.ts';
import { isLoopback } from './loopback.ts';
import { fileMarket } from './market-file.ts';
import { StartFault, type CockpitOptions } from './options.ts';

/** The terminal that was asked for, and what else depends on which one it is. */
export type ChosenTerminal = {
  readonly terminal: Terminal;
  readonly mode: RunMode;
  /** The calendar that comes with it; null where there is none. */
  readonly calendar: Calendar | null;
  /** Null: it cannot be copied. */
  readonly rehearsal: Rehearsal | null;
  /** Where Expert Advisors connect to; null where none can. */
  bridge(): string | null;
};

/**
 * Makes a terminal of one kind. Throws StartFault with what has to be changed. `inForce` is the configuration of any moment:
 * limits that the file widened wait there while something is open.
 */
export type TerminalFactory = (
  options: CockpitOptions,
  config: Config,
  clock: Clock,
  ids: Ids,
  inForce: () => Config,
) => Promise<ChosenTerminal>;

/** How each kind of terminal is made. */
export const TERMINAL_FACTORIES: Readonly<Record<TerminalKind, TerminalFactory>> = { paper, mt5: metaTrader };

async function metaTrader(
  { bridge, secrets, log, dataDir }: CockpitOptions,
  { mt5 }: Config,
  clock: Clock,
  ids: Ids,
  inForce: () => Config,
): Promise<ChosenTerminal> {
  if (!isLoopback(bridge.host))
    throw new StartFault([
      `--bridge: ${bridge.host} is not this computer itself; the Expert Advisor runs beside the cockpit, so use 127.0.0.1`,
    ]);
  const { watch, symbols, pips, login, allowLive } = mt5;
  const terminal = new Mt5Terminal({
    ...bridge,
    token: secrets.bridgeToken,
    clock,
    ids,
    log: foldedLog(log, clock),
    symbols: watch,
    names: symbols,
    pips,
    confirmed: confirmedInFile(join(dataDir, 'symbol-names.json'), log),
    account: { login, allowLive },
    pin: pinInFile(join(dataDir, 'account.json'), log),
    zones: zonesInFile(join(dataDir, 'server-zones.json'), log),
    caps: () => inForce().mt5,
  });
  return {
    terminal,
    // Without leave for live accounts only demo ones are let in.
    mode: allowLive ? 'live' : 'demo',
    calendar: terminalCalendar(terminal, clock),
    rehearsal: null,
    bridge: () => terminal.bridge.address,
  };
}

async function paper({ market, dataDir, log }: CockpitOptions, config: Config, clock: Clock): Promise<ChosenTerminal> {
  const terminal = createPaperTerminal({
    config: config.paper,
    clock,
    market:
      market === 'demo'
        ? { kind: 'demo', historyBars: WARM_UP_BARS, offsetMinutes: () => demoOffset(config, clock.nowMs()) }
        : { kind: 'file', market: await fileMarket(market, clock.nowMs()) },
    dataFile: join(dataDir, 'paper.db'),
    told: (text) => log.write('warn', text),
  });
  return {
    terminal,
    mode: 'paper',
    calendar: null,
    rehearsal: (lastSeq) => ({ terminal: terminal.copy(), journal: memoryJournal({ lastSeq, hashed: false }) }),
    bridge: () => null,
  };
}
