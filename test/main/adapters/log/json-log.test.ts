import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from '#main/adapters/log/index.ts';
import type { LogLevel } from '#ports';

function capture(level: LogLevel = 'debug') {
  const lines: string[] = [];
  return {
    log: createLog({ level, destination: { write: (line: string) => void lines.push(line) } }),
    lines,
    last: () => JSON.parse(lines.at(-1) ?? '{}'),
  };
}
const SECRET = 'abcdef-0123456789-secret-value';

describe('a log line', () => {
  it('is JSON with level, time and message', () => {
    const { log, last, lines } = capture();
    log.write('warn', 'slow', { ms: 12 });
    expect(last()).toMatchObject({ level: 40, message: 'slow', ms: 12, pid: process.pid });
    expect(new Date(last().time).getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(lines[0]?.endsWith('}\n')).toBe(true);
  });

  it('is left out below its level', () => {
    const { log, lines } = capture('warn');
    log.write('debug', 'no');
    log.write('info', 'no');
    log.write('error', 'yes');
    expect(lines).toHaveLength(1);
  });

  it('has no secrets under any key at any depth', () => {
    const { log, last } = capture();
    log.write('info', 'x', {
      operatorToken: 'a',
      nested: [{ headers: { Authorization: 'b', cookie: 'c', accept: 'd' }, api_key: 'e', journalKey: { deep: 'f' } }],
      key: 'kept',
    });
    expect(last()).toMatchObject({
      operatorToken: '[redacted]',
      nested: [
        {
          headers: { Authorization: '[redacted]', cookie: '[redacted]', accept: 'd' },
          api_key: '[redacted]',
          journalKey: '[redacted]',
        },
      ],
      key: 'kept',
    });
  });

  it('has no known secret inside any text', () => {
    const { log, lines } = capture();
    log.hide([SECRET, 'tiny']);
    log.write('info', `at /webhook/${SECRET}/x`, {
      url: `?t=${SECRET}`,
      tiny: 'tiny',
      error: new Error(`no ${SECRET}`, { cause: [SECRET] }),
    });
    expect(lines[0]).not.toContain(SECRET);
    expect(lines[0]).toContain('/webhook/[redacted]/x');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      tiny: 'tiny',
      error: { name: 'Error', message: 'no [redacted]', cause: ['[redacted]'] },
    });
  });

  it('copes with anything', () => {
    const { log, lines, last } = capture();
    const circle: Record<string, unknown> = {
      big: 1n,
      map: new Map(),
      bytes: Buffer.from('x'),
      when: new Date(0),
      never: new Date(NaN),
      act: () => 1,
      sign: Symbol('s'),
    };
    circle['self'] = circle;
    Object.defineProperty(circle, 'trap', {
      enumerable: true,
      get: () => {
        throw new Error('x');
      },
    });
    log.write('info', 'odd', circle);
    expect(last()).toMatchObject({
      big: '1',
      map: '[Map]',
      bytes: '[Buffer]',
      when: '1970-01-01T00:00:00.000Z',
      never: null,
      self: '[circular]',
      trap: '[unreadable]',
    });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fc.string(), (fields, message) => {
        log.write('info', message, fields);
        expect(() => last()).not.toThrow();
      }),
    );
    expect(lines.length).toBeGreaterThan(100);
  });
});
