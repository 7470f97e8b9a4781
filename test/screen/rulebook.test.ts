import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PASSING } from './cockpit.ts';
import { onScreen } from './on-screen.ts';
import { LARGE, SMALL } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const screen = onScreen(PASSING);

test('rules are chosen, typed in, refused where they do not hold, and kept', async () => {
  const { window, cockpit } = screen;
  const { page } = window;
  mkdirSync(SHOTS, { recursive: true });
  const shoot = async (name: string): Promise<void> => {
    for (const size of [LARGE, SMALL]) {
      await page.setViewportSize(size);
      await page.getByRole('heading', { name: 'Rulebook' }).scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(SHOTS, `settings-rulebook-${name}-${size.width}x${size.height}.png`) });
    }
  };
  await window.go('Settings');
  await page.getByText('FTMO 2-Step').first().waitFor();
  await shoot('in-force');
  await window.id('rulebook-stricter').click();
  await page.getByRole('button', { name: 'Read them as the firm writes them' }).waitFor();
  await window.id('rulebook-stricter').click();
  await page.getByRole('button', { name: 'Read them the stricter way' }).waitFor();
  await window.id('rulebook-change').click();
  await page.getByLabel('Rules of').selectOption('Own rules');
  await page.getByLabel('Name', { exact: true }).fill('My firm');
  await page.getByLabel('Daily limit, %').fill('five');
  await page.getByText('Daily limit: ').waitFor();
  await shoot('not-yet');
  await page.setViewportSize(LARGE);
  await page.getByLabel('Why, for the record').scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(SHOTS, 'settings-rulebook-form-1920x1080.png') });
  await page.getByLabel('Daily limit, %').fill('4,5');
  // A firm's newer rules, by the keyboard alone: from field to field, choices by their first letters.
  const type = async (from: string, ...keys: readonly string[]): Promise<void> => {
    await page
      .locator('label', { hasText: new RegExp(`^${from}`) })
      .locator('input, select')
      .focus();
    for (const key of keys) await (key.length > 1 && /^[A-Z]/.test(key) ? page.keyboard.press(key) : page.keyboard.type(key));
  };
  await type('The floor', 'follows the e', 'Tab', 'the p', 'Tab', '1', 'Tab', 'Y');
  await type('Best trade at most, %', '20', 'Tab', 'w', 'Tab', 'the o');
  await type('Held at least, s', '60', 'Tab', 'Control+a', '50', 'Tab', '2', 'Tab', 'Control+a', '3', 'Tab', '1');
  await page.getByText('A trade at least every: ').waitFor();
  await type('A trade at least every, days', 'Control+a', '30', 'Tab', 'Tab', '12.5');
  await page.locator('label', { hasText: 'Floor follows the day’s' }).locator('select').selectOption('Yes');
  for (const size of [LARGE, SMALL]) {
    await page.setViewportSize(size);
    await page.getByLabel('Best trade at most, %').scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(SHOTS, `settings-rulebook-newer-${size.width}x${size.height}.png`) });
  }
  await page.setViewportSize(LARGE);
  await page.getByLabel('Why, for the record').fill('a new firm');
  const problems = [await window.overflows(), await window.axe()];
  await window.id('rulebook-use').click();
  await page.getByRole('region', { name: 'Rules in force' }).getByText('My firm').waitFor();
  await shoot('own');
  const status = await cockpit.status();
  const kept = JSON.parse(readFileSync(join(cockpit.folder, 'config-of-the-test.json'), 'utf8')) as {
    readonly rulebook: { readonly custom: Readonly<Record<string, unknown>> };
    readonly detector: unknown;
  };
  expect([problems, status.risk.title, kept.detector]).toEqual([[[], []], 'My firm', { enabled: false }]);
  expect(kept.rulebook.custom).toMatchObject({
    title: 'My firm',
    daily: { limitPct: 4.5, followsEquity: true },
    maxLoss: { mode: 'trailing_intraday', limitOf: 'peak', lockOffsetPct: 1, payoutLocks: true },
    bestTrade: { pct: 20, of: 'winning' },
    profitDay: 'open',
    holding: { seconds: 60, maxSharePct: 50 },
    ideaRisk: { pct: 2, withinMinutes: 3 },
    inactivityDays: 30,
    limits: { lotsOpen: 12.5 },
  });
});
