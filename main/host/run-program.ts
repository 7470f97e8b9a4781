import { traceOf } from '#shared/lib';
import { HistoryFault } from '../adapters/history/index.ts';
import { StartFault } from './options.ts';

/**
 * Runs a command-line program to its end. What its user can mend (a wrong option, a file that is no history) is told in plain lines
 * with exit code 2; anything else is a fault of the program, told with its trace and exit code 1.
 */
export async function runProgram(main: () => Promise<void> | void): Promise<void> {
  try {
    await main();
  } catch (error) {
    const isTheirs = error instanceof StartFault || error instanceof HistoryFault;
    // Only when the words are out: a pipe on Windows takes them later.
    process.stderr.write(`${isTheirs ? error.message : traceOf(error)}\n`, () => process.exit(isTheirs ? 2 : 1));
  }
}
