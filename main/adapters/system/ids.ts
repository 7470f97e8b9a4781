import { randomBytes } from 'node:crypto';
import type { Clock, Ids } from '#ports';

/** Crockford's base 32, in the order of its code points, so that ids sort by time. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ids like ULIDs: ten characters of time, sixteen of chance. `run-01K2Z...`. */
export const randomIds = (clock: Pick<Clock, 'nowMs'>): Ids => ({
  next: (prefix) => {
    let time = '';
    for (let rest = clock.nowMs(), i = 0; i < 10; i += 1, rest = Math.floor(rest / 32))
      time = (CROCKFORD[rest % 32] ?? '') + time;
    let chance = '';
    for (const byte of randomBytes(16)) chance += CROCKFORD[byte & 31] ?? '';
    return `${prefix}-${time}${chance}`;
  },
});

/** Ids that count, for tests and replay: the same calls give the same ids. `countingIds('t').next('run')` is `run-t1`. */
export function countingIds(prefix: string): Ids {
  let count = 0;
  return {
    next: (kind) => {
      count += 1;
      return `${kind}-${prefix}${count}`;
    },
  };
}
