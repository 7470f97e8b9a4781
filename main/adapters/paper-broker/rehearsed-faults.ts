import type { Rehearsed } from '#shared/config';
import { retcodeName } from '#shared/domain';
import type { Fault, Faults } from '../../paper-broker/index.ts';

/** What each kind does at the broker. */
function faultOf({ kind, retcode }: Rehearsed): Fault {
  switch (kind) {
    case 'refuse':
      return { kind, retcode, text: `${retcodeName(retcode)} (rehearsed)` };
    case 'partial_fill':
      return { kind, share: 0.5 };
    case 'placed':
      return { kind, afterMs: 3_000, ends: 'filled' };
    case 'comment_cut':
      return { kind, chars: 10 };
    case 'comment_replaced':
      return { kind, text: 'from the broker' };
    case 'timeout':
    case 'answer_lost':
    case 'requote':
      return { kind };
  }
}

/** Faults that the configuration asks for, each at its request. `cut` takes the link down once that request is answered. */
export function rehearsedFaults(plan: readonly Rehearsed[], cut: (ms: number) => void): Faults {
  const byRequest = new Map(plan.map((one) => [one.nth, one]));
  let requests = 0;
  return {
    strike: () => {
      requests += 1;
      const due = byRequest.get(requests);
      if (due === undefined) return null;
      if (due.linkDownMs > 0) cut(due.linkDownMs);
      return faultOf(due);
    },
  };
}
