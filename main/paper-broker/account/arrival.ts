import type { Deal } from '#shared/domain';

/** What the server did. `ticket`: the position, or the working order. `deals` is empty where no volume changed hands. */
export type Done = {
  readonly retcode: number;
  readonly ticket: string;
  readonly order: string | null;
  readonly deals: readonly Deal[];
};

/** How a request reaches the server. */
export type Arrival = {
  readonly nowMs: number;
  /** Who asks: a program, which the Algo Trading button stops, or a person in the terminal. */
  readonly reason: 'client' | 'expert';
  /** The part of the volume (0..1) that there is to deal. */
  readonly share: number;
  /** Set: a market order is taken now (10008), and dealt or given up so much later. */
  readonly placed: { readonly afterMs: number; readonly ends: 'filled' | 'rejected' } | null;
};
