import { expect, it, test } from 'vitest';
import { LineFault, LineSplitter } from '#main/adapters/mt5/line-splitter.ts';
import { LINE_MAX } from '#shared/bridge';

test('lines are the same whatever their cut', () => {
  const text = 'one\ntwo two\n\nthree\nrest';
  for (let size = 1; size <= text.length; size += 1) {
    const splitter = new LineSplitter();
    const lines: string[] = [];
    for (let from = 0; from < text.length; from += size) lines.push(...splitter.push(Buffer.from(text.slice(from, from + size))));
    expect(lines).toEqual(['one', 'two two', '', 'three']);
  }
});

test('a line is shorter than the limit, whole or in pieces, and each begins to count by itself', () => {
  const splitter = new LineSplitter();
  const longest = Buffer.alloc(LINE_MAX - 1, 97);
  for (let line = 0; line < 3; line += 1) {
    splitter.push(longest);
    expect(splitter.push(Buffer.from('\n'))[0]?.length).toBe(LINE_MAX - 1);
  }
  splitter.push(longest);
  expect(() => splitter.push(Buffer.from('a'))).toThrow(LineFault);
});

it.each([
  [' ', true],
  ['~', true],
  ['\x1f', false],
  ['\x7f', false],
  ['\x00', false],
  ['\xff', false],
])('the byte %o in a line: %o', (byte, isFine) => {
  const push = (): unknown => new LineSplitter().push(Buffer.from(`a${byte}b\n`, 'latin1'));
  if (isFine) expect(push()).toEqual([`a${byte}b`]);
  else expect(push).toThrow(LineFault);
});
