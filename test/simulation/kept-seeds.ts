import { FAULT_KINDS, type FaultKind } from '../../main/host/simulation/index.ts';

type Kept = { readonly seed: number; readonly steps: number; readonly faults: readonly FaultKind[]; readonly why: string };

/** Seeds that once showed something wrong, each with what it was. */
export const KEPT: readonly Kept[] = [
  {
    seed: 8,
    steps: 200,
    faults: FAULT_KINDS,
    why: 'a close that a broken disk kept off the record is asked for again after the restart',
  },
  { seed: 13, steps: 98, faults: ['crash', 'halt'], why: 'a crash between a durable resume and its answer' },
];
