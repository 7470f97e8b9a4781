import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Locator, type Page } from 'playwright';
import { expect } from 'vitest';
import { chromiumPath } from '../provision/chromium.ts';
import { patience } from '../time/pace.ts';

/** The window's own clock: not the engine's UTC, so that a time shown unconverted is seen. */
export const ZONE = 'Europe/Prague';
export const SMALL = { width: 1280, height: 800 } as const;
export const LARGE = { width: 1920, height: 1080 } as const;
/** Every view, by the name on its button. */
export const VIEWS = [
  'Deck',
  'Signals',
  'Approvals',
  'Positions',
  'Risk',
  'Control',
  'Results',
  'Alarms',
  'Journal',
  'Replay',
  'Connect',
  'Help',
  'Settings',
] as const;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** What a quiet machine shows in this time is waited for longer on another. */
const SEE_MS = 8_000;
const TABS_MAX = 120;

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath() ?? 'chromium', args: FLAGS });

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
type Axe = {
  run(
    context: unknown,
    options: unknown,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
};

/** One open window, and what went wrong in it: errors on its console, exceptions, broken policies. */
export class CockpitWindow {
  readonly page: Page;
  readonly problems: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(`${message.text()} ${message.location().url}`);
    });
  }

  static async open(browser: Browser, address: string, theme = 'dark'): Promise<CockpitWindow> {
    const context = await browser.newContext({ viewport: SMALL, timezoneId: ZONE, reducedMotion: 'reduce' });
    context.setDefaultTimeout(patience(SEE_MS));
    const window = new CockpitWindow(await context.newPage());
    await context.exposeFunction('policyBroken', (what: string) => void window.problems.push(`policy: ${what}`));
    await context.addInitScript((chosen) => {
      localStorage.setItem('mikrobot.theme', chosen);
      const tell = (globalThis as unknown as { policyBroken(what: string): void }).policyBroken;
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
        tell(`${effectiveDirective} ${blockedURI}`),
      );
    }, theme);
    await window.page.goto(address);
    return window;
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  id(testId: string): Locator {
    return this.page.getByTestId(testId).first();
  }

  async text(testId: string): Promise<string> {
    return (await this.id(testId).innerText()).replace(/\s+/g, ' ').trim();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name }).first();
  }

  /** The row of a signals list that has these words in it. */
  signal(words: string | RegExp): Locator {
    return this.page.getByRole('grid').getByRole('row').filter({ hasText: words }).first();
  }

  card(words: string): Locator {
    return this.page.getByRole('article', { name: words }).first();
  }

  /** Goes to a view by its place in the rail. */
  async go(view: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('link', { name: new RegExp(`^${view}`) })
      .click();
    await this.page
      .getByRole('heading', { level: 1, name: view === 'Control' ? 'Control plane' : view })
      .waitFor({ state: 'attached' });
  }

  /** Waits until something on screen reads as said. */
  async sees(read: () => Promise<unknown>, wanted: unknown, quietMs: number = SEE_MS): Promise<void> {
    await expect
      .poll(() => read().catch((error: unknown) => String(error)), { timeout: patience(quietMs), interval: 60 })
      .toEqual(wanted);
  }

  /** Presses Tab until the target has the focus: what the keyboard cannot reach, it cannot use. */
  async tabTo(target: Locator): Promise<void> {
    const has = (): Promise<boolean> => target.evaluate((node) => node === document.activeElement);
    for (let pressed = 0; pressed < TABS_MAX; pressed += 1) {
      if (await has()) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${String(target)}`);
  }

  focused(): Promise<string> {
    return this.page.evaluate(() => (document.activeElement ?? document.body).textContent.trim());
  }

  /** Every text the stop button shows from now on, in order. */
  async followStop(): Promise<() => Promise<readonly string[]>> {
    await this.page.evaluate(() => {
      const said: string[] = [];
      const node = document.querySelector('.stop');
      const note = (): void => {
        const text = node?.querySelector('b')?.textContent ?? '';
        if (said.at(-1) !== text) said.push(text);
      };
      note();
      if (node !== null) new MutationObserver(note).observe(node, { subtree: true, childList: true, characterData: true });
      Object.assign(globalThis, { stopSaid: said });
    });
    return () => this.page.evaluate(() => (globalThis as unknown as { stopSaid: string[] }).stopSaid);
  }

  /** Rules of accessibility that are broken, each with its first place. */
  async axe(): Promise<readonly string[]> {
    await this.page.evaluate(axeSource);
    return this.page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(document, { resultTypes: ['violations'] });
      return violations.map(({ id, nodes }) => {
        const [first] = nodes;
        return `${id} x${nodes.length}: ${first?.html.slice(0, 160) ?? ''} | ${first?.failureSummary.replace(/\s+/g, ' ').slice(0, 240) ?? ''}`;
      });
    });
  }

  /** Parts of the frame that the page lets run out of the window, or that are wider than their place and not meant to be cut. */
  overflows(): Promise<readonly string[]> {
    return this.page.evaluate(() => {
      const out: string[] = [];
      if (document.documentElement.scrollWidth > innerWidth) out.push('the page scrolls sideways');
      if (document.documentElement.scrollHeight > innerHeight) out.push('the page scrolls down');
      const main = document.querySelector('main');
      if (main !== null && main.querySelector('.deck') !== null && main.scrollHeight > main.clientHeight + 1)
        out.push('the deck scrolls');
      for (const node of document.querySelectorAll('button, .gauge-value, .gauge-note, .gauge-label, h1, h2, th, td, dd, dt')) {
        if (node.closest('.unseen, .grid, .cut, svg') !== null || node.matches('.cut, .fill') || node.clientWidth === 0) continue;
        if (node.scrollWidth > node.clientWidth + 1)
          out.push(
            `${node.tagName.toLowerCase()}.${node.className}: "${node.textContent.slice(0, 60)}" is ${node.scrollWidth} wide in ${node.clientWidth}`,
          );
      }
      return out;
    });
  }
}
