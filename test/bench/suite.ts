/** What one child measured, by metric key. Times in the metric's unit. */
export type Figures = Readonly<Record<string, number>>;

export type Metric = { readonly key: string; readonly label: string; readonly unit: 'ns' | 'us' | 'ms' | '/s' | 'B' | 'MB' };

/** One way of doing the work: ours, a peer's, or the floor nobody gets under. `needs` answers why it cannot run here. */
export type Candidate = {
  readonly name: string;
  readonly measure: () => Figures | Promise<Figures>;
  readonly needs?: () => string | null;
};

export type Suite = {
  readonly name: string;
  readonly title: string;
  /** The candidate that ratios are taken to. */
  readonly baseline: string;
  readonly metrics: readonly Metric[];
  readonly candidates: readonly Candidate[];
  /** Packages whose versions belong beside the figures. */
  readonly peers?: readonly string[];
  /** What a reader must know to read the figures rightly. */
  readonly notes?: readonly string[];
};
