import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { confirmedInFile, confirmedInMemory, mappingOf } from '#main/adapters/mt5/index.ts';
import type { OrderRequest } from '#shared/domain';
import { bridge } from './bridge-in-hand.ts';
import { ScriptedEa } from './scripted-ea.ts';
import { until } from './waiting.ts';

const folder = mkdtempSync(join(tmpdir(), 'names-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const log = { write: () => undefined };

test('what was confirmed is there again, for its server only, and nothing else is left in the folder', () => {
  const file = join(folder, 'names.json');
  const names = confirmedInFile(file, log);
  names.confirm('Broker-Demo', 'EURUSD', 'EURUSD.r');
  names.confirm('Broker-Demo', 'XAUUSD', 'GOLD');
  names.confirm('Other', 'EURUSD', 'EURUSDm');
  const again = confirmedInFile(file, log);
  expect([again.of('Broker-Demo'), again.of('Other'), again.of('Third'), readdirSync(folder)]).toEqual([
    { EURUSD: 'EURUSD.r', XAUUSD: 'GOLD' },
    { EURUSD: 'EURUSDm' },
    {},
    ['names.json'],
  ]);
});

test('the file is text that a person can read and mend', () => {
  const file = join(folder, 'read.json');
  confirmedInFile(file, log).confirm('Broker-Demo', 'EURUSD', 'EURUSD.r');
  expect(readFileSync(file, 'utf8')).toBe('{\n  "Broker-Demo": {\n    "EURUSD": "EURUSD.r"\n  }\n}\n');
  rmSync(file);
});

test('a file that cannot be read is logged, and names are asked for again', () => {
  const file = join(folder, 'broken.json');
  writeFileSync(file, '{"Broker-Demo": 5}');
  const said: string[] = [];
  const names = confirmedInFile(file, { write: (_level, text) => void said.push(text) });
  expect([names.of('Broker-Demo'), said.length]).toEqual([{}, 1]);
});

test('one that cannot be written changes nothing', () => {
  const names = confirmedInFile(join(folder, 'no', 'such', 'folder.json'), log);
  expect(() => names.confirm('Broker-Demo', 'EURUSD', 'EURUSD.r')).toThrow();
  expect(names.of('Broker-Demo')).toEqual({});
});

test('only so many servers are kept, the newest', () => {
  const names = confirmedInMemory();
  for (let at = 0; at < 150; at++) names.confirm(`s${at}`, 'EURUSD', 'EURUSD.r');
  expect([names.of('s0'), names.of('s149')]).toEqual([{}, { EURUSD: 'EURUSD.r' }]);
  expect([names.of('s49'), names.of('s50')]).toEqual([{}, { EURUSD: 'EURUSD.r' }]);
});

test('a confirmed name decides between several, and is nothing once the broker does not have it', () => {
  const several = { names: ['EURUSD.a', 'EURUSD.b'], shut: new Set<string>() };
  expect(mappingOf('EURUSD', several, {}, { EURUSD: 'EURUSD.b' })).toEqual({ kind: 'confirmed', broker: 'EURUSD.b' });
  expect(mappingOf('EURUSD', several, {}, { EURUSD: 'EURUSD.c' })).toMatchObject({ kind: 'none' });
  expect(mappingOf('EURUSD', several, { EURUSD: 'EURUSD.a' }, { EURUSD: 'EURUSD.b' })).toMatchObject({ broker: 'EURUSD.a' });
});

test('nothing is opened under a guessed name, closing is not kept from, and a confirmation opens the way', async () => {
  const { terminal, port } = await bridge({ symbols: ['EURUSD', 'GBPUSD'] });
  const ea = new ScriptedEa(port);
  Object.assign(ea, { answers: true, names: ['EURUSD.r', 'GBPUSD'] });
  await ea.greet();
  await until(() => terminal.link().state === 'up');
  const open: Extract<OrderRequest, { op: 'open' }> = {
    op: 'open',
    clientOrderId: '0'.repeat(16),
    symbol: 'EURUSD',
    side: 'BUY',
    volume: 0.1,
    stopLoss: 1,
    takeProfit: null,
    deviationPoints: 10,
    magic: 1,
    deadlineAt: Date.now() + 300,
  };
  const refused = await terminal.send(open);
  const closed = await terminal.send({
    op: 'close',
    clientOrderId: '1'.repeat(16),
    ticket: '5',
    volume: null,
    deadlineAt: Date.now() + 200,
  });
  const problems = [
    await terminal.naming.confirm('EURUSD', 'EURUSD.x'),
    await terminal.naming.confirm('USDJPY', 'USDJPY'),
    await terminal.naming.confirm('EURUSD', 'EURUSD.r'),
  ];
  const sent = await terminal.send({ ...open, clientOrderId: '2'.repeat(16), deadlineAt: Date.now() + 200 });
  expect([
    refused.kind === 'refused' && refused.text.includes('confirm it in Settings'),
    closed.kind,
    problems,
    terminal.naming.names.map(({ how }) => how),
    sent.kind,
    ea.saidTo('open').map(({ sym }) => sym),
  ]).toEqual([
    true,
    'unknown',
    ['The broker has no symbol EURUSD.x', 'USDJPY is not watched: add it to mt5.watch first', null],
    ['confirmed', 'exact'],
    'unknown',
    ['EURUSD.r'],
  ]);
  ea.cut();
  await until(() => terminal.link().state === 'down');
  expect(await terminal.naming.confirm('EURUSD', 'EURUSD.r')).toMatch(/not connected/);
  await terminal.stop();
});
