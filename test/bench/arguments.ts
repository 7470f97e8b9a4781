import { parseArgs } from 'node:util';
import { messageOf } from '#shared/lib';
import { SUITE_NAMES } from './suite-list.ts';

export const HELP = `npm run bench -- [options]      benchmarks beside their peers

  --json        one JSON document on stdout instead of tables
  --rounds N    rounds; every round starts every candidate in a fresh process (default 5)
  --only NAME   only this suite or those that begin with NAME-; may be given more than once
  --help        this text

Suites: ${SUITE_NAMES.join(', ')}
Figures are the median [min..max] over the rounds; xN is the median of the ratios to the suite's baseline within each
round. Absolute numbers move with the load of the machine, ratios much less. Nothing is asserted; the exit code is 1 only
when something crashed.`;

export type BenchOptions = { readonly json: boolean; readonly rounds: number; readonly suites: readonly string[] };

/** The options, or what is wrong with them, or 'help'. */
export function readOptions(argv: readonly string[]): BenchOptions | 'help' | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        json: { type: 'boolean', default: false },
        rounds: { type: 'string', default: '5' },
        only: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
      },
      strict: true,
    });
    if (values.help) return 'help';
    const rounds = Number(values.rounds);
    if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100)
      return { problem: `--rounds: "${values.rounds}" is not a whole number from 1 to 100` };
    const chosen = SUITE_NAMES.filter((name) => values.only.some((only) => name === only || name.startsWith(`${only}-`)));
    const unknown = values.only.find((only) => !chosen.some((name) => name === only || name.startsWith(`${only}-`)));
    if (unknown !== undefined)
      return { problem: `--only: there is no suite "${unknown}"; it is one of ${SUITE_NAMES.join(', ')}` };
    return { json: values.json, rounds, suites: values.only.length === 0 ? SUITE_NAMES : chosen };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}
