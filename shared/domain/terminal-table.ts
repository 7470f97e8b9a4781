/** What differs between terminals and has to be known on both sides of the window. */
export type TerminalRow = {
  /** Its name where there is room for one, and on a gauge. */
  readonly title: string;
  readonly short: string;
  /** One line of a command's help. */
  readonly help: string;
  /** The section of the configuration with its costs: commission a lot, slippage in points. */
  readonly settings: 'paper' | 'mt5';
  /** Whether it has to be set up outside of the cockpit, by an Expert Advisor that connects to the bridge. */
  readonly connects: 'in_process' | 'expert_advisor';
  /** Whose time it lives in: one that lives in ours can be started at another moment and run faster. */
  readonly time: 'ours' | 'real';
};

/** Every kind of terminal, the default first. How each is made is the host's table, `TERMINAL_FACTORIES`. */
export const TERMINALS = {
  paper: {
    title: 'Paper terminal, built in',
    short: 'Paper',
    help: 'the built-in paper terminal',
    settings: 'paper',
    connects: 'in_process',
    time: 'ours',
  },
  mt5: {
    title: 'MetaTrader 5',
    short: 'MT5',
    help: 'MetaTrader 5 by way of its Expert Advisor',
    settings: 'mt5',
    connects: 'expert_advisor',
    time: 'real',
  },
} as const satisfies Readonly<Record<string, TerminalRow>>;

/**
 * What a run trades with, and what is allowed there besides: rehearsing the stop on a copy, testing the broker with real orders,
 * and a market of its own that never closes.
 */
export const RUN_MODES = {
  paper: { canRehearse: true, canTestBroker: true, canBeAlwaysOpen: true },
  replay: { canRehearse: false, canTestBroker: false, canBeAlwaysOpen: false },
  demo: { canRehearse: false, canTestBroker: true, canBeAlwaysOpen: false },
  live: { canRehearse: false, canTestBroker: false, canBeAlwaysOpen: false },
} as const;
