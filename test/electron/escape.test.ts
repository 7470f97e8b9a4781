import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '#main/launcher/project.mjs';
import { patience } from '../time/pace.ts';
import { openDesktop, type DesktopRun } from './session.ts';

/** Pages and frames that try to get out of the window, and what a page says that wants more than it may. */
let folder: string;
let run: DesktopRun;

type Bridge = { send(name: string, request: unknown): Promise<unknown> };
const text = (id: string): Promise<string> => run.page.getByTestId(id).first().innerText();
const where = (): Promise<unknown> =>
  run.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.webContents.getURL().split('#')[0]));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-escape-'));
  mkdirSync(join(folder, 'data'));
  run = await openDesktop(join(folder, 'data'));
  await run.page.getByTestId('stop').waitFor({ timeout: patience(10_000) });
});
afterAll(async () => {
  run.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('another page with the same preload gets no command done', async () => {
  const preload = join(root, 'dist', 'desktop', 'preload.cjs');
  const answers = await run.app.evaluate(async ({ BrowserWindow }, script) => {
    const window = new BrowserWindow({ show: false, webPreferences: { preload: script, sandbox: true, contextIsolation: true } });
    const said: unknown[] = [];
    for (const page of ['data:text/html,<p>cockpit://app/', 'about:blank']) {
      await window.loadURL(page);
      const code = `window.cockpit.send('trading.halt', { reason: 'a stranger' })`;
      said.push(await (window.webContents.executeJavaScript(code) as Promise<unknown>));
    }
    window.destroy();
    return said;
  }, preload);
  const refused = { ok: false, error: expect.objectContaining({ kind: 'untrusted-sender' }) };
  expect(answers).toEqual([refused, refused]);
  expect(await text('trading-state')).toMatch(/active|trading/i);
});

test('no frame inside the page has the bridge, and none of another origin is loaded', async () => {
  const seen = await run.page.evaluate(async () => {
    const kinds = ['about:blank', 'data:text/html,x', 'cockpit://app/index.html', 'https://example.com/', 'file:///etc/passwd'];
    const frames = kinds.map((src) => Object.assign(document.createElement('iframe'), { src }));
    document.body.append(...frames);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const own = frames.map((frame) => {
      try {
        const inside = frame.contentWindow as unknown as { cockpit?: unknown; document: Document };
        return [typeof inside.cockpit, inside.document.body.textContent];
      } catch {
        return 'closed';
      }
    });
    for (const frame of frames) frame.remove();
    return own;
  });
  // A frame that stayed empty is of our origin and may be looked into; the others are error pages of their own.
  const nothing = ['undefined', ''];
  expect(seen).toEqual([
    nothing,
    ...Array.from({ length: 4 }, () => expect.toSatisfy((found) => found === 'closed' || String(found) === String(nothing))),
  ]);
});

test.each<[string, string]>([
  ['a script address', 'javascript:globalThis.ran = true'],
  ['a page in a word', 'data:text/html,<script>1</script>'],
  ['another host of our scheme', 'cockpit://evil/index.html'],
  ['a climbing path', 'cockpit://app/../../../etc/passwd'],
  ['a coded climbing path', 'cockpit://app/%2e%2e%2f%2e%2e%2fpackage.json'],
  ['a file', 'file:///etc/passwd'],
  ['the inspector', 'devtools://devtools/bundled/inspector.html'],
  ['settings of Chromium', 'chrome://settings'],
  ['a program of the system', 'ms-settings:'],
])('%s leads nowhere by link, form, frame or window', async (_what, address) => {
  const before = await where();
  const ran = await run.page.evaluate(async (url) => {
    const put = <T extends HTMLElement>(element: T): T => document.body.appendChild(element);
    const link = put(Object.assign(document.createElement('a'), { href: url, target: '_top' }));
    const blank = put(Object.assign(document.createElement('a'), { href: url, target: '_blank', rel: 'opener' }));
    const kept = put(Object.assign(document.createElement('a'), { href: url, download: 'kept.html' }));
    const form = put(Object.assign(document.createElement('form'), { action: url, method: 'post', target: '_top' }));
    for (const each of [link, blank, kept]) each.click();
    form.submit();
    window.open(url, '_self');
    await new Promise((resolve) => setTimeout(resolve, 150));
    for (const each of [link, blank, kept, form]) each.remove();
    return 'ran' in globalThis;
  }, address);
  expect([ran, await where()]).toEqual([false, before]);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('kept.html'))).toEqual([]);
});

test('what a page does to its own prototypes reaches neither the bridge nor the main process', async () => {
  const answers = await run.page.evaluate(async () => {
    const bridge = (globalThis as unknown as { cockpit: Bridge }).cockpit;
    const seen: unknown[] = [];
    const spy = function (this: unknown, ...args: unknown[]): unknown {
      seen.push(args);
      return undefined;
    };
    const has: unknown = Reflect.get(Set.prototype, 'has');
    Object.assign(Set.prototype, { has: () => true });
    Object.assign(Object.prototype, { invoke: spy, isMainFrame: true, parent: null });
    const unknown = await bridge.send('trading.flatten', {}).catch((error: unknown) => String(error));
    const patch = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as object;
    const shaped = await bridge.send('config.preview', { change: patch });
    const bare = await bridge.send('trading.halt', patch);
    Object.assign(Set.prototype, { has });
    for (const name of ['invoke', 'isMainFrame', 'parent']) Reflect.deleteProperty(Object.prototype, name);
    const replaced = Reflect.set(globalThis, 'cockpit', {}) && (globalThis as unknown as { cockpit: object }).cockpit !== bridge;
    return { unknown, shaped, bare, seen, replaced };
  });
  expect(answers).toEqual({
    unknown: expect.stringContaining('There is no command'),
    // A change of the configuration is looked at key by key: these two are none.
    shaped: { ok: true, value: expect.objectContaining({ changes: [], problems: expect.arrayContaining([expect.anything()]) }) },
    bare: expect.objectContaining({ ok: false, error: expect.objectContaining({ kind: 'malformed-request' }) }),
    seen: [],
    replaced: false,
  });
  expect(await run.app.evaluate(() => ['polluted' in {}, Object.keys(Object.prototype)])).toEqual([false, []]);
  expect(await text('trading-state')).toMatch(/active|trading/i);
});
