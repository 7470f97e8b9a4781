import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerQuestions, openDesktop, type DesktopRun } from './session.ts';
import { pressInTray, watchTray } from './tray.ts';
import { patience } from '../time/pace.ts';

let folder: string;
let run: DesktopRun;

const stands = () => run.page.getByTestId('trading-state').first().innerText();
const held = () => run.page.getByRole('table', { name: 'Open positions' }).locator('tbody tr').filter({ hasText: 'EURUSD' });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-trading-'));
  run = await openDesktop(join(folder, 'data'), ['--now', '2026-03-04T10:00:00Z']);
});

afterAll(async () => {
  run.child.kill('SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 200));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const goTo = (view: string) =>
  run.page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: new RegExp(`^${view}`) })
    .click();

test('a card is approved in the window, and its position is open', async () => {
  const { page } = run;
  await expect.poll(stands, { timeout: patience(20_000) }).toMatch(/active/i);
  await goTo('Positions');
  const form = page.getByTestId('order-ticket');
  await form.getByLabel('Symbol').selectOption('EURUSD');
  await form.getByText(/\((ask|bid) [\d.]+\)/).waitFor();
  const price = Number(/\((?:ask|bid) ([\d.]+)\)/.exec(await form.innerText())?.[1] ?? 0);
  await form.getByLabel(/^Stop loss/).fill((price - 0.003).toFixed(5));
  await page.getByTestId('place-order').click();
  await form.getByText(/^Placed, /).waitFor();
  await goTo('Deck');
  await page
    .getByRole('article', { name: 'Approval EURUSD' })
    .getByRole('button', { name: /Approve/ })
    .click();
  await goTo('Positions');
  await expect.poll(() => held().count(), { timeout: patience(10_000) }).toBe(1);
});

test('the tray stops without a question, resumes with one, and stops again', async () => {
  await watchTray(run);
  await run.page.getByTestId('stop').click();
  await expect.poll(stands, { timeout: patience(5_000) }).toMatch(/halted/i);
  await answerQuestions(run.app, 1);
  // Refused while the stop is not finished, which is soon.
  const resumed = async (): Promise<string> => {
    await pressInTray(run, 'resume');
    return stands();
  };
  await expect.poll(resumed, { timeout: patience(20_000), interval: 500 }).toMatch(/active/i);
  expect(await pressInTray(run, 'stop')).toBe(true);
  await expect.poll(stands, { timeout: patience(5_000) }).toMatch(/halted/i);
});
