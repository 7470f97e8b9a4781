import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { symbolSpec } from '#shared/domain';
import { messageOf, err, ok, type Result } from '#shared/lib';
import type { PaperSymbol } from '../paper-broker/index.ts';
import { StartFault } from '../host/index.ts';

const minute = z.int().min(0).max(1_440);

const schema = symbolSpec.omit({ tickValueProfit: true, tickValueLoss: true, swap: true }).extend({
  marginMode: z.enum(['forex', 'forex_no_leverage', 'cfd', 'cfd_leverage', 'cfd_index', 'futures']).default('forex'),
  /** Named ones, or for each weekday from Sunday on when it is open: from and to in minutes of the server's day. */
  hours: z.union([z.enum(['fx', 'metal']), z.array(z.array(z.tuple([minute, minute])).max(10)).length(7)]).default('fx'),
  initialMargin: z.number().positive().optional(),
  tickPrice: z.number().positive().optional(),
});

/** A symbol specification from a file. Tick values are not in it: they follow from the prices. */
export function readSymbolSpec(input: unknown): Result<PaperSymbol, readonly string[]> {
  const read = schema.safeParse(input);
  return read.success
    ? ok(read.data)
    : err(read.error.issues.map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.message}`));
}

/** One, or a list of them, from a file's name. Every problem is one line that names the file. */
export function loadSymbolSpecs(file: string): readonly PaperSymbol[] {
  let input: unknown;
  try {
    input = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new StartFault([`--spec ${file}: cannot be read (${messageOf(error)})`]);
  }
  return [input].flat().map((one) => {
    const read = readSymbolSpec(one);
    if (!read.ok) throw new StartFault(read.error.map((problem) => `--spec ${file}: ${problem}`));
    return read.value;
  });
}
