import type { FoundTerminal } from '#shared/ipc';

/** Puts the Expert Advisor where MetaTrader finds it. Rejects with a sentence that names the remedy. */
export interface Mt5Setup {
  find(): Promise<readonly FoundTerminal[]>;
  /** Copies it there; a file of that name that differs is kept beside it. */
  install(id: string): Promise<{ readonly path: string; readonly backup: string | null }>;
  /** Puts the bridge's token on the clipboard, and nowhere else. */
  copyToken(): Promise<void>;
}
