import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { patience } from '../time/pace.ts';
import { onScreen } from './on-screen.ts';
import { LARGE, SMALL } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const portable = mkdtempSync(join(tmpdir(), 'portable-mt5-'));
mkdirSync(join(portable, 'MQL5', 'Experts'), { recursive: true });
writeFileSync(join(portable, 'MQL5', 'Experts', 'MikrobotBridge.mq5'), '// an older one');
const screen = onScreen({ mt5: { dataFolders: [portable] } });

test('the Expert Advisor is found, replaced with a copy kept, and the token is never shown', async () => {
  const { window } = screen;
  mkdirSync(SHOTS, { recursive: true });
  await window.go('Settings');
  await window.button('Find MetaTrader on this PC').click();
  const replace = window.page.getByRole('button', { name: /Replace, keeping a copy/ });
  await replace.waitFor();
  const before = await window.axe();
  await replace.focus();
  await window.page.keyboard.press('Enter');
  await window.page.getByText('installed, this version').waitFor();
  await window.button('Copy the token').click();
  await window.page.getByText('There is no clipboard here').waitFor();
  for (const size of [LARGE, SMALL]) {
    await window.page.setViewportSize(size);
    await window.page.getByText('There is no clipboard here').scrollIntoViewIfNeeded();
    await window.page.screenshot({ path: join(SHOTS, `settings-metatrader-${size.width}x${size.height}.png`) });
  }
  const installed = readFileSync(join(portable, 'MQL5', 'Experts', 'MikrobotBridge.mq5'), 'utf8');
  const page = await window.page.content();
  expect([
    before,
    await window.overflows(),
    installed.includes('EA_VERSION'),
    /[0-9a-f]{40,}/.test(page.replace(/src="[^"]*"|href="[^"]*"/g, '')),
  ]).toEqual([[], [], true, false]);
});

test('the whole journal is checked from the window while the engine goes on, and is sound', async () => {
  const { window } = screen;
  const { page } = window;
  await window.go('Settings');
  const check = page.getByTestId('journal-check');
  await window.tabTo(check.getByRole('button', { name: 'Check the whole journal' }));
  await page.keyboard.press('Enter');
  await check.getByText(/^Sound: /).waitFor({ timeout: patience(60_000) });
  expect(await check.innerText()).toMatch(/\d+ records, 1 run, \d+ checkpoints?, head [0-9a-f]{12}/);
  await check.scrollIntoViewIfNeeded();
  expect([await window.axe(), await window.overflows(), window.problems]).toEqual([[], [], []]);
});
