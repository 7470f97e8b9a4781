import { z } from 'zod';
import { symbolSpec } from '../../shared/domain/index.ts';
import { err, ok, type Result } from '../../shared/lib/index.ts';
import type { PaperSymbol } from '../paper/index.ts';

const schema = symbolSpec
  .omit({ tickValueProfit: true, tickValueLoss: true })
  .extend({ marginMode: z.enum(['forex', 'cfd_leverage']).default('forex'), hours: z.enum(['fx', 'metal']).default('fx') });

/** A symbol specification from a file. Tick values are not in it: they follow from the prices. */
export function readSymbolSpec(input: unknown): Result<PaperSymbol, readonly string[]> {
  const read = schema.safeParse(input);
  return read.success
    ? ok(read.data)
    : err(read.error.issues.map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.message}`));
}
