import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redacted } from '#main/runtime/custody/redacted.ts';

const OURS = 'our/own+secret-0123456789';

describe('what is kept of a delivery', () => {
  it.each([
    ['a key', '{"secret":"hunter2","symbol":"EURUSD"}', '{"secret":"***","symbol":"EURUSD"}'],
    [
      'a key within a name',
      '{"webhook_secret":"a","bot_secret":"b","user_key":"c"}',
      '{"webhook_secret":"***","bot_secret":"***","user_key":"***"}',
    ],
    [
      'other names of it',
      '{"api_token":"a","auth_token":"b","secret_key":"c","apiKey":"d","passphrase":"e"}',
      '{"api_token":"***","auth_token":"***","secret_key":"***","apiKey":"***","passphrase":"***"}',
    ],
    ['a number', '{"token":12345,"sl":1}', '{"token":***,"sl":1}'.replace('***', '***')],
    ['an object', '{"auth":{"user":"me","pass":"}{"},"sl":1}', '{"auth":"***","sl":1}'],
    ['a list', '{"tokens":["a","b]"],"sl":1}', '{"tokens":"***","sl":1}'],
    ['a quote in it', '{"secret":"a\\"b","sl":1}', '{"secret":"***","sl":1}'],
    ['a line', 'ID,buy,EURUSD,secret=abc,sl=20', 'ID,buy,EURUSD,secret=***,sl=20'],
    ['a form', 'a=1&api_key=abc&b=2', 'a=1&api_key=***&b=2'],
    [
      'a header',
      'authorization: Bearer abcdefgh.ijk',
      'authorization: *** abcdefgh.ijk'.replace('*** abcdefgh.ijk', '*** abcdefgh.ijk'),
    ],
    ['a licence', '60123456789012,buy,EURUSD,sl=20', '***,buy,EURUSD,sl=20'],
    ['a broken end', '{"secret":"abc', '{"secret":"***"'],
    ['our own secret', `{"note":"${OURS}"}`, '{"note":"***"}'],
    ['our own in an address', `/x/${encodeURIComponent(OURS)}?y`, '/x/***?y'],
    ['a long key under a plain name', '{"k":"AKfycbx0123456789abcdefghijklmnopqrstuv"}', '{"k":"AKfy***"}'],
  ])('is without %s', (_what, text, clean) => expect(redacted(text, [OURS])).toBe(clean));

  it.each([
    '{"author":"me","symbol":"EURUSD","sl":1.2}',
    '{"id":"3f2504e0-4f89-11d3-9a0c-0305e82c3301","symbol":"EURUSD"}',
    '{"signal_id":"bos-EURUSD-2025-08-04-13-00-00-000001"}',
    'LICENSE,buy,EURUSD,sl=20',
    '{"sl": {{plot("Stop")}}, "comment": "TP1"}',
  ])('leaves alone what is no secret: %s', (text) => expect(redacted(text, [OURS])).toBe(text));

  it('never holds a secret of ours, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
        expect(redacted(`${before}${OURS}${after}`, [OURS])).not.toContain(OURS);
      }),
    );
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof redacted(text, []) === 'string'));
  });
});
