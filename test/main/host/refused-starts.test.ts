import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCockpit, StartFault, type CockpitOptions, type RunningCockpit } from '#main/host/index.ts';

let home: string;
let dataDir: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'refused-'));
  dataDir = join(home, 'data');
  mkdirSync(dataDir);
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

const SECRET = 'a-secret-of-the-test-0123456789abcdef';
const FREE = { host: '127.0.0.1', port: 0 };
const told: string[] = [];
const start = (more: Partial<CockpitOptions> = {}): Promise<RunningCockpit> =>
  startCockpit({
    ...{ dataDir, configFile: null, http: FREE, bridge: FREE, terminal: 'paper', market: 'demo', anchorPlace: null },
    secrets: {
      ...{ webhookSecret: SECRET, tradingviewToken: SECRET, operatorToken: SECRET, bridgeToken: SECRET, journalKey: SECRET },
    },
    notifier: { critical: (title) => void told.push(title) },
    log: { write: () => undefined },
    rendererDir: null,
    ...more,
  });

/** Files of the data folder that this process has open. Windows says the same by refusing to rename the folder. */
const openFiles = (): readonly string[] =>
  process.platform !== 'linux'
    ? []
    : readdirSync('/proc/self/fd').flatMap((fd) => {
        try {
          const file = readlinkSync(`/proc/self/fd/${fd}`);
          return file.startsWith(dataDir) ? [file.slice(dataDir.length + 1)] : [];
        } catch {
          return []; // The descriptor that lists them is gone by now.
        }
      });

const written = (name: string, text: string) => (): Promise<Partial<CockpitOptions>> => {
  writeFileSync(join(dataDir, name), text);
  return Promise.resolve({});
};
const takenPort = (door: 'http' | 'bridge', more: Partial<CockpitOptions>) => async (): Promise<Partial<CockpitOptions>> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  taken.push(server);
  return { [door]: { host: '127.0.0.1', port: (server.address() as AddressInfo).port }, ...more };
};
const taken: { close(): unknown }[] = [];
afterEach(() => taken.splice(0).forEach((server) => server.close()));

/** A record was changed from outside, and no kept state spares the start to fold it. */
function edited(): Promise<Partial<CockpitOptions>> {
  const db = new DatabaseSync(join(dataDir, 'journal.db'));
  db.exec(`DELETE FROM snapshots; UPDATE records SET payload = '{"edited":true}' WHERE seq = 2`);
  db.close();
  return Promise.resolve({});
}

test.each([
  ['a configuration that is none', written('config.json', '{')],
  ['sources that are none', written('sources.json', '{')],
  ['a model that is none', written('model.json', '{}')],
  ['channels that are none', written('channels.json', '{')],
  ['a paper account in another currency', written('config.json', '{"paper":{"currency":"EUR"}}')],
  ['a market file that is not there', () => Promise.resolve({ market: join(tmpdir(), 'no-such-file.csv') })],
  ['an HTTP port that is taken', takenPort('http', {})],
  ['a bridge port that is taken', takenPort('bridge', { terminal: 'mt5' })],
  ['a record that was changed', edited],
  ['a journal that is none', written('journal.db', 'this is no database, whatever its name says; '.repeat(200))],
])('%s: refused, and every file of the folder is closed again', async (_what, spoil) => {
  const first = await start();
  await first.stop('done');
  expect(openFiles()).toEqual([]);
  const more = await spoil();
  told.length = 0;
  await expect(start(more)).rejects.toThrow(StartFault);
  expect(openFiles()).toEqual([]);
  expect(told, 'a start that is refused is told by its refusal alone').toEqual([]);
  rmSync(dataDir, { recursive: true });
});
