import { COMMANDS, type CommandName } from '#shared/ipc';
import { err } from '#shared/lib';
import type { CockpitService } from '#ports';
import { isOurPage } from './sender.ts';
import { serveCommand } from './serve.ts';

/** The frame is null when it has navigated or gone before its message was read. */
type InvokeEvent = { readonly senderFrame: { readonly url: string; readonly parent: unknown } | null };

/** What is needed of Electron's `ipcMain`. */
export type IpcMain = {
  handle(channel: string, answer: (event: InvokeEvent, payload: unknown) => Promise<unknown>): void;
  removeHandler(channel: string): void;
};

/** The actor that the journal records for acts in the window. */
const WINDOW_ACTOR = 'trader:window';

/** Answers every command of the contract, and nothing else, to our own page only. Returns a function that removes the handlers. */
export function serveWindow(ipc: IpcMain, service: CockpitService): () => void {
  for (const name of COMMANDS) ipc.handle(name, (event, payload) => answer(service, name, event, payload));
  return () => {
    for (const name of COMMANDS) ipc.removeHandler(name);
  };
}

async function answer(
  service: CockpitService,
  name: CommandName,
  { senderFrame }: InvokeEvent,
  payload: unknown,
): Promise<unknown> {
  const sender = { url: senderFrame?.url ?? '', isMainFrame: senderFrame !== null && senderFrame.parent === null };
  if (isOurPage(sender)) return serveCommand(service, name, payload, WINDOW_ACTOR);
  return err({ kind: 'untrusted-sender', code: 'untrusted', detail: `${name} was asked by ${sender.url || 'an unknown page'}` });
}
