import { describe, expect, it } from 'vitest';
import { hashOf, placeOf } from '#renderer/address.ts';

describe('address', () => {
  it.each([
    ['', 'deck', null],
    ['#signals', 'signals', null],
    ['#signals/tv%2F1', 'signals', 'tv/1'],
    ['#nonsense', 'deck', null],
    ['#token=abc', 'deck', null],
    ['#risk/x', 'risk', null],
  ])('%s', (hash, view, signalId) => expect(placeOf(hash)).toEqual({ view, signalId }));

  it('comes back as it went', () => {
    for (const signalId of ['a/b', 'ä ö', null])
      expect(placeOf(hashOf({ view: 'signals', signalId }))).toEqual({ view: 'signals', signalId });
  });
});
