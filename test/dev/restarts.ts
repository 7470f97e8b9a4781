import { watch } from 'node:fs';

/** An editor writes a file in several steps, and often several files at once. */
const QUIET_MS = 300;

/** Calls `restart` when a source below the folders was saved; one at a time, and again for what was saved meanwhile. Gives how to end it. */
export function onSavedSource(folders: readonly string[], restart: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  const due = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (running !== null) return due();
      running = restart().finally(() => (running = null));
    }, QUIET_MS);
  };
  const watches = folders.map((folder) =>
    watch(folder, { recursive: true }, (_event, name) => {
      if (name !== null && /\.ts$/.test(name)) due();
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const each of watches) each.close();
  };
}
