import { describe, expect, it } from 'vitest';
import { repairJson } from '#engine/intake/text/repair-json.ts';

const mended = (text: string) => {
  const read = repairJson(text);
  return read.ok
    ? read.texts.map((one) => JSON.parse(one) as unknown)
    : [read.fault.line, read.fault.column, read.fault.what, read.fault.mend];
};

describe('JSON that has one meaning only is mended', () => {
  it.each<[string, string, unknown]>([
    ['as it is', '{"a":1,"b":[true,null,"c"],"d":{"e":-1.5e3}}', { a: 1, b: [true, null, 'c'], d: { e: -1500 } }],
    ['an empty object', '{}', {}],
    ['an empty list', '[]', []],
    ['lists in lists', '[[1],[2,[3]]]', [[1], [2, [3]]]],
    ['commas too many', '{,"a":1,,"b":[,1,,2,],}', { a: 1, b: [1, 2] }],
    ['words without quotation marks', '{action: buy, symbol: EURUSD.r}', { action: 'buy', symbol: 'EURUSD.r' }],
    ['other quotation marks', '{“a”: „b”, \'c\': ‘d’, "e": ”f“}', { a: 'b', c: 'd', e: 'f' }],
    ['an equals sign', '{"a"=1}', { a: 1 }],
    ['comments', '// first\n{"a": 1, /* second */ "b": 2} // last', { a: 1, b: 2 }],
    ['Python’s words', '{"a":True,"b":False,"c":None}', { a: true, b: false, c: null }],
    ['undefined', '{"a":undefined,"b":NULL,"c":TRUE,"d":FALSE}', { a: null, b: null, c: true, d: false }],
    ['a bare point', '[.5, 1., +1, -.5, +.5]', [0.5, 1, 1, -0.5, 0.5]],
    ['zeros in front', '[007, -01.5, 0, 00, 0.10]', [7, -1.5, 0, 0, 0.1]],
    ['an exponent', '[1e3, 1.e3, 1E-2]', [1000, 1000, 0.01]],
    ['what no number holds', '[NaN, -Infinity, 1.2.3, 1,2]', ['NaN', '-Infinity', '1.2.3', 1, 2]],
    ['a placeholder', '{"a": {{close}}, "b": "{{x}}"}', { a: '{{close}}', b: '{{x}}' }],
    ['escapes', '"\\n\\t\\r\\b\\f\\/\\\\\\"\\u0041\\\'"', '\n\t\r\b\f/\\"A\''],
    ['hard spaces', '\ufeff{\u00a0"a"\u200b:\u00a01}', { a: 1 }],
  ])('%s', (_what, text, value) => expect(mended(text)).toEqual([value]));

  it('several values, with what separates them or without', () => {
    expect(mended('{"a":1}\n{"b":2}, {"c":3}; 4')).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }, 4]);
    expect(mended('')).toEqual([]);
    expect(mended(Array.from({ length: 20 }, () => '1').join(' '))).toHaveLength(20);
    expect(mended(Array.from({ length: 21 }, () => '1').join(' '))).toEqual([
      1,
      41,
      'more than 20 values',
      'send at most 20 in one body',
    ]);
  });

  it('as deep as a signal ever is', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
    expect(mended(nested(16))).toHaveLength(1);
    expect(mended(nested(17))).toEqual([1, 18, 'deeper than 16 levels', 'send the fields of the signal at the top']);
  });
});

describe('what has more than one meaning is told with its place', () => {
  it.each<[string, string, unknown[]]>([
    ['an object that is cut off', '{"a":1', [1, 7, 'the text ends before }', 'the body is cut off: send it whole, up to }']],
    ['a list that is cut off', '\n[1,', [2, 4, 'the text ends before ]', 'the body is cut off: send it whole, up to ]']],
    ['no colon', '{"a" 1}', [1, 6, '":" is missing', 'put a colon between the name and its value']],
    ['no comma', '{"a":1 "b":2}', [1, 8, '"," is missing', 'put a comma between two values; a decimal comma has to be a point']],
    ['no value', '{"a":}', [1, 6, 'a value is missing', 'write a value here, or take the comma or bracket away']],
    ['no name', '{:1}', [1, 2, 'a name is missing', 'write a name here, or take the comma or bracket away']],
    ['an open text', '{"a":"b}', [1, 6, 'a quotation mark without its other one', 'close the text with a quotation mark']],
    ['a bare backslash', '{"a":"\\x"}', [1, 8, 'a backslash before nothing it can stand for', 'write \\\\ for a backslash']],
    ['half a code', '"\\u00g0"', [1, 3, 'a backslash before nothing it can stand for', 'write \\\\ for a backslash']],
    ['a bracket too many', '{"a":1}}', [1, 8, 'a value is missing', 'write a value here, or take the comma or bracket away']],
  ])('%s', (_what, text, fault) => expect(mended(text)).toEqual(fault));
});
