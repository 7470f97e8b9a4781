import { describe, expect, test } from 'vitest';
import { clockOption, StartFault } from '#main/host/index.ts';
import type { TerminalKind } from '#shared/domain';

const told = (now: string | undefined, speed: string | undefined, terminal: TerminalKind = 'paper'): unknown => {
  try {
    return clockOption(now, speed, terminal);
  } catch (error) {
    if (error instanceof StartFault) return error.lines;
    throw error;
  }
};
const NOON = Date.parse('2026-11-28T12:00:00Z');

describe('--now and --speed', () => {
  test.each([
    [undefined, undefined, null],
    ['2026-11-28T12:00:00Z', undefined, { startMs: NOON, speed: 1 }],
    ['2026-11-28T17:30:00.000+05:30', '10', { startMs: NOON, speed: 10 }],
    [undefined, '0.1', { startMs: null, speed: 0.1 }],
    [undefined, '100', { startMs: null, speed: 100 }],
    ['2028-02-29T00:00Z', undefined, { startMs: Date.parse('2028-02-29T00:00:00Z'), speed: 1 }],
  ])('%s and %s', (now, speed, wanted) => expect(told(now, speed)).toEqual(wanted));

  test.each([
    '2026-11-28T12:00:00',
    '2026-11-28',
    'today',
    '',
    '2026-02-29T12:00:00Z',
    '2026-13-01T00:00:00Z',
    '1999-12-31T23:59:59Z',
    '2100-01-01T00:00:00Z',
    '1764331200000',
  ])('"%s" is no moment with a zone', (text) => {
    const [line, ...more] = told(text, undefined) as string[];
    expect([line?.startsWith(`--now: "${text}" is not a moment with its zone`), more]).toEqual([true, []]);
  });

  test.each(['0', '0.09', '101', '-1', 'fast', '', 'NaN', 'Infinity'])('"%s" is no speed', (text) => {
    expect(told(undefined, text)).toEqual([`--speed: "${text}" is not a number from 0.1 to 100, such as 10`]);
  });

  test('MetaTrader keeps real time: refused in one line, whatever the values are', () => {
    expect(told('2026-11-28T12:00:00Z', '2', 'mt5')).toEqual([
      '--now and --speed: MetaTrader 5 keeps real time; use --terminal paper, or start without them',
    ]);
    expect(told(undefined, 'x', 'mt5')).toEqual([
      '--speed: MetaTrader 5 keeps real time; use --terminal paper, or start without it',
    ]);
    expect(told(undefined, undefined, 'mt5')).toBeNull();
  });
});
