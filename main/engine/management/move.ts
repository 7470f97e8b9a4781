import type { ManagedRule } from '#shared/domain';

/** What a rule wants done about a position now. Prices on the grid, lots on the symbol's steps. */
export type Move =
  | {
      readonly kind: 'levels';
      readonly rule: ManagedRule;
      readonly step: string;
      readonly stopLoss: number;
      readonly text: string;
    }
  | {
      readonly kind: 'close';
      readonly rule: ManagedRule;
      readonly step: string;
      /** Null: all of it. */
      readonly lots: number | null;
      readonly text: string;
    };
