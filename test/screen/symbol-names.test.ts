import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ScriptedEa } from '../main/adapters/mt5/scripted-ea.ts';
import { onScreen } from './on-screen.ts';
import { LARGE, SMALL } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const screen = onScreen({ mt5: { watch: ['EURUSD', 'GBPUSD', 'XAUUSD', 'USDJPY'] } }, [
  '--terminal',
  'mt5',
  '--bridge',
  '127.0.0.1:0',
]);

test('a guessed symbol name is confirmed with one press, and one of several is chosen', async () => {
  const { window, cockpit } = screen;
  mkdirSync(SHOTS, { recursive: true });
  const ea = new ScriptedEa(Number(cockpit.bridge.split(':')[1]), { token: cockpit.secret('bridgeToken') });
  Object.assign(ea, { answers: true, names: ['EURUSD', 'GBPUSD.r', 'GOLD', 'XAUUSD.m'] });
  await ea.greet();
  await window.go('Settings');
  const confirm = window.page.getByRole('button', { name: /GBPUSD is GBPUSD.r/ });
  await confirm.waitFor();
  const shoot = async (name: string): Promise<void> => {
    for (const size of [LARGE, SMALL]) {
      await window.page.setViewportSize(size);
      await window.page.getByText('Symbols at this broker').scrollIntoViewIfNeeded();
      await window.page.screenshot({ path: join(SHOTS, `settings-symbols-${name}-${size.width}x${size.height}.png`) });
    }
  };
  await shoot('guessed');
  await confirm.focus();
  await window.page.keyboard.press('Enter');
  await window.page.getByText('GBPUSD is GBPUSD.r: confirmed by you').waitFor();
  await window.page.getByLabel('XAUUSD at this broker').selectOption('XAUUSD.m');
  await window.page.getByRole('button', { name: /XAUUSD is XAUUSD.m/ }).click();
  await window.page.getByText('XAUUSD is XAUUSD.m: confirmed by you').waitFor();
  await shoot('confirmed');
  expect([await window.page.getByText('USDJPY: not found').count(), await window.overflows(), await window.axe()]).toEqual([
    1,
    [],
    [],
  ]);
  ea.cut();
});
