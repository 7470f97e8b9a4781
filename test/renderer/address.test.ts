import { describe, expect, it } from 'vitest';
import { hashOf, placeOf } from '#renderer/address.ts';

describe('address', () => {
  it.each([
    ['', 'deck', null, null],
    ['#signals', 'signals', null, null],
    ['#signals/tv%2F1', 'signals', 'tv/1', null],
    ['#signals/a/b', 'signals', 'a/b', null],
    ['#settings/limits.maxLeverage', 'settings', null, 'limits.maxLeverage'],
    ['#settings/', 'settings', null, null],
    ['#nonsense', 'deck', null, null],
    ['#token=abc', 'deck', null, null],
    ['#risk/x', 'risk', null, 'x'],
  ])('%s', (hash, view, signalId, part) => expect(placeOf(hash)).toEqual({ view, signalId, part }));

  it('comes back as it went', () => {
    for (const inner of ['a/b', 'ä ö', null]) {
      expect(placeOf(hashOf({ view: 'signals', signalId: inner, part: null }))).toMatchObject({
        view: 'signals',
        signalId: inner,
      });
      expect(placeOf(hashOf({ view: 'settings', signalId: null, part: inner }))).toMatchObject({ view: 'settings', part: inner });
    }
  });
});
