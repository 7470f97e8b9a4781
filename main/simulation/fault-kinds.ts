/** What a seed may make go wrong, each in a few words; `--faults` takes the names. */
export const FAULTS = {
  late: 'requests and answers arrive late, some past their deadline',
  lost: 'an order is filled and its answer never comes',
  timeout: 'an order is filled and the server answers 10012',
  never: 'a request never arrives',
  requote: '10004 instead of a fill',
  partial: 'only a part is filled',
  refuse: 'no money, rejected, market closed',
  comment: 'the broker cuts the comment that carries our client id',
  algo: 'Algo Trading is switched off midway',
  link: 'the link to the terminal is down for a while, or flaps',
  blind: 'the terminal answers and shows neither positions nor deals',
  hand: 'a trade by hand in the terminal',
  disk: 'a journal write fails, is on disk and said not to be, or the disk is full for a while',
  crash: 'the process is killed before or after a commit or a send, or restarted',
  webhook: 'signals that are late, doubled, wrong, forged or not JSON; exits and cancels',
  approver: 'clicks that are late, doubled or on something else; approval modes changed',
  halt: 'stops of the account, a symbol or a strategy, with and without closing; lifted again',
  breaker: 'breakers isolated and reset by hand',
  market: 'gaps through stops, spreads ten times as wide',
  clock: "the PC's clock is off by less than two seconds",
  flood: 'a burst of messages, each of which takes its time',
  busy: 'the engine is held up: a click and a timer share one commit, an order in doubt beside them',
  signed: 'deliveries signed well, forged, stale, altered or made again',
  secret: 'bodies that carry a secret, also broken ones',
  twice: 'the line delivers a request a second time',
  stops: 'the broker refuses the stops of an order',
  terminal: 'the terminal is closed and started again',
  weekend: 'the PC sleeps over a weekend, prices open elsewhere',
  cash: 'money is paid in, paid out or charged',
  window: 'the window is closed and opened again',
  'clock-back': "the PC's clock is set back an hour or a day",
  'clock-forward': "the PC's clock is set forward an hour or a day",
  'clock-step': "the PC's clock is wrong for four seconds",
} as const;
export type FaultKind = keyof typeof FAULTS;
export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[];

/**
 * Told only when named: the cockpit does not hold its rules under them yet. A clock that is wrong by hours moves the firm's day,
 * and entries do not wait until it is right.
 */
export const NAMED_ONLY: ReadonlySet<FaultKind> = new Set(['clock-back', 'clock-forward', 'clock-step']);
/** What `all` means. */
export const ALL_FAULTS: readonly FaultKind[] = FAULT_KINDS.filter((kind) => !NAMED_ONLY.has(kind));

export const isFaultKind = (word: string): word is FaultKind => (FAULT_KINDS as readonly string[]).includes(word);
