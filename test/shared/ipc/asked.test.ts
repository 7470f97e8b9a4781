import { describe, expect, it } from 'vitest';
import { askedScope, askedSymbol, askedText, contract } from '#shared/ipc';

const takes = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown): boolean =>
  schema.safeParse(value).success;

describe('a text that a person gives', () => {
  it('is trimmed', () => {
    expect(askedText(3, 10).parse('  seen it\n')).toBe('seen it');
  });

  it.each([
    ['three characters', 'abc', true],
    ['ten', 'abcdefghij', true],
    ['eleven', 'abcdefghijk', false],
    ['two', 'ab', false],
    ['two and blanks', '  ab  ', false],
    ['nothing that can be seen', '\u200b\u200b\u200b\u2060', false],
    ['two that can be seen, and marks', 'a\u202eb\u200d', false],
    ['lines and tabs', 'a\n\tb c', true],
    ['a null character', 'abc\u0000', false],
    ['a bell', 'a\u0007bc', false],
    ['a control character of the upper set', 'abc\u0085d', false],
    ['half a character', 'abc\ud83d', false],
    ['a whole one', 'ab\ud83d\ude00', true],
  ])('is taken or not: %s', (_what, text, wanted) => {
    expect(takes(askedText(3, 10), text)).toBe(wanted);
  });

  it('may be empty where nothing is needed', () => {
    expect([takes(askedText(0, 5), ''), takes(askedText(0, 5), ' '), takes(askedText(0, 5), '\u0000')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('a symbol that a person names', () => {
  it.each([
    ['EURUSD', true],
    ['#AT&T', true],
    ['US 500', true],
    ['EURUSD.m+', true],
    ['x'.repeat(32), true],
    ['x'.repeat(33), false],
    ['', false],
    [' ', false],
    ['EURUSD ', false],
    ['EUR\u200bUSD', false],
    ['EUR\u202eUSD', false],
    ['EUR\nUSD', false],
    ['EUR  USD', false],
    ['EUR\u0000', false],
    ['EUR\ud800', false],
    ['__proto__', false],
    ['constructor', false],
    ['toString', false],
  ])('%j: %s', (symbol, wanted) => {
    expect(takes(askedSymbol, symbol)).toBe(wanted);
    expect(takes(askedScope, { kind: 'symbol', symbol })).toBe(wanted);
  });

  it('is not asked for where the scope is another', () => {
    expect([takes(askedScope, { kind: 'account' }), takes(askedScope, { kind: 'strategy', strategyId: 'm5_bos' })]).toEqual([
      true,
      true,
    ]);
  });
});

describe('every command of the contract', () => {
  const DIGEST = 'd'.repeat(64);
  it.each([
    ['trading.halt', { reason: 'now', flatten: false }],
    ['trading.resume', { typed: 'RESUME', reason: 'all is well' }],
    ['stop.lift', { typed: 'LIFT', reason: 'all is well', scope: { kind: 'symbol', symbol: 'EURUSD' } }],
    ['signal.override', { signalId: 's', digest: DIGEST, reason: 'seen it' }],
    ['alarm.shelve', { alarmId: 'a', minutes: 5, reason: 'known' }],
    ['breaker.isolate', { agent: 'model', effect: 'read', reason: 'known' }],
    ['breaker.reset', { agent: 'model', effect: 'read', reason: 'known' }],
    ['block.rearm', { block: 'b', reason: 'known' }],
    ['drift.adopt', { digest: DIGEST, reason: 'known' }],
  ] as const)('%s refuses a reason that cannot be read', (name, request) => {
    const { request: schema } = contract[name];
    expect(takes(schema, request)).toBe(true);
    for (const reason of ['', '   ', '\u200b\u200b\u200b', 'abc\ud800', 'abc\u0000'])
      expect(takes(schema, { ...request, reason })).toBe(false);
  });

  it.each([
    ['signal.reject', { signalId: 's', digest: DIGEST }],
    ['approvals.set-mode', { mode: 'auto' }],
  ] as const)('%s needs no reason, and refuses one that cannot be read', (name, request) => {
    const { request: schema } = contract[name];
    const answers = [null, 'why', '', 'abc\ud800'].map((reason) => takes(schema, { ...request, reason }));
    expect(answers).toEqual([true, true, true, false]);
  });
});
