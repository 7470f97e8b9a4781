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
  clock: 'the wall clock of the PC jumps forward or back',
  flood: 'a burst of messages, each of which takes its time',
  signed: 'deliveries signed well, forged, stale, altered or made again',
  secret: 'bodies that carry a secret, also broken ones',
  twice: 'the line delivers a request a second time',
  stops: 'the broker refuses the stops of an order',
  terminal: 'the terminal is closed and started again',
  weekend: 'the PC sleeps over a weekend, prices open elsewhere',
  cash: 'money is paid in, paid out or charged',
  window: 'the window is closed and opened again',
} as const;
export type FaultKind = keyof typeof FAULTS;
export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[];

export const isFaultKind = (word: string): word is FaultKind => (FAULT_KINDS as readonly string[]).includes(word);
