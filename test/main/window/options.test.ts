import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refuseDebugger } from '#main/window/debugger.ts';
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

describe('a door for a debugger', () => {
  const given =
    (name: string) =>
    (asked: string): boolean =>
      asked === name;

  test.each(['remote-debugging-port', 'remote-debugging-pipe', 'remote-allow-origins', 'remote-debugging-address'])(
    '--%s: no installed cockpit starts with it',
    (name) => {
      expect(() => refuseDebugger(true, given(name))).toThrow(`--${name} is refused`);
      expect(() => refuseDebugger(false, given(name)), 'the desktop tests drive a working copy by it').not.toThrow();
    },
  );

  test('a start without one', () => expect(() => refuseDebugger(true, given('inspect'))).not.toThrow());
});
