import { expect, test } from 'vitest';
import { candlePicture, type Overlay } from '#renderer/candles/candle-picture.ts';
import { gapText, markRows, pictureText, slotText } from '#renderer/candles/candle-words.ts';
import { BEGIN, MINUTE, toldChart } from './told-chart.ts';

const NOTHING_OVER: Overlay = { levels: [], marks: [], boxes: [] };
const pictureOf = (minutes: readonly number[], marks = {}, overlay: Partial<Overlay> = {}) => {
  const made = candlePicture(toldChart(minutes, marks), { ...NOTHING_OVER, ...overlay });
  if (made === null) throw new Error('no picture');
  return made;
};
const minutesOf = ({ slots }: ReturnType<typeof pictureOf>) =>
  slots.map(({ time, candle }) => [(time - BEGIN) / MINUTE, candle !== null]);

test('without a candle there is no picture', () => expect(candlePicture(toldChart([]), NOTHING_OVER)).toBe(null));

test('a missing candle is a hole, never a flat one', () => {
  const picture = pictureOf([0, 1, 4]);
  expect(minutesOf(picture)).toEqual([
    [0, true],
    [1, true],
    [2, false],
    [3, false],
    [4, true],
  ]);
  expect(gapText(picture)).toMatch(/^1 hole without candles, the longest of 2 min from /);
  expect(slotText(picture, 2, 5)).toContain('no candle: no price came');
});

test('a long hole is drawn short, and told at its length', () => {
  const picture = pictureOf([0, 1_000]);
  expect([picture.slots.length, gapText(picture)]).toEqual([7, expect.stringContaining('the longest of 16 h 39 min')]);
});

test('without holes nothing is told of any', () => expect(gapText(pictureOf([0, 1, 2]))).toBe(''));

test('what was before the first candle or long after the last is not moved into the picture', () => {
  const marks = [-1, 0, 2, 3, 9].map((minute) => ({
    ...{ at: BEGIN + minute * MINUTE, price: 1.1, text: String(minute), side: 'above' as const, kind: 'event' as const },
  }));
  expect(pictureOf([0, 1, 2], {}, { marks }).marks.map(({ text }) => text)).toEqual(['0', '2', '3']);
  const boxes = [-9, 2].map((from) => ({
    ...{ from: BEGIN + from * MINUTE, to: BEGIN + (from + 4) * MINUTE, low: 1, high: 2, kind: 'won' as const },
  }));
  expect(pictureOf([0, 1, 2], {}, { boxes }).boxes.map(({ from }) => (from - BEGIN) / MINUTE)).toEqual([2]);
});

test('swings, breaks and retests of the detector are drawn where they were, and read in a table', () => {
  const at = (minute: number): number => BEGIN + minute * MINUTE;
  const picture = pictureOf([0, 1, 2, 3, 4, 5], {
    swings: [{ side: 'high', price: 1.1002, time: at(1), confirmedAt: at(3) }],
    breaks: [{ kind: 'choch', side: 'BUY', level: 1.1002, levelTime: at(-5), at: at(4), close: 1.1003 }],
    retests: [
      { side: 'BUY', level: 1.1002, armedAt: at(4), breakAt: at(4), retestAt: at(5), endedAt: null, end: null, tolerance: null },
      {
        side: 'BUY',
        level: 1.1,
        armedAt: at(4),
        breakAt: null,
        retestAt: null,
        endedAt: at(5),
        end: 'no-break',
        tolerance: null,
      },
    ],
  });
  expect(picture.segments).toEqual([{ from: BEGIN, to: at(4), price: 1.1002, text: 'CHoCH' }]);
  expect(markRows(picture, 5).map(([, text, price]) => [text, price])).toEqual([
    ['swing high', '1.10020'],
    ['CHoCH of the level', '1.10020'],
    ['retest', '1.10020'],
  ]);
});

test('the picture in words: how many, from when, between what, levels and holes', () => {
  const levels = [{ name: 'Stop', price: 1.09, kind: 'stop' as const }];
  expect(pictureText('EURUSD M1', pictureOf([0, 1, 4], {}, { levels }), 5)).toMatch(
    /^EURUSD M1: 3 candles from .* to .*; between 1\.09970 and 1\.10024, last close 1\.10004; Stop 1\.09000; 1 hole without candles/,
  );
});
