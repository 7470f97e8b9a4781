import { app, BrowserWindow, screen } from 'electron/main';
import { PAGE_URL } from './page.ts';
import { isReachable, recallPlacement, rememberPlacement } from './placement.ts';
import { windowPreferences } from './preferences.ts';

const SAVE_AFTER_MS = 500;

/** The cockpit's one window, not yet shown and not yet loaded. `folder` remembers where it stood. */
export function makeWindow(folder: string, preload: string): BrowserWindow {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const place = recallPlacement(folder, screens);
  const window = new BrowserWindow({
    ...(place ?? { width: 1440, height: 900 }),
    minWidth: 1024,
    minHeight: 700,
    show: false,
    title: 'Mikrobot Cockpit',
    backgroundColor: '#111418',
    autoHideMenuBar: true,
    webPreferences: windowPreferences(preload, app.isPackaged),
  });
  if (place?.maximized === true) window.maximize();
  rememberMoves(window, folder);
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('focus', () => window.flashFrame(false));
  return window;
}

function rememberMoves(window: BrowserWindow, folder: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (!window.isDestroyed()) rememberPlacement(folder, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER_MS);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('close', save);
}

/** Loads the page and shows the window when there is something to see. */
export async function openPage(window: BrowserWindow): Promise<void> {
  window.once('ready-to-show', () => window.show());
  await window.loadURL(PAGE_URL);
}

/** Brings the window forward from wherever it is. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Screens changed: a window that none of them shows any more comes back onto the first. */
export function bringBack(window: BrowserWindow): void {
  if (window.isDestroyed() || window.isMinimized()) return;
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  if (isReachable(window.getBounds(), screens)) return;
  const { x, y, width, height } = screen.getPrimaryDisplay().workArea;
  const now = window.getNormalBounds();
  window.setBounds({ x, y, width: Math.min(now.width, width), height: Math.min(now.height, height) });
}
