/**
 * Looks at the built window without an engine: serves `dist/renderer` (or the folder named), puts a fake engine into the
 * page, takes pictures of every scenario and view, and runs axe on each.
 * `node test/renderer/harness.ts [--dist DIR] [--out DIR] [--only NAME]`
 */
import { readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright';
import { chromiumPath } from '../provision/chromium.ts';
import { installFakeEngine } from './fake-engine.ts';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
const VIEWS = [
  'signals',
  'approvals',
  'positions',
  'risk',
  'control',
  'results',
  'alarms',
  'journal',
  'replay',
  'connect',
  'help',
  'settings',
] as const;

/** The page with the policy it will have in the product. */
export function servePage(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://x').pathname).replace(/^\/+$/, '/index.html');
    readFile(join(folder, path)).then(
      (body) =>
        response
          .writeHead(200, {
            'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
            'content-security-policy': POLICY,
          })
          .end(body),
      () => response.writeHead(path.includes('favicon') ? 204 : 404).end(),
    );
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: chromiumPath() ?? 'chromium', args: FLAGS });

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules that axe finds broken, with the first place of each. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    type Axe = {
      run: (
        context: unknown,
        options: unknown,
      ) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
    };
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { resultTypes: ['violations'] });
    return violations.map(
      ({ id, nodes }) =>
        `${id} x${nodes.length}: ${nodes[0]?.html.slice(0, 140) ?? ''} | ${nodes[0]?.failureSummary.replace(/\s+/g, ' ').slice(0, 220) ?? ''}`,
    );
  });
}

export type Look = {
  readonly scenario: ScenarioName;
  readonly view?: string;
  readonly theme?: string;
  /** A control to press before looking, by test id; `?` presses that key. */
  readonly press?: string;
  readonly size: { readonly width: number; readonly height: number };
};

/** A page that shows one scenario; errors and policy violations are collected. */
export async function openPage(
  browser: Browser,
  address: string,
  { scenario, view = 'deck', theme = 'dark', size }: Look,
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ viewport: size, timezoneId: 'Europe/Prague', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon')) errors.push(message.text());
  });
  await page.addInitScript(
    `localStorage.setItem('mikrobot.theme', '${theme}'); (${installFakeEngine.toString()})(${JSON.stringify(SCENARIOS[scenario]())})`,
  );
  await page.goto(`${address}/#${view}`);
  await page.waitForTimeout(scenario === 'stale' ? 5_600 : 700);
  return { page, errors };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      dist: { type: 'string', default: 'dist/renderer' },
      out: { type: 'string', default: '/tmp/shots' },
      only: { type: 'string' },
    },
  });
  await mkdir(values.out, { recursive: true });
  const server = await servePage(values.dist);
  const port = (server.address() as { port: number }).port;
  const browser = await openBrowser();
  const decks = (Object.keys(SCENARIOS) as ScenarioName[]).flatMap((scenario) => SIZES.map((size) => ({ scenario, size })));
  const views = VIEWS.map((view) => ({
    scenario: view === 'control' || view === 'alarms' ? ('alarm' as const) : ('busy' as const),
    view,
    size: SIZES[0],
  }));
  const themes = (['light', 'contrast'] as const).flatMap((theme) =>
    (['busy', 'alarm', 'halted'] as const).map((scenario) => ({ scenario, theme, size: SIZES[0] })),
  );
  const looks: Look[] = [
    ...decks,
    ...views,
    { scenario: 'normal', view: 'signals/dt-20260804-0031', size: SIZES[0] },
    ...['resume', 'flatten'].map((press) => ({ scenario: 'halted' as const, press, size: SIZES[0] })),
    ...['?'].map((press) => ({ scenario: 'busy' as const, press, size: SIZES[0] })),
    ...themes,
    { scenario: 'normal', size: { width: 1024, height: 640 } },
  ];
  let broken = 0;
  for (const look of looks) {
    const name = [
      look.scenario,
      look.view?.split('/').join('-'),
      look.theme,
      look.press?.replace('?', 'keys'),
      `${look.size.width}`,
    ]
      .filter((part) => part !== undefined)
      .join('-');
    if (values.only !== undefined && !name.includes(values.only)) continue;
    const { page, errors } = await openPage(browser, `http://127.0.0.1:${port}`, look);
    const press = look.press ?? (look.scenario === 'mute' ? 'stop' : undefined);
    if (press === '?') await page.keyboard.press('?');
    else if (press !== undefined) await page.getByTestId(press).first().click();
    if (press !== undefined) await page.waitForTimeout(press === 'stop' ? 1_600 : 150);
    const findings = await axeFindings(page);
    await page.screenshot({ path: join(values.out, `${name}.png`) });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    const all = [...errors, ...findings, ...(sideways ? ['the page scrolls sideways'] : [])];
    broken += all.length;
    console.log(`${all.length === 0 ? 'ok  ' : 'FAIL'} ${name}${all.map((line) => `\n     ${line}`).join('')}`);
    await page.context().close();
  }
  await browser.close();
  server.close();
  process.exitCode = broken === 0 ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) await main();
