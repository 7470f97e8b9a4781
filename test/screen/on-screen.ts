import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Browser } from 'playwright';
import { chromiumPath } from '../provision/chromium.ts';
import { Cockpit, PASSING } from './cockpit.ts';
import { CockpitWindow, launchBrowser } from './window.ts';

export type OnScreen = { readonly cockpit: Cockpit; readonly window: CockpitWindow; readonly browser: Browser };

/** For the tests of one file: a cockpit, a browser, and a window that shows it. Without a browser every test is skipped, loudly. */
export function onScreen(config: unknown = PASSING, args: readonly string[] = []): OnScreen {
  let parts: OnScreen | null = null;
  const present = (): OnScreen => {
    if (parts === null) throw new Error('the cockpit is not on screen yet');
    return parts;
  };
  beforeAll(async () => {
    if (chromiumPath() === undefined) return;
    const cockpit = new Cockpit(config, args);
    const browser = await launchBrowser();
    await cockpit.start();
    parts = { cockpit, browser, window: await CockpitWindow.open(browser, cockpit.address) };
  });
  beforeEach((ctx) => {
    if (chromiumPath() === undefined) ctx.skip('no Chromium, Chrome or Edge was found; COCKPIT_CHROMIUM may name one');
  });
  afterAll(async () => {
    await parts?.browser.close();
    await parts?.cockpit.remove();
  });
  return {
    get cockpit() {
      return present().cockpit;
    },
    get window() {
      return present().window;
    },
    get browser() {
      return present().browser;
    },
  };
}
