/** What differs between kinds of sources and has to be known on both sides of the window. */
export type SourceKindRow = {
  readonly title: string;
  /**
   * The doors that lead in: an address with a token in it, an address where each delivery is signed, a folder that is looked
   * through; none where its signals are made inside of the cockpit.
   */
  readonly doors: readonly ('token' | 'signature' | 'folder')[];
  /** Its alerts come from TradingView: from its addresses, within a minute, and sent again after any answer of 500 and above. */
  readonly isTradingViews?: true;
  /** What a person wrote for people: nothing of it is traded without being confirmed. */
  readonly isConfirmed?: true;
};

/** Every kind of source. */
export const SOURCE_KINDS = {
  tradingview: { title: 'TradingView', doors: ['token'], isTradingViews: true },
  webhook: { title: 'Signed webhook', doors: ['signature'] },
  pineconnector: { title: 'PineConnector', doors: ['token'], isTradingViews: true },
  ea: { title: 'Expert Advisor', doors: ['token', 'folder'] },
  drop: { title: 'Drop folder', doors: ['folder'] },
  chat: { title: 'Chat export', doors: ['token', 'folder'], isConfirmed: true },
  ticket: { title: 'Manual ticket', doors: [] },
  detector: { title: 'Own detector', doors: [] },
} as const satisfies Readonly<Record<string, SourceKindRow>>;
export type SourceKind = keyof typeof SOURCE_KINDS;

/** What differs from one kind to another. */
export const sourceKindOf = (kind: SourceKind): SourceKindRow => SOURCE_KINDS[kind];
