import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '#shared/lib';
import { keyOf } from './adapters/journal/index.ts';
import {
  diskFault,
  keepFilesPrivate,
  plainKeeper,
  readArguments,
  recoverKeys,
  renewKeys,
  runProgram,
  saveRecoveryKey,
  StartFault,
} from './host/index.ts';

const HELP = `npm run keys -- save DIR FILE --typed SAVE          writes the recovery key of a journal into a new file
npm run keys -- recover DIR FILE --typed RECOVER    puts it back where secrets.json is lost
npm run keys -- renew DIR --typed RENEW             goes on without it: the journal is signed again with a new key

DIR is the data folder of a cockpit without a window; the desktop does the same from its tray and when it starts. After recover and renew
every other secret is new, and the next start is halted and says so: after recover resume, after renew adopt the journal first. What was
there is kept in a folder of its own.`;

const ACTS = { save: 'SAVE', recover: 'RECOVER', renew: 'RENEW' } as const;

async function main(): Promise<void> {
  const parsed = readArguments(process.argv.slice(2), { typed: { type: 'string' } }, HELP, true);
  if (parsed === null) return;
  const [act, folder, named, ...rest] = parsed.positionals;
  if (act !== 'save' && act !== 'recover' && act !== 'renew')
    throw new StartFault(['say save, recover or renew: npm run keys -- --help']);
  if (folder === undefined || (named === undefined) !== (act === 'renew') || rest.length > 0)
    throw new StartFault([
      act === 'renew'
        ? 'one folder is needed: npm run keys -- renew DIR'
        : `a folder and a file are needed: npm run keys -- ${act} DIR FILE`,
    ]);
  if (parsed.values.typed !== ACTS[act]) throw new StartFault([`this needs your word: add --typed ${ACTS[act]}`]);
  const dir = resolve(folder);
  if (!existsSync(dir) || !statSync(dir).isDirectory()) throw new StartFault([`${dir} is not a folder`]);
  keepFilesPrivate();
  try {
    process.stdout.write(`${await done(act, dir, named === undefined ? null : resolve(named))}\n`);
  } catch (error) {
    if (error instanceof StartFault) throw error;
    throw new StartFault([diskFault(error, dir) ?? messageOf(error)]);
  }
}

async function done(act: keyof typeof ACTS, dir: string, file: string | null): Promise<string> {
  if (file === null) return told(await renewKeys(dir, plainKeeper(dir), Date.now()), 'adopt the journal');
  if (act === 'recover') return told(await recoverKeys(dir, file, plainKeeper(dir), Date.now()), 'resume');
  const key = keyOf(dir);
  if (key === null)
    throw new StartFault([`${dir} has no secrets.json with the journal key; that of a desktop is saved from its tray`]);
  saveRecoveryKey(file, dir, key, Date.now());
  return `${file}: the recovery key. Take it off this PC.`;
}

const told = ({ aside, text }: { readonly aside: string; readonly text: string }, next: string): string =>
  [
    text,
    ...(existsSync(aside) ? [`What was there is kept in ${aside}`] : []),
    `The next start is halted: look at the account, then ${next}.`,
  ].join('\n');

await runProgram(main);
