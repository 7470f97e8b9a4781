import { shell } from 'electron/common';
import { dialog, type BrowserWindow } from 'electron/main';

/** Says over the open window where the data folder is, when that is not where the trader would look for it. Nothing waits for it. */
export function tellOfFolder(
  window: BrowserWindow,
  { level, title, text }: { readonly level: 'info' | 'warn'; readonly title: string; readonly text: string },
): void {
  const type = level === 'warn' ? 'warning' : 'info';
  void dialog.showMessageBox(window, { type, title: 'Mikrobot Cockpit', message: title, detail: text, buttons: ['OK'] });
}

/** Shows a folder on the desktop. Electron answers with the reason it could not, or with nothing. */
export async function showFolder(folder: string): Promise<void> {
  const why = await shell.openPath(folder);
  if (why !== '') throw new Error(`${folder} could not be shown: ${why}`);
}
