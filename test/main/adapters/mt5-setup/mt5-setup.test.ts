import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mt5Setup } from '#main/adapters/mt5-setup/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';

const root = mkdtempSync(join(tmpdir(), 'mt5-setup-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const terminals = join(root, 'MetaQuotes', 'Terminal');
const portable = join(root, 'portable');
const source = join(root, 'MikrobotBridge.mq5');
writeFileSync(source, '// the Expert Advisor');
const folder = (name: string): string => join(terminals, name);
for (const name of ['AAA', 'BBB', 'Common', 'CCC']) mkdirSync(folder(name), { recursive: true });
for (const dir of [join(folder('AAA'), 'MQL5', 'Experts'), join(folder('BBB'), 'MQL5'), join(portable, 'MQL5', 'Experts')])
  mkdirSync(dir, { recursive: true });
writeFileSync(join(folder('AAA'), 'origin.txt'), Buffer.from('\uFEFFC:\\Program Files\\Broker MT5', 'utf16le'));
writeFileSync(join(folder('BBB'), 'origin.txt'), 'D:\\MT5\r\n');
writeFileSync(join(folder('AAA'), 'MQL5', 'Experts', 'MikrobotBridge.mq5'), '// mine');

const copied: string[] = [];
const setup = mt5Setup({
  source,
  terminals,
  folders: [portable],
  clock: virtualClock(Date.parse('2026-01-02T03:04:05Z')),
  clipboard: (text) => Promise.resolve(void copied.push(text)),
  token: 'secret-token',
  tokenIsIn: 'secrets.json',
});
const found = async (): Promise<readonly (readonly [string, string])[]> =>
  (await setup.find()).map(({ origin, ea }) => [origin, ea] as const);

test('finds data folders, also portable ones, with the terminal each belongs to; what is no data folder is left out', async () => {
  expect(await found()).toEqual([
    [portable, 'absent'],
    ['C:\\Program Files\\Broker MT5', 'other'],
    ['D:\\MT5', 'absent'],
  ]);
});

test('tells the version of what lies there as its source says it, also as MetaEditor saves it, and none where it says none', async () => {
  const file = join(folder('AAA'), 'MQL5', 'Experts', 'MikrobotBridge.mq5');
  const saved: (string | null)[] = [];
  for (const content of [
    '#define EA_VERSION  "0.9.1"\r\n',
    Buffer.from('\uFEFF#define EA_VERSION "0.11.0"\r\n', 'utf16le'),
    '#define EA_VERSION EVIL',
    `#define EA_VERSION "${'9'.repeat(400)}"`,
  ]) {
    writeFileSync(file, content);
    saved.push((await setup.find()).find(({ ea }) => ea === 'other')?.version ?? null);
  }
  writeFileSync(file, '// mine');
  expect(saved).toEqual(['0.9.1', '0.11.0', null, null]);
});

test('installs, makes the folder it needs, keeps what was there, and does nothing twice', async () => {
  const [, mine, empty] = await setup.find();
  const replaced = await setup.install(mine?.id ?? '');
  const fresh = await setup.install(empty?.id ?? '');
  const again = await setup.install(mine?.id ?? '');
  expect([
    replaced.backup !== null && readFileSync(replaced.backup, 'utf8'),
    fresh.backup,
    again.backup,
    readFileSync(fresh.path, 'utf8'),
  ]).toEqual(['// mine', null, null, '// the Expert Advisor']);
  expect([readdirSync(join(folder('AAA'), 'MQL5', 'Experts')).sort(), (await found()).map(([, ea]) => ea)]).toEqual([
    ['MikrobotBridge.mq5', 'MikrobotBridge.mq5.2026-01-02T03-04-05-000Z.bak'],
    ['absent', 'current', 'current'],
  ]);
});

test('a folder that nobody found is not written to, and a missing source says so', async () => {
  await expect(setup.install('0000000000000000')).rejects.toThrow('look for the terminals again');
  const broken = mt5Setup({
    source: join(root, 'nowhere.mq5'),
    terminals: null,
    folders: [],
    clock: virtualClock(0),
    clipboard: null,
    token: 't',
    tokenIsIn: 'DATA/secrets.json',
  });
  await expect(broken.find()).rejects.toThrow('install the cockpit again');
  await expect(broken.copyToken()).rejects.toThrow('bridgeToken in DATA/secrets.json');
});

test('the token goes to the clipboard and into no answer', async () => {
  await setup.copyToken();
  expect(copied).toEqual(['secret-token']);
});
