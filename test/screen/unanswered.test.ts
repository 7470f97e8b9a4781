import { expect, test } from 'vitest';
import { PASSING } from './cockpit.ts';
import { onScreen } from './on-screen.ts';
import { PACE } from '../time/pace.ts';

const TTL_MS = Math.round(4_000 * PACE);
const screen = onScreen({ ...PASSING, approvals: { mode: 'confirm', ttlMs: TTL_MS } });

const chip = async (symbol: string): Promise<string> => (await screen.window.signal(symbol).locator('.chip').innerText()).trim();
const reason = (symbol: string): Promise<string> => screen.window.signal(symbol).getByRole('gridcell').nth(4).innerText();

test('confirm: a card nobody answers expires, and no order is sent', async () => {
  const { window, cockpit } = screen;
  const id = await cockpit.deliverPassing({ id: 'expires', symbol: 'EURUSD' });
  await window.card('Approval EURUSD BUY').getByText('At 0 s it expires, not traded').waitFor();
  await window.sees(() => chip('EURUSD'), 'expired', TTL_MS + 4_000);
  const { state, orders } = await cockpit.signalOf(id);
  expect([state, orders, (await cockpit.status()).terminal.positions]).toEqual(['expired', [], []]);
});

test('the mode is changed to veto by typing it, with a reason', async () => {
  const { window, cockpit } = screen;
  await window.go('Settings');
  await window.button(/^Veto/).click();
  const dialog = window.page.getByRole('dialog');
  const change = dialog.getByRole('button', { name: 'Change to veto' });
  const focus = await window.focused();
  await change.click({ force: true });
  expect([focus, (await cockpit.status()).approvals.mode]).toEqual(['Cancel', 'confirm']);
  await dialog.getByLabel('Type VETO').fill('VETO');
  await dialog.getByLabel('Why (journaled)').fill('I watch every card');
  await change.click();
  await window.sees(async () => [(await cockpit.status()).approvals.mode, await dialog.count()], ['veto', 0]);
  await window.go('Deck');
});

test('veto: R rejects the card that has the focus', async () => {
  const { window, cockpit } = screen;
  const id = await cockpit.deliverPassing({ id: 'vetoed', symbol: 'GBPUSD' });
  const card = window.card('Approval GBPUSD BUY');
  await card.waitFor();
  await card.focus();
  await window.page.keyboard.press('r');
  await window.sees(async () => [await chip('GBPUSD'), await reason('GBPUSD')], ['refused', 'By you (browser)']);
  expect([await cockpit.stateOf(id), (await cockpit.status()).terminal.positions]).toEqual(['rejected', []]);
});

test('veto: a card nobody answers is executed, and says so beforehand', async () => {
  const { window, cockpit } = screen;
  const id = await cockpit.deliverPassing({ id: 'executed', symbol: 'USDJPY' });
  await window.card('Approval USDJPY BUY').getByText('At 0 s it is executed').waitFor();
  await window.sees(() => chip('USDJPY'), 'open', TTL_MS + 4_000);
  const { terminal } = await cockpit.status();
  expect([await cockpit.stateOf(id), terminal.positions.map(({ symbol }) => symbol), window.problems]).toEqual([
    'open',
    ['USDJPY'],
    [],
  ]);
});
