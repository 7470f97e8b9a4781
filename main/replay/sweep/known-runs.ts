import { z } from 'zod';
import type { SweepRun } from './sweep-run.ts';

const figure = z.number().nullable();
const run = z.object({
  key: z.string(),
  point: z.array(z.tuple([z.string(), z.unknown()])),
  ...{ trades: z.number(), net: z.number(), winRate: figure, profitFactor: figure, meanR: figure, fall: z.number() },
  ...{ sharpe: figure, nearest: figure, targetAt: figure },
  breach: z.object({ rule: z.string(), at: z.number() }).nullable(),
  odds: z.object({ breach: z.number(), pass: figure }).nullable(),
  returns: z.array(z.number()),
});

/** A run as a line of the file that a sweep goes on from. */
export const runLine = (one: SweepRun): string => `${JSON.stringify(one)}\n`;

/** The runs of such a file by their key; a last line that was cut off by a crash, and any other that is none, is run again. */
export function knownRuns(text: string): ReadonlyMap<string, SweepRun> {
  const known = new Map<string, SweepRun>();
  for (const line of text.split('\n')) {
    const parsed = run.safeParse(jsonOf(line));
    if (parsed.success) known.set(parsed.data.key, parsed.data);
  }
  return known;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
