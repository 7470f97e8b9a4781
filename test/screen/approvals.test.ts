import { expect, test } from 'vitest';
import { onScreen } from './on-screen.ts';

const screen = onScreen();

/** A signal as the deck, the positions list and the engine tell it. */
async function told(id: string, symbol: string) {
  const { window, cockpit } = screen;
  const held = window.page.getByRole('table', { name: 'Open positions' }).locator('tbody tr').filter({ hasText: symbol });
  return {
    list: (await window.signal(symbol).locator('.chip').innerText()).trim(),
    positions: await held.count(),
    cards: await window.page.getByRole('article', { name: `Approval ${symbol}` }).count(),
    engine: await cockpit.stateOf(id),
  };
}
/** What the market's volatility refused may be overridden too, and stands beside: the hour decides whether there is one. */
const MOOD = /Volatility/;
const OPEN = { list: 'open', positions: 1, cards: 0, engine: 'open' };

test('a signal becomes a card that says what it costs and what happens at zero; a click approves it', async () => {
  const { window, cockpit } = screen;
  const id = await cockpit.deliverPassing({ id: 'by-mouse', symbol: 'EURUSD' });
  const card = window.card('Approval EURUSD BUY');
  await card.waitFor();
  const said = (await card.innerText()).replace(/\s+/g, ' ');
  expect([
    /EURUSD BUY \d+\.\d\d lots/.test(said),
    /At 0 s it expires, not traded/.test(said),
    /This order at its stop .* −[\d,.]+ USD · 0\.3\d %/.test(said),
    (await card.getByRole('timer').getAttribute('aria-label'))?.match(/^\d+ seconds left$/) !== null,
  ]).toEqual([true, true, true, true]);
  await card.getByRole('button', { name: /Approve/ }).click();
  await window.sees(() => told(id, 'EURUSD'), OPEN);
});

test('A approves the card that has the focus, and no other', async () => {
  const { window, cockpit } = screen;
  const id = await cockpit.deliverPassing({ id: 'by-keyboard', symbol: 'GBPUSD', side: 'SELL' });
  const card = window.card('Approval GBPUSD SELL');
  await card.waitFor();
  await window.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await window.page.keyboard.press('a');
  await window.page.waitForTimeout(300);
  expect(await cockpit.stateOf(id)).toBe('awaiting_approval');
  await window.tabTo(card);
  await window.page.keyboard.press('a');
  await window.sees(() => told(id, 'GBPUSD'), OPEN);
});

test('a signal that only soft rules refused can be overridden, with a reason', async () => {
  const { window, cockpit } = screen;
  const id = await cockpit.deliverPassing({ id: 'soft', symbol: 'USDJPY', rr: 1.4 });
  const offer = window.page.getByTestId('override-offer').filter({ hasText: 'USDJPY', hasNotText: MOOD });
  await offer.getByRole('button', { name: /Override/ }).click();
  const confirm = window.id('override-confirm');
  const dialog = window.page.getByRole('dialog');
  const before = {
    focus: await window.focused(),
    names: /U2 .*|Rule score/.test(await dialog.innerText()),
    unavailable: await confirm.getAttribute('aria-disabled'),
  };
  await confirm.click({ force: true });
  expect({ ...before, state: await cockpit.stateOf(id) }).toEqual({
    focus: 'Cancel',
    names: true,
    unavailable: 'true',
    state: 'rejected',
  });
  await dialog.getByRole('textbox').fill('the range is this narrow on purpose');
  await confirm.click();
  await window.sees(() => told(id, 'USDJPY'), OPEN);
  expect(await dialog.count()).toBe(0);
});

test('an override that a later soft rule refuses is asked about once more, and then it trades', async () => {
  const { window, cockpit } = screen;
  const id = await cockpit.deliverPassing({ id: 'twice', symbol: 'XAUUSD', rr: 0.5 });
  const offer = window.page.getByTestId('override-offer').filter({ hasText: 'XAUUSD', hasNotText: MOOD });
  const override = async (reason: string): Promise<void> => {
    await offer.getByRole('button', { name: /Override/ }).click();
    await window.page.getByRole('dialog').getByRole('textbox').fill(reason);
    await window.id('override-confirm').click();
  };
  await offer.waitFor();
  await override('a very small target');
  await cockpit.until(async () => (await cockpit.signalOf(id)).reason?.code === 'min_rr', 'the second refusal');
  await offer.filter({ hasText: 'Reward over risk' }).waitFor();
  await override('it is meant so');
  await cockpit.until(async () => (await cockpit.stateOf(id)) === 'open', 'the trade');
  await window.sees(async () => [await window.page.getByRole('dialog').count(), await offer.count()], [0, 0]);
});

test('a hard refusal offers no override, and says why', async () => {
  const { window, cockpit } = screen;
  const id = await cockpit.deliverPassing({ id: 'hard', symbol: 'XAUUSD', side: 'SELL', stopPoints: 15 });
  await cockpit.until(async () => (await cockpit.stateOf(id)) === 'rejected', 'the refusal');
  const { reason } = await cockpit.signalOf(id);
  await window.sees(async () => MOOD.test(await window.signal(/XAUUSD\s*SELL/).innerText()), false);
  await window.signal(/XAUUSD\s*SELL/).click();
  await window.page.getByRole('heading', { level: 1, name: /XAUUSD SELL/ }).waitFor();
  const override = window.id('override');
  await override.click({ force: true });
  expect({
    sentence: (await window.page.locator('.sentence').innerText()).includes(reason?.text ?? '?'),
    unavailable: await override.getAttribute('aria-disabled'),
    why: await override.getAttribute('title'),
    dialogs: await window.page.getByRole('dialog').count(),
    offers: await window.page
      .getByTestId('override-offer')
      .filter({ hasText: /XAUUSD\s*SELL/, hasNotText: MOOD })
      .count(),
    problems: window.problems,
  }).toEqual({
    sentence: true,
    unavailable: 'true',
    why: 'A hard limit failed: nobody can override it.',
    dialogs: 0,
    offers: 0,
    problems: [],
  });
});
