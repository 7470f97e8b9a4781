import { ipcMain } from 'electron/main';
import type { CockpitService } from '#ports';
import { serveWindow } from './electron.ts';

/**
 * Serves the contract on the real `ipcMain`. Entered directly and not by index.ts: the headless host shares that door and
 * has no Electron to import.
 */
export const serveDesktop = (service: CockpitService): (() => void) => serveWindow(ipcMain, service);
