import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** Chromium without the parts of a window comes first: it starts in a quarter of the processor's time. */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

function* candidates(): Generator<string | undefined> {
  const { COCKPIT_CHROMIUM, PATH, ProgramFiles, LOCALAPPDATA } = process.env;
  const x86 = process.env['ProgramFiles(x86)'];
  yield COCKPIT_CHROMIUM;
  if (process.platform === 'win32') {
    for (const base of [ProgramFiles, x86, LOCALAPPDATA].filter((each) => each !== undefined)) {
      yield join(base, 'Google', 'Chrome', 'Application', 'chrome.exe');
      yield join(base, 'Microsoft', 'Edge', 'Application', 'msedge.exe');
      yield join(base, 'Chromium', 'Application', 'chrome.exe');
    }
  } else {
    for (const folder of (PATH ?? '').split(delimiter)) for (const name of names) yield join(folder, name);
    yield '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  }
  yield chromium.executablePath();
}

/** The browser for screen tests: COCKPIT_CHROMIUM, an installed Chromium, Chrome or Edge, or Playwright's own. */
export function chromiumPath(): string | undefined {
  for (const path of candidates()) if (path !== undefined && path !== '' && existsSync(path)) return path;
  return undefined;
}
