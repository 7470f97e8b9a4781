import type { WebPreferences } from 'electron/main';

/**
 * The one set of preferences of every window. `webSecurity` and its relatives are left alone: their defaults are right.
 * Without background throttling an unseen cockpit still takes its feed, and is up to date when it comes forward.
 */
export const secureWebPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  backgroundThrottling: false,
  spellcheck: false,
} as const satisfies WebPreferences;

/** The same for a window of this copy: with our preload, and with the inspector only while it runs from its sources. */
export const windowPreferences = (preload: string, isPackaged: boolean): WebPreferences => ({
  ...secureWebPreferences,
  preload,
  devTools: !isPackaged,
});
