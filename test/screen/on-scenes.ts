import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Browser } from 'playwright';
import { play, SCENES, type Scene, type SceneName } from '../dev/scenes.ts';
import { chromiumPath } from '../provision/chromium.ts';
import { Cockpit } from './cockpit.ts';
import { CockpitWindow, launchBrowser } from './window.ts';

export type OnScenes = {
  readonly browser: Browser;
  /** The scene's cockpit in a window, which is gone after the test. */
  readonly show: (name: SceneName) => Promise<CockpitWindow>;
};

/** For the tests of one file: a browser, and a cockpit for each scene that is asked for. Without a browser all are skipped, loudly. */
export function onScenes(): OnScenes {
  let browser: Browser | null = null;
  let cockpit: Cockpit | null = null;
  const present = (): Browser => {
    if (browser === null) throw new Error('there is no browser yet');
    return browser;
  };
  beforeAll(async () => {
    if (chromiumPath() !== undefined) browser = await launchBrowser();
  });
  beforeEach((ctx) => {
    if (chromiumPath() === undefined) ctx.skip('no Chromium, Chrome or Edge was found; COCKPIT_CHROMIUM may name one');
  });
  afterEach(() => cockpit?.remove());
  afterAll(() => browser?.close());
  return {
    get browser() {
      return present();
    },
    show: async (name) => {
      const scene: Scene = SCENES[name];
      cockpit = new Cockpit(scene.config, scene.args);
      await cockpit.start();
      await play(cockpit, name);
      const window = await CockpitWindow.open(present(), cockpit.address);
      await window.sees(() => window.text('trading-state').then((text) => text !== '–'), true);
      return window;
    },
  };
}
