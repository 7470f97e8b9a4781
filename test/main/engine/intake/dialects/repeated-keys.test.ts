import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedKeys } from '#main/engine/intake/text/repeated-keys.ts';
import { CANONICAL, issuesOf, malformedOf, read, signalOf } from './samples.ts';

describe('keys that a JSON text states more than once', () => {
  it.each<[string, readonly string[]]>([
    ['{"a":1,"b":2}', []],
    ['{"a":1,"a":2}', ['a']],
    ['{"a":1,"a":1}', []],
    ['{"a":1,"a":2,"a":2}', ['a']],
    ['{"a":1,"a":2,"a":1}', ['a']],
    ['{"a":{"b":1,"b":2},"c":{"b":3}}', ['a.b']],
    ['{"a":[{"b":1},{"b":2,"b":3}]}', ['a[1].b']],
    ['[ { "a" : 1 , "a" : "1" } ]', ['[0].a']],
    ['{"symbol":"EURUSD","Symbol":"GBPUSD"}', ['Symbol']],
    ['{"symbol":"EURUSD","Symbol":"EURUSD"}', []],
    ['{"t":1,"T":2}', []],
    ['{"\\u0061":1,"a":2}', ['a']],
    ['{"a":"}\\",","a":"}"}', ['a']],
    ['{"a\\"b":1,"a\\"b":[]}', ['a"b']],
    ['{"a":true,"a":null}', ['a']],
    ['{"a":[],"a":{}}', ['a']],
    ['{"a":-1.5e3\n,\t"a" :-1.5e3}', []],
    ['{"secret":"one","secret":"two","API_KEY":1,"api_key":2}', []],
    ['1', []],
    ['""', []],
    ['{}', []],
    [' [ ] ', []],
  ])('%s', (text, paths) => {
    expect(repeatedKeys(text)).toEqual(paths);
  });

  it('are none in what a program writes, whatever it is', () => {
    const lower = (value: unknown): unknown => JSON.parse(JSON.stringify(value).toLowerCase());
    fc.assert(fc.property(fc.json(), (text) => repeatedKeys(JSON.stringify(lower(JSON.parse(text)))).length === 0));
  });

  it('are bounded', () => {
    const many = Array.from({ length: 100 }, (_, at) => `"key${at}":1,"key${at}":2`).join(',');
    expect(repeatedKeys(`{${many}}`)).toHaveLength(20);
  });
});

/** The sample, with something more stated before its own end. */
const also = (more: string, sample: object = CANONICAL): string => `${JSON.stringify(sample).slice(0, -1)},${more}}`;

describe('a body that states something twice', () => {
  it('opens nothing, and says which key it is', () => {
    expect(issuesOf(also('"symbol":"GBPUSD"'))).toEqual(['symbol: is stated more than once, with different values']);
    expect(issuesOf(also('"Symbol":"GBPUSD"'))).toEqual(['Symbol: is stated more than once, with different values']);
    expect(issuesOf(also('"metadata":{"a":1,"a":2}'))).toContain('metadata.a: is stated more than once, with different values');
  });

  it('is taken when both say the same', () => {
    expect(signalOf(also('"symbol":"EURUSD"')).symbol).toBe('EURUSD');
  });

  it('closes what it says last', () => {
    const { kind, symbol } = signalOf(also('"kind":"exit","symbol":"GBPUSD"'));
    expect([kind, symbol]).toEqual(['exit', 'GBPUSD']);
    expect(issuesOf(also('"kind":"entry"', { ...CANONICAL, kind: 'exit' }))).toContain(
      'kind: is stated more than once, with different values',
    );
  });

  it.each([
    ['LICENCE1,buy,EURUSD,sl=10,tp=20,sl=50', ['sl: is stated more than once, with different values']],
    ['LICENCE1,buy,EURUSD,sl=10,tp=20,SL = 10', []],
    ['LICENCE1,buy,EURUSD,sl=10,tp=20,secret=a,secret=b', []],
  ])('may be a line too: %s', (line, wanted) => {
    const { arrival } = read(line);
    const issues = arrival.kind === 'invalid' ? arrival.issues.map(({ path, message }) => `${path}: ${message}`) : [];
    expect(issues).toEqual(wanted);
  });

  it('that is no JSON at all is malformed as before', () => {
    expect(malformedOf('{"a":1,"a":2')).toContain('Not JSON at line 1');
  });
});

describe('an id', () => {
  it.each([
    ['tv-\u202e1002-yub', 'tv-\\u202e1002-yub'],
    ['a\u200bb', 'a\\u200bb'],
    ['a\u00a0b', 'a\\u00a0b'],
    ['a\u{e0041}b', 'a\\udb40\\udc41b'],
    ['a\u3164b', 'a\\u3164b'],
    ['a\ufe0fb', 'a\\ufe0fb'],
    ['a b', 'a b'],
    ['\u00e4\u65e5-1', '\u00e4\u65e5-1'],
  ])('shows what cannot be seen in it: %j', (given, shown) => {
    expect(signalOf({ ...CANONICAL, signal_id: given }).signalId).toBe(shown);
  });

  it('is not too long because of it, unless it is', () => {
    expect(issuesOf({ ...CANONICAL, signal_id: '\u200b'.repeat(22) }).join()).toContain('signal_id');
    expect(signalOf({ ...CANONICAL, signal_id: '\u200b'.repeat(21) }).signalId).toHaveLength(126);
  });
});
