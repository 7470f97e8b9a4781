import type { PlaceLimits } from './places.ts';

/** How many of each the door holds at once. */
export type DoorLimits = {
  readonly connections: PlaceLimits;
  /** WebSockets: strangers are those without a good first frame; proven ones are windows. */
  readonly sockets: PlaceLimits;
  /** Above this a connection is not taken at all: what one turn of the loop may let in before anybody makes room. */
  readonly hard: number;
};

const STRANGERS = 128;
const PROVEN = 128;
const UNKNOWN_SOCKETS = 64;
/** A trader has a few windows open; more is a loop. */
const WINDOWS = 16;
const BURST = 512;
/** Open files that the rest of the cockpit needs, and those with which the door has all its places. */
const OTHERS_NEED = 48;
const ENOUGH = 448;

/**
 * The door's places by how many files the process may have open; null: no such limit is known. With few files the door takes
 * fewer strangers, so that strangers cannot use up what the journal and the bridge need.
 */
export function doorLimits(openFilesMax: number | null): DoorLimits {
  const share = openFilesMax === null ? 1 : Math.min(1, Math.max(1 / 16, (openFilesMax - OTHERS_NEED) / (ENOUGH - OTHERS_NEED)));
  const part = (of: number): number => Math.max(2, Math.floor(of * share));
  const connections = { strangers: part(STRANGERS), proven: part(PROVEN) };
  const sockets = { strangers: part(UNKNOWN_SOCKETS), proven: part(WINDOWS) };
  const held = connections.strangers + connections.proven + sockets.strangers + sockets.proven;
  return { connections, sockets, hard: held + part(BURST) };
}
