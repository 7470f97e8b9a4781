import { describe, expect, test } from 'vitest';
import { hostPort, momentOption, oneOf, readArguments, StartFault, wholeNumber } from '#main/host/index.ts';

const faultOf = (act: () => unknown): readonly string[] | null => {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof StartFault) return error.lines;
    throw error;
  }
};

describe('addresses', () => {
  test.each([
    ['127.0.0.1:8000', { host: '127.0.0.1', port: 8000 }],
    ['localhost:0', { host: 'localhost', port: 0 }],
    ['[::1]:65535', { host: '::1', port: 65_535 }],
  ])('%s', (text, wanted) => expect(hostPort('http', text)).toEqual(wanted));

  test.each(['8000', 'localhost', ':8000', 'a:b', '1.2.3.4:65536', '1.2.3.4:-1', '::1:80', 'a b:80', ''])(
    '"%s" is none',
    (text) => {
      expect(faultOf(() => hostPort('http', text))).toEqual([`--http: "${text}" is not HOST:PORT, for example 127.0.0.1:8000`]);
    },
  );
});

describe('numbers and words', () => {
  test.each([
    [undefined, undefined],
    ['0', 0],
    ['12', 12],
  ])('%s', (text, wanted) => expect(wholeNumber('seed', text, 0)).toBe(wanted));

  test.each(['-1', '1.5', 'x', '1e99'])('"%s" is no whole number', (text) => {
    expect(faultOf(() => wholeNumber('seed', text, 0))).toEqual([`--seed: "${text}" is not a whole number from 0 on`]);
  });

  test('one of a few', () => {
    expect([oneOf('level', 'info', ['info', 'warn']), faultOf(() => oneOf('level', 'loud', ['info', 'warn']))]).toEqual([
      'info',
      ['--level: "loud" is not allowed; it is one of info, warn'],
    ]);
  });
});

test('an option nobody knows is one line that names it', () => {
  const lines = faultOf(() => readArguments(['--dta', 'x'], { data: { type: 'string' } }, 'help'));
  expect([lines?.length, lines?.[0]?.includes('--dta')]).toEqual([1, true]);
});

describe('moments', () => {
  const NINE = Date.parse('2025-06-02T09:00:00Z');
  test.each(['2025-06-02T09:00:00Z', '2025-06-02T09:00:00', '2025-06-02 09:00', '2025-06-02T11:00+02:00', String(NINE)])(
    '%s is the same on every machine',
    (text) => expect(momentOption('from', text)).toBe(NINE),
  );

  test('without a zone are those of the history', () => {
    expect(momentOption('from', '2025-06-02T12:00', (wall) => wall - 3 * 3_600_000)).toBe(NINE);
  });

  test.each(['yesterday', '', String(NINE / 1000)])('"%s" is none', (text) => {
    expect(faultOf(() => momentOption('to', text))?.[0]).toContain(`--to: "${text}" is not a time`);
  });
});
