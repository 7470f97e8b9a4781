import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ScriptedEa } from '../main/adapters/mt5/scripted-ea.ts';
import { unreadable } from './legible.ts';
import { onScreen } from './on-screen.ts';
import { LARGE, SMALL } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const SIZES = [{ width: 1024, height: 640 }, SMALL, LARGE] as const;
const screen = onScreen({ mt5: { watch: ['EURUSD'] } }, ['--terminal', 'mt5', '--bridge', '127.0.0.1:0']);

/** An Expert Advisor of this account at the cockpit's bridge. */
async function terminalOf(login: string): Promise<ScriptedEa> {
  const { cockpit } = screen;
  const ea = new ScriptedEa(Number(cockpit.bridge.split(':')[1]), { token: cockpit.secret('bridgeToken'), login });
  ea.answers = true;
  await ea.greet();
  return ea;
}

test('an account that stands aside is named with its reason, and traded after a typed word, by keyboard alone', async () => {
  const { window } = screen;
  const { page } = window;
  mkdirSync(SHOTS, { recursive: true });
  const ours = await terminalOf('111');
  await window.go('Settings');
  const account = page.getByRole('region', { name: 'Account traded' });
  await account.getByText('111 at Demo, the first that connected').waitFor();
  const other = await terminalOf('222');
  await account.getByText(/222 at Demo was turned away/).waitFor();
  const found: string[] = [];
  const shoot = async (name: string): Promise<void> => {
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await account.scrollIntoViewIfNeeded();
      await page.waitForTimeout(120);
      found.push(...(await unreadable(page)), ...(await window.overflows()));
      await page.screenshot({ path: join(SHOTS, `accounts-${name}-${size.width}x${size.height}.png`) });
    }
  };
  await shoot('aside');
  await account.getByRole('button', { name: /^Trade this one/ }).focus();
  await page.keyboard.press('Enter');
  await shoot('question');
  found.push(...(await window.axe()));
  await page.getByLabel('Type CHOOSE').fill('CHOOSE');
  await page.getByLabel('Why (journaled)').fill('the next phase');
  await window.id('account-confirm').focus();
  await page.keyboard.press('Enter');
  await account.getByText('222 at Demo, chosen by you').waitFor();
  const back = await terminalOf('222');
  await page.getByText('Account 222 at Demo').waitFor();
  expect(found).toEqual([]);
  for (const ea of [ours, other, back]) ea.cut();
});
