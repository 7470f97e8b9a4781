import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onScreen } from './on-screen.ts';
import { CockpitWindow, LARGE, SMALL, VIEWS } from './window.ts';

/** Where the pictures go; nobody compares them by machine, a person looks at them. */
const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const TOUR_MS = 120_000;
mkdirSync(SHOTS, { recursive: true });

const screen = onScreen();

/** Pictures of what is shown at both sizes; everything that runs out of its place is told. */
async function shoot(name: string): Promise<readonly string[]> {
  const { page } = screen.window;
  const found: string[] = [];
  for (const size of [LARGE, SMALL]) {
    await page.setViewportSize(size);
    await page.waitForTimeout(150);
    await page.screenshot({ path: join(SHOTS, `${name}-${size.width}x${size.height}.png`) });
    found.push(...(await screen.window.overflows()).map((what) => `${name} at ${size.width}: ${what}`));
  }
  return found;
}

test('an empty first start says what will come', { timeout: TOUR_MS }, async () => {
  const { window } = screen;
  await window.sees(() => window.page.getByText('No signal has come in yet.').count(), 1);
  expect({ overflows: await shoot('deck-empty'), axe: await window.axe() }).toEqual({ overflows: [], axe: [] });
});

test('a normal and a busy deck fit their window', { timeout: TOUR_MS }, async () => {
  const { window, cockpit } = screen;
  await cockpit.trade({ id: 'held-1', symbol: 'EURUSD' });
  await cockpit.trade({ id: 'held-2', symbol: 'GBPUSD', side: 'SELL' });
  await cockpit.deliver({ id: 'refused-1', symbol: 'USDJPY', stopPoints: 15 });
  await cockpit.deliverPassing({ id: 'card-1', symbol: 'XAUUSD' });
  await window.card('Approval XAUUSD BUY').waitFor();
  const normal = await shoot('deck-normal');
  await cockpit.trade({ id: 'held-3', symbol: 'USDJPY' });
  for (const [n, symbol] of ['EURUSD', 'GBPUSD', 'XAUUSD', 'USDJPY', 'EURUSD'].entries())
    await cockpit.deliver({ id: `refused-${n + 2}`, symbol, side: 'SELL', ...(n % 2 === 0 ? { stopPoints: 15 } : { rr: 0.6 }) });
  await cockpit.deliverPassing({ id: 'card-2', symbol: 'EURUSD', side: 'SELL' });
  await cockpit.deliverPassing({ id: 'card-3', symbol: 'GBPUSD' });
  await window.sees(async () => (await cockpit.status()).approvals.pending.length, 3);
  await window.sees(() => window.page.getByTestId('approvals').getByRole('timer').count(), 3);
  expect([...normal, ...(await shoot('deck-busy'))]).toEqual([]);
});

test('every view opens, fits, and is accessible in every theme', { timeout: TOUR_MS }, async () => {
  const { window } = screen;
  await window.go('Control');
  await window.button('Isolate…').click();
  await window.page.getByRole('dialog').getByRole('textbox').fill('to see an alarm in every view');
  await window.page.getByRole('dialog').getByRole('button', { name: 'Isolate', exact: true }).click();
  await window.sees(() => window.page.getByRole('dialog').count(), 0);
  const found: string[] = [];
  for (const view of VIEWS) {
    await window.go(view);
    await window.page.waitForTimeout(200);
    found.push(...(await shoot(view === 'Deck' ? 'deck-alarm' : view.toLowerCase())));
    for (const theme of ['light', 'contrast', 'dark']) {
      await window.page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
      found.push(...(await window.axe()).map((rule) => `${view}, ${theme}: ${rule}`));
    }
  }
  expect(found).toEqual([]);
});

test('a signal, a record and a question are accessible too', { timeout: TOUR_MS }, async () => {
  const { window } = screen;
  const found: string[] = [];
  const look = async (name: string): Promise<void> => {
    await window.page.waitForTimeout(200);
    found.push(...(await shoot(name)), ...(await window.axe()).map((rule) => `${name}: ${rule}`));
  };
  await window.go('Journal');
  await window.page.getByRole('grid').getByRole('row').nth(3).click();
  await window.page.getByRole('group', { name: 'Record content' }).waitFor();
  await look('journal-record');
  await window.go('Signals');
  await window.signal('refused-2').click();
  await look('signal-refused');
  await window.button('‹ Signals').click();
  await window.signal('held-1').click();
  await look('signal-open');
  await window.page.keyboard.press('?');
  await window.page.getByRole('dialog').waitFor();
  await look('keys');
  await window.page.keyboard.press('Escape');
  expect(found).toEqual([]);
});

test('a halted deck, its questions, and a silent one', { timeout: TOUR_MS }, async () => {
  const { window, cockpit } = screen;
  const found: string[] = [];
  const look = async (name: string): Promise<void> => {
    found.push(...(await shoot(name)), ...(await window.axe()).map((rule) => `${name}: ${rule}`));
  };
  await window.go('Deck');
  await window.id('stop').click();
  await window.id('halted-card').waitFor();
  await window.page.waitForTimeout(700);
  await look('deck-halted');
  for (const question of ['resume', 'flatten']) {
    await window.id(question).click();
    await look(`question-${question}`);
    await window.page.keyboard.press('Escape');
  }
  cockpit.signal('SIGSTOP');
  await window.sees(() => window.page.getByTestId('not-live').count(), 1);
  await look('deck-stale');
  cockpit.signal('SIGCONT');
  await window.sees(() => window.page.getByTestId('not-live').count(), 0);
  expect([found, window.problems]).toEqual([[], []]);
});

test('a window with a wrong token says so, and shows no figure', { timeout: TOUR_MS }, async () => {
  const { browser, cockpit } = screen;
  const stranger = await CockpitWindow.open(browser, `${cockpit.http}/#token=wrong`);
  await stranger.sees(
    async () => [
      await stranger.text('mode'),
      await stranger.text('trading-state'),
      await stranger.page.getByTestId('standing').count(),
    ],
    ['–', '–', 1],
  );
  await stranger.page.screenshot({ path: join(SHOTS, 'deck-wrong-token-1280x800.png') });
  await stranger.close();
});
