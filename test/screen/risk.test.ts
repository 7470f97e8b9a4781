import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onScreen } from './on-screen.ts';
import { LARGE, SMALL } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const screen = onScreen();

test('an order is worked out before it exists, and an event of one’s own is noted and taken back', async () => {
  const { window } = screen;
  const { page } = window;
  mkdirSync(SHOTS, { recursive: true });
  await window.go('Risk');
  const form = page.getByRole('region', { name: 'What if' });
  await form.getByText(/bid [\d.]+/).waitFor();
  const bid = Number(/bid ([\d.]+)/.exec(await form.innerText())?.[1] ?? 0);
  await form.getByLabel(/^Stop/).fill((bid - 0.002).toFixed(5).replace('.', ','));
  await form.getByLabel(/^Stop/).press('Enter');
  const answer = window.id('what-if-answer');
  await answer.waitFor();
  const said = (await answer.innerText()).replace(/\s+/g, ' ');
  const news = page.getByRole('region', { name: 'News' });
  const soon = new Date(screen.cockpit.now() + 3 * 86_400_000).toISOString().slice(0, 16);
  await news.getByLabel('When, here').fill(soon);
  await news.getByLabel('Event').fill('Central bank speaks');
  await window.id('note-news').click();
  await news.getByText('Central bank speaks').first().waitFor();
  for (const size of [LARGE, SMALL]) {
    await page.setViewportSize(size);
    await answer.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(SHOTS, `risk-what-if-${size.width}x${size.height}.png`), fullPage: false });
    await page.getByText('Trading days').scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(SHOTS, `risk-news-${size.width}x${size.height}.png`) });
  }
  const [axe, overflows] = [await window.axe(), await window.overflows()];
  await news.getByRole('button', { name: /Remove/ }).click();
  await news.getByRole('button', { name: /Remove/ }).waitFor({ state: 'detached' });
  expect([/[\d.]+ lots, set by/.test(said) || said, /Lost at the stop [−-]/.test(said) || said, axe, overflows, bid > 0]).toEqual(
    [true, true, [], [], true],
  );
});
