import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readBody, readParts } from '#main/adapters/http/read-request.ts';

const many = z.array(z.int());

describe('what is wrong with a request', () => {
  it('is listed with its path, twenty things at most', () => {
    const read = readParts(
      many,
      Array.from({ length: 30 }, () => 'x'),
    );
    if (read.ok) throw new Error('taken');
    expect(read.error.issues?.map(({ path }) => path)).toEqual(Array.from({ length: 20 }, (_, at) => String(at)));
    expect(read.error).toMatchObject({ status: 400, code: 'malformed' });
    expect(read.error.detail).toMatch(/^0: .*; 1: /);
  });

  it('names a key that is not known, inside too', () => {
    const read = readParts(z.strictObject({ inner: z.strictObject({}) }), { inner: { more: 1 } });
    expect(read).toMatchObject({ error: { detail: 'inner.more: is not known here', issues: [{ path: 'inner.more' }] } });
  });

  it('has no path where the whole is wrong', () => {
    const read = readParts(z.string(), 5);
    if (read.ok) throw new Error('taken');
    expect([read.error.issues?.[0]?.path, read.error.detail.startsWith(': ')]).toEqual(['', false]);
  });

  it.each([
    ['nothing', undefined, 'must be a JSON object.'],
    ['text that is none', Buffer.from([0xff, 0xff, 0xff]), 'must be a JSON object.'],
    ['no JSON', Buffer.from('{'), 'it is not JSON'],
  ])('answers a body that is %s', (_what, body, detail) => {
    const read = readBody(z.strictObject({}), body);
    expect(read).toMatchObject({ ok: false, error: { status: 400, code: 'malformed' } });
    if (!read.ok) expect(read.error.detail).toContain(detail);
  });

  it('is nothing where all is well', () => {
    expect(readBody(many, Buffer.from('\ufeff[1,2]'))).toEqual({ ok: true, value: [1, 2] });
  });
});
