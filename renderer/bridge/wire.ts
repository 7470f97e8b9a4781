import type { CockpitBridge } from '#shared/ipc';

export type WireState = 'open' | 'lost' | 'refused';
/** The contract's bridge; one that can lose its wire also tells when. */
export type WindowBridge = CockpitBridge & {
  readonly onWire?: (listener: (state: WireState, why: string) => void) => () => void;
};
