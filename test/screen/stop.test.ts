import { expect, test } from 'vitest';
import { onScreen } from './on-screen.ts';
import { ZONE } from './window.ts';

const screen = onScreen();
type Certificate = { readonly state: string; readonly latchedAt: number; readonly endedAt: number | null };

const clock = (at: number): string => new Date(at).toLocaleTimeString('en-GB', { timeZone: ZONE, hour12: false });
const line = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The certificate that the halted card names, as the engine keeps it. */
async function certificate(): Promise<Certificate> {
  const card = await screen.window.id('halted-card').innerText();
  const id = /Certificate (\S+)/.exec(card)?.[1] ?? 'none on screen';
  return screen.cockpit.get<Certificate>(`/stop-certificates/${id}`);
}

/** What the window says about the stop beside what the engine knows. */
async function halted() {
  const { window, cockpit } = screen;
  const status = await cockpit.status();
  const { latchedAt } = await certificate();
  return {
    header: await window.text('trading-state'),
    stop: line(await window.text('stop')).startsWith(`STOPPED at ${clock(latchedAt)}`),
    cards: await window.page.getByTestId('approvals').count(),
    engine: [status.trading, status.approvals.pending.length],
  };
}
const HALTED = { header: 'HALTED', stop: true, cards: 0, engine: ['halted', 0] };

test('one press stops: asked at once, done when the engine says so, with its time; what waited is withdrawn', async () => {
  const { window, cockpit } = screen;
  await cockpit.trade({ id: 'held', symbol: 'EURUSD' });
  const waiting = await cockpit.deliverPassing({ id: 'waiting', symbol: 'GBPUSD' });
  await window.card('Approval GBPUSD BUY').waitFor();
  const said = await window.followStop();
  await window.id('stop').click();
  await window.sees(halted, HALTED);
  expect([await said(), await cockpit.stateOf(waiting), (await cockpit.status()).terminal.positions.length]).toEqual([
    ['STOP', 'Stopping…', 'STOPPED'],
    'cancelled',
    1,
  ]);
});

test('a reload, and a later look, still show the halt', async () => {
  const { window } = screen;
  await window.page.reload();
  await window.sees(halted, HALTED);
});

test('closing everything is a separate act that has to be typed; then the certificate is flat', async () => {
  const { window, cockpit } = screen;
  await window.button('Close the 1 position…').click();
  const dialog = window.page.getByRole('dialog');
  const confirm = window.id('flatten-confirm');
  const focus = await window.focused();
  await confirm.click({ force: true });
  const asked = line(await dialog.innerText());
  expect([focus, /PAPER \d+: 1 open position/.test(asked), (await cockpit.status()).terminal.positions.length]).toEqual([
    'Cancel',
    true,
    1,
  ]);
  await dialog.getByRole('textbox').fill('FLATTEN');
  await confirm.click();
  await window.sees(
    async () => ({
      dialogs: await dialog.count(),
      certificate: [(await certificate()).state, (await certificate()).endedAt !== null],
      card: /\bFlat\b/.test(await window.id('halted-card').innerText()),
      ticket: line(await window.page.getByRole('table', { name: 'Tickets of the stop' }).innerText()).startsWith('EURUSD'),
      positions: (await cockpit.status()).terminal.positions,
    }),
    { dialogs: 0, certificate: ['flat', true], card: true, ticket: true, positions: [] },
    15_000,
  );
});

test('going on asks for the word and a reason; Cancel has the focus, Escape keeps the halt', async () => {
  const { window, cockpit } = screen;
  await window.id('resume').click();
  const dialog = window.page.getByRole('dialog');
  const confirm = window.id('resume-confirm');
  const focus = await window.focused();
  await window.page.keyboard.press('Escape');
  const escaped = await dialog.count();
  await window.id('resume').click();
  await dialog.getByLabel('Type RESUME').fill('RESUME');
  await confirm.click({ force: true });
  expect([focus, escaped, (await cockpit.status()).trading]).toEqual(['Cancel', 0, 'halted']);
  await dialog.getByLabel(/Why it is safe/).fill('looked at every position');
  await confirm.click();
  await window.sees(
    async () => [await window.text('trading-state'), await dialog.count(), (await cockpit.status()).trading],
    ['ACTIVE', 0, 'active'],
  );
});

test('the keyboard alone stops, closes by holding, and resumes', async () => {
  const { window, cockpit } = screen;
  const { keyboard } = window.page;
  await cockpit.trade({ id: 'held-again', symbol: 'USDJPY' });
  const said = await window.followStop();
  await window.tabTo(window.id('stop'));
  await keyboard.press('Enter');
  await window.sees(halted, HALTED);
  expect(await said()).toEqual(['STOP', 'Stopping…', 'STOPPED']);

  await window.tabTo(window.id('flatten'));
  await keyboard.press('Enter');
  await window.tabTo(window.button('Hold to close all'));
  await keyboard.down('Space');
  await window.page.waitForTimeout(500);
  await keyboard.up('Space');
  expect((await cockpit.status()).terminal.positions.length).toBe(1);
  await keyboard.down('Space');
  await window.sees(async () => (await cockpit.status()).terminal.positions.length, 0);
  await keyboard.up('Space');
  await window.sees(async () => (await certificate()).state, 'flat', 15_000);

  await window.tabTo(window.id('resume'));
  await keyboard.press('Enter');
  await window.tabTo(window.page.getByRole('dialog').getByLabel('Type RESUME'));
  await keyboard.type('RESUME');
  await keyboard.press('Tab');
  await keyboard.type('everything is closed');
  await window.tabTo(window.id('resume-confirm'));
  await keyboard.press('Enter');
  await window.sees(async () => [await window.text('trading-state'), (await cockpit.status()).trading], ['ACTIVE', 'active']);
  expect(window.problems).toEqual([]);
});

test('Ctrl+Shift+F12 stops wherever the focus is; without both keys, or one key beside it, nothing stops', async () => {
  const { window, cockpit } = screen;
  const { keyboard } = window.page;
  await cockpit.trade({ id: 'held-by-key', symbol: 'EURUSD' });
  const stops = async (): Promise<number> => (await cockpit.get<readonly unknown[]>('/stop-certificates')).length;
  const before = await stops();
  for (const keys of ['Control+F12', 'Shift+F12', 'F12', 'Control+Shift+F11']) await keyboard.press(keys);
  expect((await cockpit.status()).trading).toBe('active');
  await keyboard.press('Control+Shift+F12');
  await window.sees(halted, HALTED);
  expect(await stops(), 'the other keys asked for none').toBe(before + 1);
});

test('holding acts after a second and a half, not before, and letting go begins again', async () => {
  const { window, cockpit } = screen;
  const { keyboard, clock: time } = window.page;
  const dialog = window.page.getByRole('dialog');
  await window.id('flatten').click();
  await window.tabTo(window.button('Hold to close all'));
  await time.install();
  await time.pauseAt(Date.now() + 60_000);
  for (const ms of [1_400, 1_400]) {
    await keyboard.down('Space');
    await time.runFor(ms);
    await keyboard.up('Space');
    await time.runFor(100);
  }
  expect([await dialog.count(), (await cockpit.status()).terminal.positions.length]).toEqual([1, 1]);
  await keyboard.down('Space');
  await time.runFor(1_600);
  await keyboard.up('Space');
  await time.resume();
  await window.sees(async () => [await dialog.count(), (await cockpit.status()).terminal.positions.length], [0, 0], 15_000);
});
