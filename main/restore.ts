import { resolve } from 'node:path';
import { messageOf } from '#shared/lib';
import { diskFault, keepFilesPrivate, oneOf, readArguments, restoreFolder, runProgram, StartFault } from './host/index.ts';

const HELP = `npm run restore -- FILE DIR      puts a backup into a data folder

The backup is checked first: every file by its checksum, the journal as npm run verify does. The cockpit starts halted on what was
restored; compare it with the terminal, then resume.
  --typed REPLACE      moves what is in DIR aside, into a folder of its own there; without it DIR has to be empty`;

async function main(): Promise<void> {
  const parsed = readArguments(process.argv.slice(2), { typed: { type: 'string' } }, HELP, true);
  if (parsed === null) return;
  const [source, folder, ...rest] = parsed.positionals;
  if (source === undefined || folder === undefined || rest.length > 0)
    throw new StartFault(['a file and a folder are needed: npm run restore -- FILE DIR']);
  const { typed } = parsed.values;
  const replaces = typed !== undefined;
  if (typed !== undefined) oneOf('typed', typed, ['REPLACE']);
  const [file, dir] = [resolve(source), resolve(folder)];
  keepFilesPrivate();
  try {
    const { manifest, aside, notes } = await restoreFolder({ file, dir, replaces, nowMs: Date.now() });
    const lines = [
      `${dir}: ${manifest.journal.records} records as of ${manifest.madeAt}; the next start is halted until you resume`,
      ...(aside === null ? [] : [`what was there is kept in ${aside}`]),
      ...notes.map((note) => `note: ${note}`),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  } catch (error) {
    if (error instanceof StartFault) throw error;
    throw new StartFault([diskFault(error, dir) ?? messageOf(error)]);
  }
}

await runProgram(main);
