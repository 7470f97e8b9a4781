import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onScreen } from './on-screen.ts';
import { LARGE, SMALL } from './window.ts';
import { patience } from '../time/pace.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const screen = onScreen();

test('the broker is tested with two presses: the report is shown, and nothing is left open', async () => {
  const { window, cockpit } = screen;
  mkdirSync(SHOTS, { recursive: true });
  await window.go('Settings');
  // Without a price there is no symbol to test with, and the button says so.
  await window.page.getByRole('option', { name: 'EURUSD' }).waitFor({ state: 'attached' });
  const button = window.id('broker-test');
  await button.focus();
  await window.page.keyboard.press('Enter');
  const run = window.id('broker-test-run');
  await run.focus();
  await window.page.keyboard.press('Enter');
  const report = window.id('broker-test-report');
  await report.waitFor({ timeout: patience(60_000) });
  const said = (await report.innerText()).replace(/\s+/g, ' ');
  for (const size of [LARGE, SMALL]) {
    await window.page.setViewportSize(size);
    await report.scrollIntoViewIfNeeded();
    await window.page.screenshot({ path: join(SHOTS, `settings-broker-test-${size.width}x${size.height}.png`) });
  }
  const { terminal } = await cockpit.status();
  expect([
    /^Passed at .*The test (cost|made) [\d.]+ USD, 3 deals/.test(said) || said,
    terminal.positions.length,
    await window.overflows(),
    await window.axe(),
  ]).toEqual([true, 0, [], []]);
});
