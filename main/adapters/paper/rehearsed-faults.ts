import type { Rehearsed } from '../../../shared/config/index.ts';
import type { Fault, Faults } from '../../paper/index.ts';

/** What each kind does at the broker. */
const FAULTS: Readonly<Record<Rehearsed['kind'], Fault>> = {
  timeout: { kind: 'timeout' },
  answer_lost: { kind: 'answer_lost' },
  requote: { kind: 'requote' },
  refuse: { kind: 'refuse', retcode: 10006, text: 'Request rejected (rehearsed)' },
  partial_fill: { kind: 'partial_fill', share: 0.5 },
};

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
      return FAULTS[due.kind];
    },
  };
}
