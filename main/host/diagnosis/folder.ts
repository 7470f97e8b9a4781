import { existsSync } from 'node:fs';
import { win32 } from 'node:path';
import type { DiagnosisCheck } from '#shared/ipc';
import { settleData, type Places } from '../data-place/index.ts';
import { sharedFolder } from '../own-files.ts';
import { check } from './check.ts';

type Machine = { readonly platform: NodeJS.Platform; readonly env: NodeJS.ProcessEnv };
const within = (folder: string, home: string | undefined): boolean =>
  home !== undefined &&
  home !== '' &&
  `${win32.resolve(folder).toLowerCase()}\\`.startsWith(`${win32.resolve(home).toLowerCase()}\\`);

/** Who may read the folder, whether a program copies it away, and what the virus scanner should leave alone. */
export function folderChecks(folder: string, { platform, env }: Machine): readonly DiagnosisCheck[] {
  if (platform !== 'win32')
    return [check('folder-access', 'Who may read the data', 'good', 'files are made for your user alone')];
  const remedy = sharedFolder(folder, platform, env);
  const synced = ['OneDrive', 'OneDriveCommercial', 'OneDriveConsumer'].some((name) => within(folder, env[name]));
  const roaming = within(folder, env['APPDATA']);
  return [
    remedy === null
      ? check('folder-access', 'Who may read the data', 'good', 'it is in your own profile')
      : check('folder-access', 'Who may read the data', 'warn', 'the folder is outside your Windows profile', `Run: ${remedy}`),
    synced
      ? check(
          'folder-sync',
          'Programs that copy the data',
          'bad',
          'the folder is in OneDrive',
          'Move it out: a journal that is synchronized while it is written can be damaged.',
        )
      : roaming
        ? check(
            'folder-sync',
            'Programs that copy the data',
            'warn',
            'the folder is in the roaming profile',
            'Close the cockpit and start it again: it moves the folder. On a PC of a company choose a local one with --data.',
          )
        : check('folder-sync', 'Programs that copy the data', 'good', 'not in OneDrive, not in the roaming profile'),
    check(
      'antivirus',
      'Virus scanner',
      'unknown',
      'whether it scans the journal cannot be seen from here',
      `If writing is slow: exclude ${folder} in Windows Security, Virus & threat protection, Exclusions.`,
    ),
  ];
}

/** Whether an earlier version left a folder of its own, and which of the two is used; nothing where there is one only. */
export function otherFolder(folder: string, places: Places): readonly DiagnosisCheck[] {
  if (folder !== places.usual && folder !== places.former) return [];
  const { told } = settleData(places, { mayMove: false });
  return told === null ? [] : [check('folder-two', 'Folders of the data', 'warn', `${told.title}: ${told.text}`)];
}

/** The data folder as it is before anything is made in it. */
export const folderThere = (folder: string): DiagnosisCheck =>
  existsSync(folder)
    ? check('folder', 'Data folder', 'good', folder)
    : check('folder', 'Data folder', 'warn', `${folder} is not there yet`, 'A start makes it.');
