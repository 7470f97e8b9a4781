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
  await page.getByLabel('Why, for the record').fill('a new firm');
  const problems = [await window.overflows(), await window.axe()];
  await window.id('rulebook-use').click();
  await page.getByRole('region', { name: 'Rules in force' }).getByText('My firm').waitFor();
  await shoot('own');
  const status = await cockpit.status();
  const kept = JSON.parse(readFileSync(join(cockpit.folder, 'config-of-the-test.json'), 'utf8')) as {
    readonly rulebook: { readonly custom: { readonly title: string; readonly daily: { readonly limitPct: number } } };
    readonly detector: unknown;
  };
  expect([problems, status.risk.title, kept.rulebook.custom.title, kept.rulebook.custom.daily.limitPct, kept.detector]).toEqual([
    [[], []],
    'My firm',
    'My firm',
    4.5,
    { enabled: false },
  ]);
});
