import type { WebContents } from 'electron/main';
import type { Log } from '#ports';

/**
 * Nothing the page does leads anywhere: it cannot navigate, redirect, steer a frame, open a window or hold a webview.
 * Called for every web contents that is created, whatever created it.
 */
export function guardNavigation(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>, log: Log): void {
  const refused = (what: string, url: string): void => log.write('warn', 'navigation refused', { what, url: url.slice(0, 200) });
  contents.on('will-navigate', (event) => {
    event.preventDefault();
    refused('navigate', event.url);
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
    refused('redirect', event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    event.preventDefault();
    refused('frame', event.url);
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    refused('webview', '');
  });
  contents.setWindowOpenHandler(({ url }) => {
    refused('window', url);
    return { action: 'deny' };
  });
}
