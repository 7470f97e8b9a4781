import { existsSync, readFileSync, statSync } from 'node:fs';
import { messageOf } from '#shared/lib';
import { resolve } from 'node:path';
import { keyOf } from './adapters/journal/index.ts';
import type { Engine } from '#engine';
import { badText, certificateProblems, checkJournal, readArguments, runProgram, StartFault } from './host/index.ts';

const HELP = `npm run verify -- DIR      checks a journal without trusting the program that wrote it

Reads DIR/journal.db and checks numbering, hash chain, signed checkpoints, every record's shape, and that the engine
decides the same again from the recorded inputs. Exit 0: sound. Exit 1: the first bad record is named.
Without the journal key nothing proves who wrote the records: then it ends with exit 2, unless you say --unsigned.
  --key FILE           the secrets.json whose journalKey signs it (default: DIR/secrets.json)
  --unsigned           checks what can be checked without a key, and says what could not be
  --no-replay          leaves the last check out
  --certificate FILE   also checks a saved stop certificate (the JSON of GET /stop-certificates/ID): its signature, and that
                       the journal says the same`;

function main(): void {
  const parsed = readArguments(
    process.argv.slice(2),
    {
      'no-replay': { type: 'boolean' },
      certificate: { type: 'string' },
      key: { type: 'string' },
      unsigned: { type: 'boolean' },
    },
    HELP,
    true,
  );
  if (parsed === null) return;
  const [folder, ...rest] = parsed.positionals;
  if (folder === undefined || rest.length > 0) throw new StartFault(['one folder is needed: npm run verify -- DIR']);
  const dir = resolve(folder);
  if (!existsSync(dir) || !statSync(dir).isDirectory()) throw new StartFault([`${dir} is not a folder`]);

  const key = keyFor(dir, parsed.values.key, parsed.values.unsigned === true);
  const isAgain = parsed.values['no-replay'] !== true;
  const began = performance.now();
  const { found, notes, bad, engine } = checkJournal(dir, { key, isAgain });
  const lines = [
    `${found.records} records in ${found.runs} runs, ${found.checkpoints} checkpoints, head ${found.head}`,
    ...notes.map((note) => `note: ${note}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (bad !== null) {
    process.stdout.write(`BAD: ${badText(bad)}\n`);
    process.exitCode = 1;
    return;
  }
  if (!certificateHolds(parsed.values.certificate, dir, engine)) return;
  const signed = key === null ? ', signed by nobody that could be checked' : '';
  const again = isAgain ? ', and the engine decides the same again' : '';
  const ms = Math.round(performance.now() - began);
  process.stdout.write(`OK: chain, checkpoints and records are sound${signed}${again} (${ms} ms)\n`);
}

/** The key to check signatures with; null only when that was asked for. */
function keyFor(dir: string, file: string | undefined, isUnsigned: boolean): string | null {
  if (file !== undefined) {
    const named = (readJson(file) as { readonly journalKey?: unknown } | null)?.journalKey;
    if (typeof named !== 'string' || named === '') throw new StartFault([`--key: ${file} has no journalKey`]);
    return named;
  }
  if (isUnsigned) return null;
  const key = keyOf(dir);
  if (key !== null) return key;
  throw new StartFault([
    `${dir} has no secrets.json with the journal key, so nothing would prove who wrote the records: give --key FILE, or --unsigned to check the rest`,
  ]);
}

/** Checks a saved certificate, when one was named, and says what is wrong with it. */
function certificateHolds(file: string | undefined, dir: string, engine: Engine): boolean {
  if (file === undefined) return true;
  const problems = certificateProblems(readJson(file), keyOf(dir), engine.cockpit);
  for (const problem of problems) process.stdout.write(`BAD: certificate ${file}: ${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
  else process.stdout.write(`OK: certificate ${file} is genuine, and the journal says the same\n`);
  return problems.length === 0;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(resolve(file), 'utf8'));
  } catch (error) {
    throw new StartFault([`${file} cannot be read: ${messageOf(error)}`]);
  }
}

await runProgram(main);
