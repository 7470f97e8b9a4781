import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { OptionFault, readOptions } from '#main/window/options.ts';

const here = resolve('/here');

test.each([
  [['electron', '.'], {}],
  [['electron', '--no-sandbox', '-r', 'x.cjs', '.', '--inspect=0', '--remote-debugging-port=0'], {}],
  [['a.exe', '--data', 'd', '--http=0.0.0.0:0'], { data: resolve(here, 'd'), http: '0.0.0.0:0' }],
  [['a.exe', '--data=d=e'], { data: resolve(here, 'd=e') }],
  [['a.exe', '--config', 'c.json', '--market', 'm.csv'], { config: resolve(here, 'c.json'), market: resolve(here, 'm.csv') }],
  [['a.exe', '--market', 'demo', '--seed', '7', '--log-level', 'debug'], { market: 'demo', seed: '7', 'log-level': 'debug' }],
])('%j', (args, expected) => expect(readOptions(args, here)).toEqual(expected));

test.each([[['--data']], [['--data', '--config', 'x']], [['--data=']]])('%j is a fault', (args) =>
  expect(() => readOptions(args, here)).toThrow(OptionFault),
);
