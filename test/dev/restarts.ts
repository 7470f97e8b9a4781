import { watch } from 'node:fs';
import { join } from 'node:path';
import { root } from '#main/launcher/project.mjs';

/** An editor writes a file in several steps, and often several files at once. */
const QUIET_MS = 300;

/** Calls `restart` when a source of the engine has been saved; one at a time, once more where something was saved meanwhile. */
export function onSavedSource(folders: readonly string[], restart: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  const due = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (running !== null) return due();
      running = restart().finally(() => (running = null));
    }, QUIET_MS);
  };
  for (const folder of folders)
    watch(join(root, folder), { recursive: true }, (_event, name) => {
      if (name !== null && /\.ts$/.test(name)) due();
    });
}
