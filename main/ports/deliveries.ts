import type { Delivery, DeliveryFate } from '#shared/domain';

/** Which deliveries are wanted, newest first; null does not narrow. Times are UTC ms, `to` is the first that is not. */
export type DeliveryQuery = {
  readonly source: string | null;
  readonly fate: DeliveryFate | null;
  readonly from: number | null;
  readonly to: number | null;
  /** Only those with a smaller id. */
  readonly before: number | null;
  readonly limit: number;
};

/** Keeps deliveries, bounded in space and time. Nothing here stops a signal: what cannot be kept is told by `problem`. */
export interface DeliveryStore {
  add(delivery: Omit<Delivery, 'id'>): void;
  find(query: DeliveryQuery): readonly Delivery[];
  count(query: Omit<DeliveryQuery, 'before' | 'limit'>): number;
  get(id: number): Delivery | null;
  /** Why deliveries are not kept at the moment; null while they are. */
  problem(): string | null;
  close(): void;
}
