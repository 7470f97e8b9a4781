import { build } from 'vite';
import { fileURLToPath } from 'node:url';
import type { IpcMain } from '#main/ipc/index.ts';
import type { CockpitBridge } from '#shared/ipc';

type Handler = Parameters<IpcMain['handle']>[1];
type Listener = (event: unknown, payload: unknown) => void;

/** What the real preload is built to: one CommonJS file. */
export async function buildPreload(): Promise<string> {
  const configFile = fileURLToPath(new URL('../../main/vite.preload.config.ts', import.meta.url));
  const built = await build({ configFile, logLevel: 'silent', build: { write: false } });
  if (!Array.isArray(built) || built[0]?.output.length !== 1) throw new Error('the preload is not one file');
  return built[0].output[0].code;
}

/** Both ends of Electron's channels, joined as Electron joins them: by structured clone, and an event that names the frame. */
export class FakeIpc implements IpcMain {
  readonly handlers = new Map<string, Handler>();
  readonly listeners = new Map<string, Set<Listener>>();
  readonly exposed = new Map<string, unknown>();
  frame: { url: string; parent: unknown } | null = { url: 'cockpit://app/', parent: null };
  /** What the preload was given as its first argument of a listener; it must go no further. */
  readonly event = { sender: 'not for the page' };

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }

  /** webContents.send. */
  send(channel: string, payload: unknown): void {
    for (const listener of this.listeners.get(channel) ?? []) listener(this.event, structuredClone(payload));
  }

  isDestroyed = (): boolean => false;
  isCrashed = (): boolean => false;

  /** Runs the built preload against this, as Electron runs it before the page. */
  load(code: string): CockpitBridge {
    const renderer = {
      contextBridge: { exposeInMainWorld: (key: string, api: unknown) => this.exposed.set(key, api) },
      ipcRenderer: {
        invoke: async (channel: string, payload: unknown) => {
          const handler = this.handlers.get(channel);
          if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
          return structuredClone(await handler({ senderFrame: this.frame }, structuredClone(payload)));
        },
        on: (channel: string, listener: Listener) => {
          const set = this.listeners.get(channel) ?? new Set();
          this.listeners.set(channel, set.add(listener));
        },
        off: (channel: string, listener: Listener) => this.listeners.get(channel)?.delete(listener),
      },
    };
    const require = (name: string): unknown => {
      if (name !== 'electron' && name !== 'electron/renderer') throw new Error(`a sandboxed preload cannot require ${name}`);
      return renderer;
    };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- Electron runs the preload from its text as well.
    (new Function('require', 'module', 'exports', code) as (...scope: unknown[]) => void)(require, { exports: {} }, {});
    return this.exposed.get('cockpit') as CockpitBridge;
  }
}
