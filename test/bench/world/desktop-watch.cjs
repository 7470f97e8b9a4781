/**
 * Preloaded into an Electron that is measured: writes to BENCH_OUT when the first window has what BENCH_READY selects, and what all
 * processes hold for themselves once they have been left alone for BENCH_REST_MS; then ends it.
 */
const { app } = require('electron/main');
const { readFileSync, writeFileSync } = require('node:fs');
const { BENCH_OUT, BENCH_READY, BENCH_REST_MS } = process.env;
const LOOK_MS = 20;

const isReady = `document.querySelector(${JSON.stringify(BENCH_READY)}) !== null`;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** KiB that one process wrote for itself. Unchanged pages of the program's file cost nothing when memory is short, and are left out. */
function ownMemory({ pid, memory }) {
  if (process.platform === 'win32') return memory.privateBytes;
  if (process.platform !== 'linux') return memory.workingSetSize;
  const rows = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_Dirty:\s+(\d+) kB/gm);
  return [...rows].reduce((sum, [, kib]) => sum + Number(kib), 0);
}

let isWatched = false;
app.on('web-contents-created', (_event, contents) => {
  if (isWatched) return;
  isWatched = true;
  contents.once('dom-ready', async () => {
    while (!(await contents.executeJavaScript(isReady))) await wait(LOOK_MS);
    const readyAt = Date.now();
    await wait(Number(BENCH_REST_MS));
    const all = app.getAppMetrics();
    const main = ownMemory(all.find(({ pid }) => pid === process.pid));
    const memory = all.reduce((sum, each) => sum + ownMemory(each), 0);
    writeFileSync(BENCH_OUT, JSON.stringify({ readyAt, main: main / 1024, memory: memory / 1024 }));
    app.exit(0);
  });
});
