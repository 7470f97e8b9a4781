import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '#shared/lib';
import { backupFolder, diskFault, keepFilesPrivate, readArguments, runProgram, StartFault } from './host/index.ts';

const HELP = `npm run backup -- DIR FILE      copies a data folder into one file, also while its cockpit runs

FILE is a compressed tar archive (a name such as cockpit-2026-11-28.tar.gz). In it: the journal and the paper account as they stood,
config.json, calendars, the model, the symbols' names, and the keys. With the keys in it, keep it as safe as the folder itself.
  --without-secrets    leaves the keys out; to go on from such a backup the folder's own secrets.json is needed`;

async function main(): Promise<void> {
  const parsed = readArguments(process.argv.slice(2), { 'without-secrets': { type: 'boolean' } }, HELP, true);
  if (parsed === null) return;
  const [folder, target, ...rest] = parsed.positionals;
  if (folder === undefined || target === undefined || rest.length > 0)
    throw new StartFault(['a folder and a file are needed: npm run backup -- DIR FILE']);
  const [dir, file] = [resolve(folder), resolve(target)];
  if (!existsSync(dir) || !statSync(dir).isDirectory()) throw new StartFault([`${dir} is not a folder`]);
  keepFilesPrivate();
  const withSecrets = parsed.values['without-secrets'] !== true;
  try {
    const { journal, files, secrets, key } = await backupFolder({ dir, file, withSecrets, nowMs: Date.now() });
    const lines = [
      `${file}: ${journal.records} records, head ${journal.head}`,
      `keys: ${secrets}${key === null ? '' : `; the journal key begins with ${key} (its hash)`}`,
      ...files.map(({ name, bytes, sha256 }) => `${name}  ${bytes} bytes  sha256 ${sha256}`),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  } catch (error) {
    if (error instanceof StartFault) throw error;
    throw new StartFault([diskFault(error, dir) ?? messageOf(error)]);
  }
}

await runProgram(main);
