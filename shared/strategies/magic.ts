import { isStrategyKind, strategyOfKind } from './registry.ts';

/** The cockpit's own MetaTrader magic numbers begin here; what no profile of ours derives is foreign. */
const MAGIC_BASE = 770_000_000;
/** Profiles that are not named like a strategy have numbers from here on, below 2^31, as older tools expect. */
const NAMED_BASE = 771_000_000;
const NAMED_COUNT = 9_000_000;

/** Orders of a test of the broker: ours, and no strategy's. */
export const TEST_MAGIC = MAGIC_BASE + 90;

/**
 * The magic number of a profile, derived from its id alone, so that positions keep their owner over restarts and versions:
 * the registered number where the id is a strategy's own, else a hash. The configuration refuses two profiles that share one.
 */
export const magicOf = (id: string): number =>
  isStrategyKind(id) ? MAGIC_BASE + strategyOfKind(id).magic : NAMED_BASE + (fnv1a(id) % NAMED_COUNT);

/** 32-bit FNV-1a of an ASCII text (Fowler, Noll, Vo; RFC 9923). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
