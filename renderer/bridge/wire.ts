import type { Role } from '#shared/domain';
import type { CockpitBridge } from '#shared/ipc';

export type WireState = 'open' | 'lost' | 'refused';
/** `role`: what the token of an open wire lets the window do; null: the wire is not open, or did not say. */
export type WireListener = (state: WireState, why: string, role: Role | null) => void;
/** The contract's bridge; one that can lose its wire also tells when. */
export type WindowBridge = CockpitBridge & {
  readonly onWire?: (listener: WireListener) => () => void;
};
