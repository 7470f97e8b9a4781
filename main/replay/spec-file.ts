import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { symbolSpec } from '#shared/domain';
import { messageOf, err, ok, type Result } from '#shared/lib';
import type { PaperSymbol } from '../paper-broker/index.ts';
import { StartFault } from '../host/options.ts';

const schema = symbolSpec.omit({ tickValueProfit: true, tickValueLoss: true, swap: true }).extend({
  marginMode: z.enum(['forex', 'forex_no_leverage', 'cfd', 'cfd_leverage']).default('forex'),
  hours: z.enum(['fx', 'metal']).default('fx'),
});

/** A symbol specification from a file. Tick values are not in it: they follow from the prices. */
export function readSymbolSpec(input: unknown): Result<PaperSymbol, readonly string[]> {
  const read = schema.safeParse(input);
  return read.success
    ? ok(read.data)
    : err(read.error.issues.map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.message}`));
}

/** The same from a file's name. Every problem is one line that names the file. */
export function loadSymbolSpec(file: string): PaperSymbol {
  let input: unknown;
  try {
    input = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new StartFault([`--spec ${file}: cannot be read (${messageOf(error)})`]);
  }
  const read = readSymbolSpec(input);
  if (!read.ok) throw new StartFault(read.error.map((problem) => `--spec ${file}: ${problem}`));
  return read.value;
}
