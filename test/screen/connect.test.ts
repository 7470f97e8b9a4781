import { execFile } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { Cockpit, PASSING } from './cockpit.ts';
import { onScreen } from './on-screen.ts';
import { CockpitWindow, LARGE, SMALL } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const STEP_MS = 120_000;
const screen = onScreen();
const run = promisify(execFile);
mkdirSync(SHOTS, { recursive: true });

const stations = async (): Promise<readonly string[]> =>
  (await screen.window.page.getByTestId('door-test').locator('ol > li').allInnerTexts()).map((text) =>
    text.replace(/\s+/g, ' ').trim(),
  );
async function open(connection: RegExp): Promise<void> {
  const { window } = screen;
  await window.go('Connect');
  await window.button(connection).click();
  await window.id('address').waitFor();
}
async function shoot(name: string): Promise<readonly string[]> {
  const { window } = screen;
  const found: string[] = [];
  for (const size of [LARGE, { width: 1024, height: 640 }, SMALL]) {
    await window.page.setViewportSize(size);
    await window.page.screenshot({ path: join(SHOTS, `connect-${name}-${size.width}x${size.height}.png`) });
    found.push(...(await window.overflows()).map((what) => `${name} at ${size.width}: ${what}`));
  }
  return [...found, ...(await window.axe())];
}

/** What a tunnel does: listens by a name of this PC, hands on, and says who it was. Null where this PC's name leads nowhere. */
async function tunnelTo(port: number): Promise<{ readonly address: string; names: string } | null> {
  const known = await lookup(hostname()).catch(() => null);
  if (known === null) return null;
  const tunnel = { address: '', names: '84.1.2.3' };
  const server = createServer((incoming, answer) => {
    const headers = { ...incoming.headers, 'x-forwarded-for': tunnel.names };
    const onward = httpRequest(
      { host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers, agent: false },
      (came) => {
        answer.writeHead(came.statusCode ?? 500);
        came.pipe(answer);
      },
    );
    incoming.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(0, listening));
  onTestFinished(() => void server.close());
  return Object.assign(tunnel, { address: `http://${hostname()}:${(server.address() as AddressInfo).port}` });
}

test('the door is tested by keyboard alone, and nothing is traded', { timeout: STEP_MS }, async () => {
  const { window, cockpit } = screen;
  await open(/^TradingView/);
  await window.sees(async () => window.id('test-local').getAttribute('aria-disabled'), null);
  await window.tabTo(window.id('test-local'));
  await window.page.keyboard.press('Enter');
  await window.id('door-test').waitFor();
  const told = await stations();
  expect(told.map((text) => text.split(' ')[0])).toEqual(['Reached', 'Sender', 'Secret', 'Read', 'Judged']);
  expect(told[3]).toMatch(/^Read as ?(?:, passed)? open BUY \w+ at [\d.]+, stop [\d.]+, target [\d.]+, RR 2\.5, for m5_bos/);
  expect([await cockpit.get('/signals'), (await cockpit.status()).terminal.positions]).toEqual([[], []]);
  expect(await shoot('tested')).toEqual([]);
});

test(
  'by a tunnel: the proxy is named, trusted on a click and kept, and TradingView’s own alert then arrives',
  { timeout: STEP_MS },
  async (ctx) => {
    const { window, cockpit } = screen;
    const tunnel = await tunnelTo(Number(new URL(cockpit.http).port));
    if (tunnel === null) return ctx.skip('the name of this PC cannot be looked up');
    await open(/^TradingView/);
    expect(await shoot('start')).toEqual([]);
    await window.page.getByLabel('The address it prints').fill(tunnel.address);
    await window.id('test-public').click();
    await window.id('trust-proxy').waitFor();
    expect(await window.text('door-test')).toContain('"intake": { "trustedProxies": [');
    expect(await shoot('untrusted')).toEqual([]);
    await window.id('trust-proxy').click();
    await window.page.getByText('From 84.1.2.3, as the tunnel at').waitFor();
    expect(await shoot('trusted')).toEqual([]);
    const kept = JSON.parse(readFileSync(join(cockpit.folder, 'config-of-the-test.json'), 'utf8')) as {
      readonly intake?: { readonly trustedProxies?: readonly string[] };
    };
    expect(kept.intake?.trustedProxies).toHaveLength(1);
    // What the page gives is what a person pastes: its message, filled by TradingView, to its address.
    const message = (await window.page.getByRole('group', { name: 'Message' }).innerText())
      .replaceAll('{{ticker}}', 'EURUSD')
      .replaceAll('{{strategy.order.action}}', 'sell')
      .replaceAll('{{strategy.market_position}}', 'flat')
      .replaceAll('{{strategy.prev_market_position}}', 'long')
      .replaceAll('{{timenow}}', new Date(cockpit.now()).toISOString());
    const send = () =>
      fetch(`${tunnel.address}/webhook/tradingview/${cockpit.secret('tradingviewToken')}`, { method: 'POST', body: message });
    const stranger = (await send()).status;
    tunnel.names = '52.89.214.238';
    expect([stranger, (await send()).status]).toEqual([403, 202]);
    await window.page.getByRole('listitem').filter({ hasText: 'close EURUSD' }).first().waitFor();
    expect(await shoot('arrived')).toEqual([]);
  },
);

test('the programs that the page writes run, and their signals arrive', { timeout: STEP_MS }, async (ctx) => {
  // A program goes by the time of this machine, so this cockpit does too: one in a folder of its own keeps real time.
  const cockpit = new Cockpit(PASSING, [], { folder: mkdtempSync(join(tmpdir(), 'cockpit-programs-')) });
  onTestFinished(() => cockpit.remove());
  await cockpit.start();
  const window = await CockpitWindow.open(screen.browser, cockpit.address);
  onTestFinished(() => window.close());
  await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await window.go('Connect');
  await window.id('connect-webhook').click();
  await window.id('copy-snippet').waitFor();
  const said: string[] = [];
  for (const [language, command] of [
    ['Python', 'python3'],
    ['curl', 'bash'],
  ] as const) {
    await window.page.getByRole('group', { name: 'Language' }).getByRole('button', { name: language }).click();
    await window.id('copy-snippet').click();
    await window.sees(() => window.text('copy-snippet').then((text) => text.startsWith('Copied')), true);
    const program = await window.page.evaluate(() => navigator.clipboard.readText());
    expect(program).toContain(cockpit.secret('webhookSecret'));
    const file = join(cockpit.folder, `program-${language}`);
    writeFileSync(file, program.replaceAll('\r\n', '\n'));
    try {
      const { stdout, stderr } = await run(command, [file], { timeout: 20_000 });
      said.push(`${language}: ${stdout}${stderr}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ctx.skip(`${command} is not on this machine`);
      throw error;
    }
  }
  expect(said.map((text) => /"status":\s*"accepted"/.test(text) || text)).toEqual([true, true]);
});
