import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { OptionFault, readOptions } from '../../../main/window/options.ts';

const defaults = { data: undefined, config: undefined, http: { host: '127.0.0.1', port: 8000 }, market: 'demo' };
const here = resolve('/here');

test.each([
  [['electron', '.'], {}],
  [['electron', '--no-sandbox', '-r', 'x.cjs', '.', '--inspect=0', '--remote-debugging-port=0'], {}],
  [['a.exe', '--data', 'd', '--http=0.0.0.0:0'], { data: resolve(here, 'd'), http: { host: '0.0.0.0', port: 0 } }],
  [['a.exe', '--data=d=e'], { data: resolve(here, 'd=e') }],
  [['a.exe', '--config', 'c.json', '--market', 'eurusd.csv'], { config: resolve(here, 'c.json'), market: resolve(here, 'eurusd.csv') }],
  [['a.exe', '--http', '[::1]:8000'], { http: { host: '[::1]', port: 8000 } }],
])('%j', (args, expected) => expect(readOptions(args, here)).toEqual({ ...defaults, ...expected }));

test.each([[['--data']], [['--data', '--config', 'x']], [['--data=']], [['--http', 'x']], [['--http', 'x:70000']], [['--http', ':80']], [['--http', 'h:-1']]])(
  '%j is a fault',
  (args) => expect(() => readOptions(args, here)).toThrow(OptionFault),
);
