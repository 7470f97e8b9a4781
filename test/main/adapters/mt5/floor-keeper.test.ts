import { expect, test } from 'vitest';
import { FloorKeeper } from '#main/adapters/mt5/floor-keeper.ts';
import type { Asked } from '#shared/bridge';
import { systemClock } from '#main/adapters/system/index.ts';

const UNTIL = 1_754_431_200_000;

test('a floor is told once, again when it changes, again at every session, and later when nobody was there', () => {
  const told: number[] = [];
  let isThere = true;
  const keeper = new FloorKeeper(systemClock(), (asked: Asked) => {
    if (isThere && asked.op === 'floor') told.push(asked.equity);
    return isThere;
  });
  keeper.begin();
  const keep = (equity: number, untilMs = UNTIL): number => {
    keeper.keep({ equity, untilMs });
    return told.length;
  };
  expect([keep(96_000), keep(96_000.004), keep(96_000.014), keep(96_000.014, UNTIL + 1)]).toEqual([1, 1, 2, 3]);
  keeper.begin();
  expect(told).toEqual([96_000, 96_000.01, 96_000.01, 96_000.01]);
  isThere = false;
  keep(97_000);
  isThere = true;
  expect([keep(97_000), told.at(-1)]).toEqual([5, 97_000]);
});
