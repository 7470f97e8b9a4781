/** What a seed may make go wrong; `--faults` takes these words. */
export const FAULT_KINDS = [
  'late',
  'lost',
  'never',
  'requote',
  'partial',
  'refuse',
  'algo',
  'link',
  'blind',
  'hand',
  'disk',
  'crash',
  'webhook',
  'approver',
  'halt',
  'breaker',
  'market',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export const isFaultKind = (word: string): word is FaultKind => (FAULT_KINDS as readonly string[]).includes(word);
