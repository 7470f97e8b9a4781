import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bodyText } from '#main/adapters/http/body-text.ts';

it('reads every encoding we know, with and without a mark', () => {
  const ascii = fc.string({ unit: 'binary-ascii', minLength: 1 }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(ascii, fc.string({ unit: 'grapheme' }), (start, rest) => {
      const text = start + rest;
      const little = Buffer.from(text, 'utf16le');
      const big = Buffer.from(little).swap16();
      const marked = [
        Buffer.concat([Buffer.from([0xff, 0xfe]), little]),
        Buffer.concat([Buffer.from([0xfe, 0xff]), big]),
        Buffer.from(`\ufeff${text}`),
      ];
      expect([...marked, little, big, Buffer.from(text)].map(bodyText)).toEqual(Array(6).fill(text));
    }),
  );
});

it('takes any bytes, and leaves them as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const body = Buffer.from(bytes);
      const text = bodyText(body);
      expect(text === null || text.isWellFormed()).toBe(true);
      expect([...body]).toEqual([...bytes]);
    }),
  );
});

it('knows what is no text', () => {
  expect(bodyText(Buffer.from([0xff, 0xfe, 0x41]))).toBeNull();
  expect(bodyText(Buffer.from([0x41, 0xff]))).toBeNull();
  expect(bodyText(Buffer.from([0x41, 0x00, 0x00, 0xd8]))).toBeNull();
  expect(bodyText(Buffer.alloc(0))).toBe('');
});

it.each([
  ['a\u00bf{}', 'a third byte as in a mark'],
  ['\u00ef{}', 'a letter whose code is the first byte of a mark'],
  ['{}', 'nothing'],
])('%j keeps its beginning: it holds %s', (text) => {
  expect(bodyText(Buffer.from(text))).toBe(text);
});
