import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '#main/launcher/project.mjs';
import { METRICS } from '#main/runtime/metrics/index.ts';
import { hasProgram } from '../provision/debian.ts';
import { patience } from '../time/pace.ts';
import { DataFolder, Headless, pause } from './headless-process.ts';

const SHIPPED = join(root, 'assets', 'monitoring');
type Panel = { readonly title: string; readonly targets: readonly { readonly expr: string }[] };
type Board = { readonly panels: readonly Panel[] };
const board = JSON.parse(readFileSync(join(SHIPPED, 'grafana-dashboard.json'), 'utf8')) as Board;
/** What a cockpit with one open trade has not yet: nothing was turned away, closed or broken. */
const EMPTY_AT_FIRST = ['turned_away', 'slippage', 'win_ratio', 'breaker_state'];

const folder = new DataFolder({ paper: { symbols: ['EURUSD'] }, detector: { enabled: false }, approvals: { mode: 'auto' } });
const dir = mkdtempSync(join(tmpdir(), 'cockpit-prometheus-'));
let cockpit: Headless | null = null;
let metrics = '';
beforeAll(async () => {
  cockpit = await Headless.start(folder);
  await cockpit.traded('one');
  const answer = await fetch(`${cockpit.ready.http}/metrics`, {
    headers: { authorization: `Bearer ${folder.secrets.operatorToken}` },
  });
  metrics = await answer.text();
});
afterAll(async () => {
  await cockpit?.kill();
  folder.remove();
  rmSync(dir, { recursive: true, force: true });
});

test('dashboard and alert rules ask for metrics that there are', () => {
  const asked = [JSON.stringify(board), readFileSync(join(SHIPPED, 'alerts.yml'), 'utf8')].join('\n').match(/mikrobot_[a-z_]+/g);
  const known = new Set(METRICS.map(({ name }) => name));
  expect(asked?.length).toBeGreaterThan(30);
  expect([...new Set(asked)].filter((name) => !known.has(name))).toEqual([]);
});

describe.skipIf(!hasProgram('promtool'))('held against Prometheus itself', () => {
  test('promtool finds nothing to say of the metrics of a running cockpit, and no secret is among them', () => {
    const told = spawnSync('promtool', ['check', 'metrics'], { input: metrics, encoding: 'utf8' });
    expect([told.status, told.stdout, told.stderr]).toEqual([0, '', '']);
    expect(metrics).toContain('process_cpu_seconds_total');
    for (const secret of Object.values(folder.secrets)) expect(metrics).not.toContain(secret);
  });

  test('the shipped files are accepted, a server scrapes the cockpit by them, and every panel has data', async () => {
    const port = await freePort();
    const http = new URL(cockpit?.ready.http ?? '');
    cpSync(SHIPPED, dir, { recursive: true });
    const config = readFileSync(join(SHIPPED, 'prometheus.yml'), 'utf8');
    expect(config).toContain('127.0.0.1:8000');
    writeFileSync(join(dir, 'cockpit-token'), folder.secrets.operatorToken);
    writeFileSync(
      join(dir, 'prometheus.yml'),
      config.replace('127.0.0.1:8000', http.host).replace('scrape_interval: 15s', 'scrape_interval: 1s'),
    );
    const checked = spawnSync('promtool', ['check', 'config', join(dir, 'prometheus.yml')], { encoding: 'utf8' });
    expect([checked.status, checked.stdout.includes('9 rules found')]).toEqual([0, true]);
    const server = spawn(
      'prometheus',
      [
        `--config.file=${join(dir, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(dir, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    );
    try {
      const ask = async (query: string): Promise<readonly unknown[] | null> => {
        const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(query)}`).catch(() => null);
        if (answer === null || answer.status === 503) return null;
        const { status, data, error } = (await answer.json()) as {
          readonly status: string;
          readonly error?: string;
          readonly data?: { readonly result: readonly unknown[] };
        };
        if (status !== 'success') throw new Error(`${query}: ${error ?? status}`);
        return data?.result ?? null;
      };
      // Two scrapes: a rate needs two.
      const end = performance.now() + patience(30_000);
      const isScraped = async (): Promise<boolean> =>
        ((await ask('count_over_time(mikrobot_uptime_seconds[1m]) >= 2')) ?? []).length > 0;
      while (!(await isScraped())) {
        if (performance.now() > end) throw new Error('Prometheus has not scraped the cockpit');
        await pause(100);
      }
      const queries = board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
      const silent: string[] = [];
      for (const query of queries) if ((await ask(query))?.length === 0) silent.push(query);
      expect(silent.filter((query) => !EMPTY_AT_FIRST.some((part) => query.includes(part)))).toEqual([]);
      expect(await ask('up{job="mikrobot-cockpit"} == 1')).toHaveLength(1);
    } finally {
      const gone = once(server, 'close');
      server.kill('SIGKILL');
      await gone;
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
