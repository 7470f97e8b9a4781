import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { COMMAND_ROLES, type CommandName } from '#shared/ipc';
import { onScreen } from './on-screen.ts';
import { CockpitWindow, LARGE, SMALL, VIEWS } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const TOUR_MS = 240_000;
/** A view whose buttons stay as many over this time is there; it is looked at this often at most. */
const LOOK_MS = 400;
const LOOKS_MAX = 15;
const screen = onScreen();
mkdirSync(SHOTS, { recursive: true });

/** Asked when a view opens, which then says why it has nothing to show. */
const ON_OPENING: ReadonlySet<string> = new Set(['door.view', 'channels.view', 'log.tail']);

/** A window that was opened with a token of this role, and what it asked the engine for. */
async function openedWith(role: 'read' | 'operate') {
  const { cockpit, browser } = screen;
  const { token } = await cockpit.post<{ readonly token: string }>('/tokens', { name: `desk-${role}`, role, days: 1 });
  const window = await CockpitWindow.open(browser, `${cockpit.http}/#token=${token}`);
  onTestFinished(() => window.close());
  const asked: CommandName[] = [];
  window.page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const frame = JSON.parse(String(payload)) as { readonly t: string; readonly name: CommandName };
      if (frame.t === 'ask') asked.push(frame.name);
    }),
  );
  // Those of the socket that is open already would not be heard.
  await window.page.reload();
  await window.id('stop').waitFor();
  await window.id('role').waitFor();
  return { window, asked };
}

/** Presses every button of a view that does not say it is unavailable, and leaves what it opened. */
async function pressAll(window: CockpitWindow): Promise<number> {
  const buttons = window.page.locator('main button:visible');
  // A view that has just been opened may still be loading.
  await buttons
    .first()
    .waitFor({ timeout: 5_000 })
    .catch(() => undefined);
  // Parts of a view come one after the other: what was not there yet would go unpressed.
  const settled = async (lookMs: number): Promise<number> => {
    let known = -1;
    for (let look = 0; look < LOOKS_MAX && known !== (await buttons.count()); look += 1) {
      known = await buttons.count();
      await window.page.waitForTimeout(lookMs);
    }
    return known;
  };
  let count = await settled(LOOK_MS);
  let pressed = 0;
  for (let index = 0; index < count; index += 1) {
    const button = buttons.nth(index);
    if ((await button.getAttribute('aria-disabled')) === 'true') continue;
    await button.click({ timeout: 2_000 }).catch(() => undefined);
    pressed += 1;
    if ((await window.page.getByRole('dialog').count()) > 0) await window.page.keyboard.press('Escape');
    // A press may have opened another part, which comes as late as the first one.
    count = await settled(LOOK_MS / 4);
  }
  return pressed;
}

test('a window that may only look says so, and no button of it asks for more than it may', { timeout: TOUR_MS }, async () => {
  const { window, asked } = await openedWith('read');
  await screen.cockpit.deliverPassing({ id: 'for-roles', symbol: 'EURUSD' });
  expect(await window.text('role')).toContain('Looks only');
  expect(await window.id('stop').getAttribute('aria-disabled')).toBe('true');
  await window.id('stop').click({ force: true });
  await window.page.keyboard.press('Control+Shift+F12');
  let pressed = 0;
  for (const view of VIEWS) {
    await window.go(view);
    pressed += await pressAll(window);
  }
  const beyond = asked.filter((name) => COMMAND_ROLES[name] !== 'read' && !ON_OPENING.has(name));
  expect([beyond, pressed > 30]).toEqual([[], true]);
  expect((await screen.cockpit.status()).trading).toBe('active');
  await window.go('Approvals');
  for (const size of [LARGE, { width: 1024, height: 640 }, SMALL]) {
    await window.page.setViewportSize(size);
    await window.page.screenshot({ path: join(SHOTS, `role-read-${size.width}x${size.height}.png`) });
    expect(await window.overflows()).toEqual([]);
  }
  expect(await window.axe()).toEqual([]);
});

test('a window that may trade stops by mouse, and may not set up', { timeout: TOUR_MS }, async () => {
  const { window, asked } = await openedWith('operate');
  expect(await window.text('role')).toContain('May trade');
  await window.go('Settings');
  await window.sees(() => window.id('source-add').getAttribute('aria-disabled'), 'true');
  expect(await window.id('source-add').getAttribute('title')).toContain('needs the role admin');
  await window.id('source-add').click({ force: true });
  expect(await window.id('source-form').count()).toBe(0);
  await window.id('stop').click();
  await window.sees(async () => (await screen.cockpit.status()).trading, 'halted');
  expect(asked).toContain('trading.halt');
});
