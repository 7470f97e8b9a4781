import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base32Id, canonicalJson, digestOf, sha256Hex } from '#shared/lib';

const nodeHash = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

test("the digest is Node's SHA-256 of the UTF-8 text", () => {
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(sha256Hex(text)).toBe(nodeHash(text).toString('hex'));
    }),
  );
});

test('a value has one digest, however its keys are ordered', () => {
  expect(digestOf({ a: 1, b: [2] })).toBe(digestOf({ b: [2], a: 1 }));
  expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: 2 }));
  expect(digestOf({ a: 1 })).toBe(sha256Hex(canonicalJson({ a: 1 })));
});

test('an id is the first bits of the digest, five to a character', () => {
  expect(base32Id('', 8)).toBe('WERC8GMR');
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 51 }), (text, length) => {
      const bits = [...nodeHash(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
      const expected = Array.from(
        { length },
        (_, i) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2)],
      ).join('');
      expect(base32Id(text, length)).toBe(expected);
    }),
  );
});
