import { expect, test } from 'vitest';
import { PASSING } from './cockpit.ts';
import { onScreen } from './on-screen.ts';

const screen = onScreen({ ...PASSING, approvals: { mode: 'auto', ttlMs: 60_000 } });
/** How long the figures are watched, and how often. */
const LOOKS = 24;
const LOOK_MS = 250;

const MONEY = /^[\d,]+\.\d{2} USD$/;

test('shows the paper cockpit as trading and connected within ten seconds', async () => {
  const { window } = screen;
  const room = async (which: string): Promise<string> =>
    (await window.id(`room-${which}`).locator('.figure').innerText()).replace(/\s+/g, ' ').trim();
  await window.sees(
    async () => ({
      mode: await window.text('mode'),
      trading: await window.text('trading-state'),
      source: (await window.text('terminal-link')).includes('demo, seed 7'),
      rooms: [MONEY.test(await room('day')), MONEY.test(await room('total'))],
      notLive: await window.page.getByTestId('not-live').count(),
      standing: await window.page.getByTestId('standing').count(),
    }),
    { mode: 'PAPER', trading: 'ACTIVE', source: true, rooms: [true, true], notLive: 0, standing: 0 },
    10_000,
  );
});

test('leaves the token neither in the address nor on the page', async () => {
  const { window, cockpit } = screen;
  const token = cockpit.secret('operatorToken');
  const content = await window.page.content();
  expect([cockpit.address.includes(token), window.page.url().includes(token), content.includes(token)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('keeps its figures moving: the link’s age, a position’s price, the account', async () => {
  const { window, cockpit } = screen;
  const id = await cockpit.trade({ id: 'living', symbol: 'EURUSD' });
  const row = window.page.getByRole('table', { name: 'Open positions' }).locator('tbody tr');
  await window.sees(() => row.count(), 1);
  const seen = { age: new Set<string>(), position: new Set<string>(), journal: new Set<string>() };
  for (let look = 0; look < LOOKS; look += 1) {
    seen.age.add(await window.text('terminal-link'));
    seen.position.add(await row.innerText());
    seen.journal.add(await window.page.locator('.foot').innerText());
    await window.page.waitForTimeout(LOOK_MS);
  }
  expect({
    state: await cockpit.stateOf(id),
    moving: Object.fromEntries(Object.entries(seen).map(([name, texts]) => [name, texts.size > 1])),
  }).toEqual({ state: 'open', moving: { age: true, position: true, journal: true } });
});

test('has told of no error and broken no policy', () => {
  expect(screen.window.problems).toEqual([]);
});
