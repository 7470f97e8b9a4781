import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '#main/launcher/build.mjs';
import { electronLaunchOptions } from '#test/electron/launch-options.ts';
import { findTestElectron } from '#test/electron/standin.ts';
import type { Figures, Suite } from '../suite.ts';
import { ownFolder } from '../world/folder.ts';

const WATCH = fileURLToPath(new URL('../world/desktop-watch.cjs', import.meta.url));
const REST_MS = 20_000;
const LIMIT_MS = 120_000;
/** Records of a week: with some 30 signals a day, and with some 200. */
const WEEK = { usual: 15_000, busy: 100_000 };
const KEY = 'the-journal-key-of-a-benchmark';

type Measured = { readonly readyAt: number; readonly main: number; readonly memory: number };

/** Starts an application as a trader does, until its window can be used; left alone for a while; ended. */
function started(app: string | null, args: readonly string[], ready: string, restMs = REST_MS): Figures {
  const out = join(ownFolder(), 'out.json');
  const env = { BENCH_OUT: out, BENCH_READY: ready, BENCH_REST_MS: String(restMs) };
  const options = electronLaunchOptions({ ...(app === null ? {} : { app }), args: [...args], env, preload: [WATCH] });
  const began = Date.now();
  const { status } = spawnSync(options.executablePath, options.args, { env: options.env, stdio: 'ignore', timeout: LIMIT_MS });
  if (!existsSync(out)) throw new Error(`the application ended with ${String(status)} and was never usable`);
  const { readyAt, main, memory } = JSON.parse(readFileSync(out, 'utf8')) as Measured;
  return { start: readyAt - began, memory, main };
}

/** The least that a desktop application is: one empty window. */
function bare(): Figures {
  const folder = join(ownFolder(), 'bare');
  mkdirSync(folder, { recursive: true });
  const page = `data:text/html,${encodeURIComponent('<title>bare</title><p id="there">bare</p>')}`;
  const code = `import { app, BrowserWindow } from 'electron/main';
app.whenReady().then(() => new BrowserWindow({ webPreferences: { sandbox: true } }).loadURL(${JSON.stringify(page)}));`;
  writeFileSync(join(folder, 'main.mjs'), code);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bare', version: '1.0.0', main: 'main.mjs' }));
  return started(folder, [`--user-data-dir=${join(folder, 'data')}`], '#there');
}

async function cockpit(records: number): Promise<Figures> {
  await ensureBuilt(process.execPath, ['renderer', 'desktop']);
  const data = join(ownFolder(), 'data');
  if (records > 0) {
    const writer = fileURLToPath(new URL('../world/write-journal.ts', import.meta.url));
    execFileSync(process.execPath, ['--no-warnings', writer, data, String(records), KEY]);
    const other = Object.fromEntries(
      ['webhookSecret', 'tradingviewToken', 'operatorToken', 'bridgeToken'].map((name) => [name, `${name}-of-a-benchmark`]),
    );
    writeFileSync(join(data, 'secrets.json'), JSON.stringify({ ...other, journalKey: KEY }));
  }
  const args = ['--data', data, '--http', '127.0.0.1:0'];
  const isUsable = '[data-testid=stop]:not(:disabled)';
  // The journal comes without a kept state, which a cockpit that ran for a week has.
  if (records > 0) started(null, args, isUsable, 1_000);
  return started(null, args, isUsable);
}

function withoutElectron(): string | null {
  if (findTestElectron() === undefined) return 'no Electron here: npm test -- desktop fetches one for tests';
  const hasScreen = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined;
  return hasScreen ? null : 'no display here: xvfb-run -a npm run bench -- desktop';
}

export const suite: Suite = {
  name: 'desktop',
  title: 'Desktop: from the start of the process to a window that can be used, and what all its processes hold',
  baseline: 'bare Electron window',
  metrics: [
    { key: 'start', label: 'start', unit: 'ms' },
    { key: 'memory', label: 'memory of all', unit: 'MB' },
    { key: 'main', label: 'of the main one', unit: 'MB' },
  ],
  candidates: [
    { name: 'bare Electron window', measure: bare, needs: withoutElectron },
    { name: 'cockpit, first start', measure: () => cockpit(0), needs: withoutElectron },
    { name: 'cockpit, a week of 30 signals a day', measure: () => cockpit(WEEK.usual), needs: withoutElectron },
    { name: 'cockpit, a week of 200 signals a day', measure: () => cockpit(WEEK.busy), needs: withoutElectron },
  ],
  notes: [
    `Memory is what the processes wrote for themselves, ${REST_MS / 1_000} s after the start. Without a graphics card Chromium draws by itself.`,
  ],
};
