import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { unreadable } from './legible.ts';
import { onScreen } from './on-screen.ts';
import { LARGE, SMALL } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const STEP_MS = 180_000;
const screen = onScreen();
mkdirSync(SHOTS, { recursive: true });

/** A picture at each size; what cannot be read or reached in it, and what breaks a rule of accessibility. */
async function shoot(name: string, testId: string): Promise<readonly string[]> {
  const { window } = screen;
  const found: string[] = [];
  for (const size of [LARGE, { width: 1024, height: 640 }, SMALL]) {
    await window.page.setViewportSize(size);
    await window.id(testId).scrollIntoViewIfNeeded();
    await window.page.waitForTimeout(120);
    await window.page.screenshot({ path: join(SHOTS, `${name}-${size.width}x${size.height}.png`) });
    found.push(...[...(await window.overflows()), ...(await unreadable(window.page))].map((what) => `${size.width}: ${what}`));
  }
  return [...found, ...(await window.axe())];
}
type Shown = { readonly source: { readonly id: string; readonly enabled: boolean; readonly symbols: readonly string[] } };
const onRecord = async (id: string): Promise<Shown['source'] | undefined> =>
  (await screen.cockpit.get<{ readonly sources: readonly Shown[] }>('/sources')).sources.find(({ source }) => source.id === id)
    ?.source;

test('a source is made, changed, paused, given another secret and deleted by mouse', { timeout: STEP_MS }, async () => {
  const { window, cockpit } = screen;
  await window.go('Settings');
  await window.id('source-add').click();
  await window.id('source-save').click();
  await window.page.getByText(/^Not saved: /).waitFor();
  expect(await shoot('source-form-empty', 'source-form')).toEqual([]);
  const form = window.id('source-form');
  await form.getByRole('textbox', { name: 'Name' }).fill('Gold alerts, of the desk in the north');
  await form.getByLabel('Kind').selectOption('webhook');
  await form.getByLabel('Symbols').fill('XAUUSD, EURUSD');
  await form.getByLabel('Lots an entry').fill('0.5');
  await window.id('source-effect').waitFor();
  expect(await shoot('source-form', 'source-form')).toEqual([]);
  const id = await form.getByLabel('Id', { exact: true }).inputValue();
  await window.id('source-save').click();
  await window.id('drawn-secret').waitFor();
  expect((await window.text('drawn-secret-text')).length).toBeGreaterThan(30);
  expect(await shoot('source-secret', 'drawn-secret')).toEqual([]);
  await window.id('drawn-secret').getByRole('button', { name: 'Done' }).click();
  await window.id('source-rules').click();
  await window.id('source-form').getByLabel('Symbols').fill('XAUUSD');
  await window.id('source-save').click();
  await window.id('source-form').waitFor({ state: 'detached' });
  await window.id('source-switch').click();
  await window.sees(() => window.text('source-switch'), 'Switch it on');
  expect(await onRecord(id)).toMatchObject({ enabled: false, symbols: ['XAUUSD'] });
  await window.id('source-new-secret').click();
  await window.page.getByLabel('The secret in use').selectOption('0');
  await window.id('source-rotate').click();
  await window.id('drawn-secret').waitFor();
  await window.id('source-remove').click();
  expect(await window.id('remove-source-confirm').getAttribute('aria-disabled')).toBe('true');
  expect(await shoot('source-remove', 'remove-source-confirm')).toEqual([]);
  await window.page.getByRole('dialog').getByRole('textbox').fill('DELETE');
  await window.id('remove-source-confirm').click();
  await window.sees(() => onRecord(id).then((one) => one === undefined), true);
  expect([window.problems, (await cockpit.status()).trading]).toEqual([[], 'active']);
});

test('the same by keyboard alone', { timeout: STEP_MS }, async () => {
  const { window } = screen;
  const { keyboard } = window.page;
  await window.go('Deck');
  await window.go('Settings');
  await window.tabTo(window.id('source-add'));
  await keyboard.press('Enter');
  const form = window.id('source-form');
  await form.waitFor();
  await window.tabTo(form.getByRole('textbox', { name: 'Name' }));
  await keyboard.type('By keys');
  await window.tabTo(form.getByLabel('Symbols'));
  await keyboard.type('EURUSD');
  await keyboard.press('Enter');
  await window.id('drawn-secret').waitFor();
  expect(await onRecord('by_keys')).toMatchObject({ enabled: true, symbols: ['EURUSD'] });
  await window.tabTo(window.id('source-switch'));
  await keyboard.press('Space');
  await window.sees(() => window.text('source-switch'), 'Switch it on');
  await window.tabTo(window.id('source-new-secret'));
  await keyboard.press('Enter');
  await window.tabTo(window.id('source-rotate'));
  await keyboard.press('Enter');
  await window.id('source-rotate').waitFor({ state: 'detached' });
  await window.tabTo(window.id('source-remove'));
  await keyboard.press('Enter');
  await window.tabTo(window.page.getByRole('dialog').getByRole('textbox'));
  await keyboard.type('DELETE');
  await window.tabTo(window.id('remove-source-confirm'));
  await keyboard.press('Enter');
  await window.sees(() => onRecord('by_keys').then((one) => one === undefined), true);
});

test('what came in is searched, read at length, and judged again as it came and mended', { timeout: STEP_MS }, async () => {
  const { window, cockpit } = screen;
  const token = cockpit.secret('tradingviewToken');
  const now = (): string => new Date(cockpit.now()).toISOString();
  const refused = `{"symbol":"EURUSD","direction":"BUY","timestamp":"${now()}","note":"needle"}`;
  // From this PC, which is none of TradingView's addresses: turned away, and kept.
  for (const body of ['{"ticker":"EURUSD","action":"buy","sl":"abov"}', 'sell gold, please', refused])
    await fetch(`${cockpit.http}/webhook/tradingview/${token}`, { method: 'POST', body });
  await window.go('Connect');
  await window.id('connect-tradingview').click();
  const which = window.page.getByRole('group', { name: 'Which deliveries' });
  await which.getByRole('button', { name: 'All' }).click();
  const rows = window.page.getByRole('list', { name: 'Deliveries' }).getByRole('button');
  await window.sees(() => rows.count().then((many) => many >= 3), true);
  await window.page.getByLabel('Search deliveries').fill('needle');
  await window.sees(() => rows.count(), 1);
  await window.id('judge-again').click();
  await window.id('judged').waitFor();
  expect(await window.text('judged')).toContain('Judged as it came');
  await window.id('mend').click();
  const quote = await cockpit.get<{ readonly ask: number }>('/market/EURUSD');
  const mended = {
    ...{ signal_id: 'mended', symbol: 'EURUSD', direction: 'BUY', pattern_type: 'M5_BOS', timestamp: now() },
    price_levels: { entry: quote.ask, stop_loss: quote.ask - 0.004, take_profit: quote.ask + 0.01 },
  };
  await window.page.locator('textarea').fill(JSON.stringify(mended));
  await window.id('judge-mended').click();
  await window.sees(() => window.text('judged').then((text) => text.includes('Judged with the mended text')), true);
  expect(await shoot('deliveries', 'judged')).toEqual([]);
  await window.page.getByLabel('Search deliveries').fill('nothing has this');
  await window.page.getByText('Nothing fits.').waitFor();
  expect(await cockpit.get('/signals')).toEqual([]);
});

test('a channel is added, saved, tested and taken out, and the log is searched', { timeout: STEP_MS }, async () => {
  const { window, cockpit } = screen;
  const came: string[] = [];
  const receiver = createServer((request, answer) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      came.push(text);
      answer.end();
    });
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void receiver.close());
  const { port } = receiver.address() as AddressInfo;
  await window.go('Settings');
  const panel = window.id('channels');
  await panel.getByRole('button', { name: 'Add Webhook' }).click();
  await panel.getByLabel('Address').fill(`http://127.0.0.1:${port}/alarms`);
  await panel.getByLabel('Signing secret').fill('a-signing-secret-of-the-test');
  expect(await shoot('channels', 'channels')).toEqual([]);
  await window.id('channels-save').click();
  const test = panel.getByRole('button', { name: /^Send a test/ });
  await window.sees(() => test.getAttribute('aria-disabled'), null);
  await test.click();
  await panel.getByText(/^Arrived in/).waitFor();
  expect([came.length, (await window.page.content()).includes('a-signing-secret-of-the-test')]).toEqual([1, false]);
  await panel.getByRole('button', { name: /^Remove/ }).click();
  await window.id('channels-save').click();
  await panel.getByText('Alarms are told in this window only.').waitFor();

  // Something to read: a request with a wrong token.
  await fetch(`${cockpit.http}/system/status`, { headers: { authorization: 'Bearer wrong' } });
  const log = window.id('log');
  await log.getByLabel('Show').selectOption('debug');
  await log.getByRole('list', { name: 'Log lines' }).waitFor();
  expect(await shoot('log', 'log')).toEqual([]);
  await window.tabTo(log.getByLabel('Search the log'));
  await window.page.keyboard.type('no line has this');
  await log.getByText('No line fits.').waitFor();
});

test('a drop folder says where files go and how, and takes one', { timeout: STEP_MS }, async () => {
  const { window, cockpit } = screen;
  const folder = join(cockpit.folder, 'Terminal', 'Common', 'Files', 'Signals');
  mkdirSync(folder, { recursive: true });
  await window.go('Settings');
  await window.id('source-add').click();
  const form = window.id('source-form');
  await form.getByLabel('Kind').selectOption('drop');
  await form.getByRole('textbox', { name: 'Name' }).fill('Robot');
  await form.getByRole('textbox', { name: 'Folder' }).fill(folder);
  await window.id('source-save').click();
  await window.sees(() => onRecord('robot').then((one) => one?.enabled), true);
  await window.go('Connect');
  await window.tabTo(window.id('connect-robot'));
  await window.page.keyboard.press('Enter');
  await window.page.getByText('MQL5 script, sends a real signal when it is run').waitFor();
  expect(await window.page.getByRole('group', { name: 'MQL5 script, sends a real signal when it is run' }).innerText()).toContain(
    'Signals',
  );
  writeFileSync(join(folder, 'one.json'), 'buy what?');
  await window.sees(() => Promise.resolve(readdirSync(join(folder, 'refused')).length), 2);
  await window.page.getByRole('list', { name: 'Deliveries' }).getByRole('button').first().waitFor();
  await window.tabTo(window.id('test-source'));
  await window.page.keyboard.press('Enter');
  await window.id('door-test').waitFor();
  const told = await window.text('door-test');
  for (const station of ['Written', 'Reached', 'Secret', 'Read as', 'Judged', 'Put away']) expect(told).toContain(station);
  expect(told).toMatch(/Connected|works on this PC/);
  expect([readdirSync(join(folder, 'done')).length, await cockpit.get('/signals')]).toEqual([2, []]);
  expect(await shoot('drop-folder', 'door-test')).toEqual([]);
  await window.go('Settings');
  await window.id('source-robot').click();
  await window.id('test-source').click();
  await window.id('door-test').waitFor();
  expect(await shoot('source-tested', 'door-test')).toEqual([]);
});
