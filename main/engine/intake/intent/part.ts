import type { Statement } from './statements.ts';
import type { Size } from './size.ts';

/** How much of what is held a body closes, where it is not all. */
export type StatedPart =
  | { readonly kind: 'percent'; readonly percent: number; readonly at: Statement }
  /** Counted as the sender counts. */
  | { readonly kind: 'size'; readonly size: Size; readonly at: Statement }
  /** It says that a part is closed, and not how much. */
  | { readonly kind: 'unclear'; readonly at: Statement };

/** Words that close all of it, whatever size stands beside them. */
const WHOLE = /^(?:flat|flatten|closeall|exitall|liquidate|squareoff|close ?position)/;

/**
 * The part that a body closes; null: all of it. What is held before and after, in the sender's own count, says the share best: our size
 * may be another than the sender's.
 */
export function partOf(all: readonly Statement[]): StatedPart | null {
  const isFlat = all.some((one) => one.says === 'after' && one.held === 'flat');
  if (isFlat) return null;
  const sizes = all.filter((one): one is Statement & { says: 'size' } & Size => one.says === 'size' && !one.isZero);
  const left = all.find((one) => one.says === 'left');
  const had = all.find((one) => one.says === 'had');
  const isShare = all.some(({ says }) => says === 'counts-percent');
  const percent = sizes.find(({ counted }) => counted === 'percent' || (isShare && counted === 'plain'));
  if (percent !== undefined) return share(percent.amount, percent);
  const size = sizes.toSorted((one, other) => one.amount - other.amount)[0];
  if (left?.says === 'left') {
    if (size !== undefined) return share((100 * size.amount) / (size.amount + left.amount), size);
    if (had?.says === 'had' && had.amount > left.amount) return share((100 * (had.amount - left.amount)) / had.amount, left);
  }
  const isWhole = all.some((one) => one.says === 'verb' && one.verb.does === 'close' && WHOLE.test(wordIn(one.shown)));
  if (size !== undefined && !isWhole) return { kind: 'size', size, at: size };
  const at = all.find((one) => one.says === 'part');
  return at === undefined ? null : { kind: 'unclear', at };
}

const share = (percent: number, at: Statement): StatedPart | null => (percent >= 100 ? null : { kind: 'percent', percent, at });
/** The value of a statement that shows its field: `action "Close All"`. */
const wordIn = (shown: string): string => (/"(.*)"?$/.exec(shown)?.[1] ?? '').toLowerCase().replace(/[\s_-]+/g, '');
