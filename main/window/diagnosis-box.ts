import { app, dialog } from 'electron/main';

/** `--diagnose`: what a start would meet, printed and shown; then the program ends, with 1 where there is a problem. */
export async function showDiagnosis(looked: Promise<{ readonly text: string; readonly isSound: boolean }>): Promise<void> {
  await app.whenReady();
  const { text, isSound } = await looked;
  process.stdout.write(`${text}\n`);
  await dialog.showMessageBox({
    type: isSound ? 'info' : 'warning',
    title: 'Mikrobot Cockpit',
    message: 'This PC',
    detail: text,
  });
  app.exit(isSound ? 0 : 1);
}
