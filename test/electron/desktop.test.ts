import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '#main/launcher/project.mjs';
import { electronLaunchOptions } from './launch-options.ts';
import { answerQuestions, desktopArgs, exitCodeAfter, openDesktop, questionsAsked, type DesktopRun } from './session.ts';
import { patience } from '../time/pace.ts';

const shots = join(root, '.cache', 'test');
let folder: string;
let run: DesktopRun;

const text = (id: string) => run.page.getByTestId(id).first().innerText();
const windows = () => run.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'desktop-'));
  run = await openDesktop(join(folder, 'data'));
});

afterAll(async () => {
  run.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe('the window', () => {
  test('shows our page, labelled as paper', async () => {
    expect(run.page.url()).toMatch(/^cockpit:\/\/app\//);
    expect(await run.page.title()).toContain('Mikrobot');
    await expect.poll(() => text('mode'), { timeout: patience(10_000) }).toContain('PAPER');
    await expect.poll(() => text('trading-state'), { timeout: patience(10_000) }).toMatch(/active|trading/i);
    await run.page.screenshot({ path: join(shots, 'desktop.png') });
  });

  test('loads without an error on the console', async () => {
    const errors: string[] = [];
    run.page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    run.page.on('pageerror', (error) => errors.push(error.message));
    await run.page.reload();
    await run.page.getByTestId('stop').waitFor();
    await run.page.waitForTimeout(1_500);
    expect(errors).toEqual([]);
  });

  test('is sandboxed: no Node, and of ours only the bridge', async () => {
    const seen = await run.page.evaluate(() => ({
      require: typeof (globalThis as { require?: unknown }).require,
      process: typeof (globalThis as { process?: unknown }).process,
      module: typeof (globalThis as { module?: unknown }).module,
      bridge: Object.keys((globalThis as unknown as { cockpit: object }).cockpit).sort(),
    }));
    expect(seen).toEqual({
      require: 'undefined',
      process: 'undefined',
      module: 'undefined',
      bridge: ['onFeed', 'onLive', 'send'],
    });
    const preferences = await run.app.evaluate(({ BrowserWindow }) => {
      type Inside = { getLastWebPreferences(): Record<string, unknown>; backgroundThrottling: boolean };
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as Inside;
      const {
        contextIsolation,
        sandbox,
        nodeIntegration,
        webSecurity = true,
        webviewTag = false,
      } = contents.getLastWebPreferences();
      const { backgroundThrottling } = contents;
      return { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag, backgroundThrottling };
    });
    expect(preferences).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      backgroundThrottling: false,
    });
  });

  test('leads nowhere else', async () => {
    const opened = await run.page.evaluate(() => window.open('https://example.com/') === null);
    await run.page.evaluate(() => void (location.href = 'https://example.com/'));
    await run.page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), { href: 'file:///etc/passwd', target: '_top' });
      document.body.append(link);
      link.click();
      link.remove();
    });
    await run.page.waitForTimeout(500);
    expect([opened, await windows(), new URL(run.page.url()).protocol]).toEqual([true, 1, 'cockpit:']);
  });

  test('has no network', async () => {
    const reached = await run.page.evaluate(async () => {
      const tried = ['http://127.0.0.1:1/', 'https://example.com/', 'file:///etc/passwd', 'ws://127.0.0.1:1/'];
      const ask = async (url: string): Promise<string> => {
        try {
          return url.startsWith('ws') ? new WebSocket(url).url : String((await fetch(url)).status);
        } catch (error) {
          return (error as Error).name;
        }
      };
      const refused: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
      const answers = await Promise.all(tried.map(ask));
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { answers: answers.slice(0, 3), refused };
    });
    expect(reached.answers).toEqual(['TypeError', 'TypeError', 'TypeError']);
    expect(reached.refused.filter((directive) => directive === 'connect-src').length).toBeGreaterThanOrEqual(3);
  });

  test('runs no script that was written into it, and gets no permission', async () => {
    const { ran, permission } = await run.page.evaluate(async () => {
      const script = document.createElement('script');
      try {
        script.textContent = 'globalThis.injected = true';
      } catch {
        script.type = 'text/javascript'; // Trusted types refuse the text already.
      }
      document.body.append(script);
      const state = await navigator.permissions.query({ name: 'notifications' });
      return { ran: 'injected' in globalThis, permission: state.state };
    });
    expect([ran, permission]).toEqual([false, 'denied']);
  });

  test('refuses a command that is not of the contract', async () => {
    const refusal = await run.page.evaluate(async () => {
      const bridge = (globalThis as unknown as { cockpit: { send(name: string, request: unknown): Promise<unknown> } }).cockpit;
      const unknown = await bridge.send('trading.flatten', {}).catch((error: unknown) => String(error));
      return [unknown, await bridge.send('trading.halt', { reason: '' })];
    });
    expect(refusal).toEqual([
      expect.stringContaining('There is no command'),
      expect.objectContaining({ ok: false, error: expect.objectContaining({ kind: 'malformed-request' }) }),
    ]);
  });
});

test('a second start on the same data shows the first window and ends', async () => {
  const { executablePath, args, env } = electronLaunchOptions({ args: desktopArgs(join(folder, 'data')) });
  const [code] = (await once(spawn(executablePath, args, { env, stdio: 'ignore' }), 'exit')) as [number | null];
  expect([code, await windows()]).toEqual([0, 1]);
});

test('a page that dies is loaded again', async () => {
  const titleAfter = await run.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const loaded = new Promise((resolve) => contents?.once('did-finish-load', () => resolve(undefined)));
    contents?.forcefullyCrashRenderer();
    await loaded;
    return contents?.executeJavaScript('document.title + typeof window.cockpit.send') as Promise<string>;
  });
  expect(titleAfter).toMatch(/Mikrobot.*function$/);
});

describe('the way out and back', () => {
  test('Quit asks while trading is active; Keep running stays', async () => {
    await answerQuestions(run.app, 0);
    await run.app.evaluate(({ app }) => app.quit());
    await expect.poll(() => questionsAsked(run.app)).toMatchObject([{ buttons: ['Keep running', 'Quit'] }]);
    expect(await windows()).toBe(1);
    expect(await run.quit()).toBe(0);
  });

  test('STOP halts, as the engine says; and a restart is still halted', async () => {
    run = await openDesktop(join(folder, 'data'));
    await expect.poll(() => text('trading-state'), { timeout: patience(10_000) }).toMatch(/active|trading/i);
    await run.page.getByTestId('stop').click();
    await expect.poll(() => text('trading-state'), { timeout: patience(5_000) }).toMatch(/halted/i);
    await run.page.screenshot({ path: join(shots, 'desktop-halted.png') });
    expect(await run.quit()).toBe(0);
    run = await openDesktop(join(folder, 'data'));
    await expect.poll(() => text('trading-state'), { timeout: patience(10_000) }).toMatch(/halted/i);
    expect(await run.quit()).toBe(0);
    expect(run.stderr(), 'nothing is written behind the seal').not.toContain('JournalFault');
  });

  test('an error nobody caught halts first, tells, and ends with 1', async () => {
    const data = join(folder, 'faulty');
    run = await openDesktop(data);
    await answerQuestions(run.app, 1);
    const code = await exitCodeAfter(run.child, () =>
      run.app.evaluate(() => {
        setImmediate(() => {
          throw new Error('planted by a test');
        });
      }),
    );
    expect(code).toBe(1);
    run = await openDesktop(data);
    await expect.poll(() => text('trading-state'), { timeout: patience(10_000) }).toMatch(/halted/i);
  });

  test.skipIf(process.platform === 'win32')('a system signal ends it in order, without a question', async () => {
    expect(await exitCodeAfter(run.child, async () => run.child.kill('SIGTERM'))).toBe(0);
  });

  test('a wrong option is one clear line and exit code 2', async () => {
    const { executablePath, args, env } = electronLaunchOptions({ args: ['--http', 'nowhere'] });
    const child = spawn(executablePath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'exit')) as [number | null];
    expect([code, said]).toEqual([2, expect.stringContaining('--http: "nowhere" is not HOST:PORT')]);
  });
});
