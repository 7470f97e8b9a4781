import { expect, test } from 'vitest';
import { UpTime } from '#main/runtime/availability.ts';

const after = (...samples: readonly (readonly [boolean, number])[]) => {
  const upTime = new UpTime();
  for (const [isDown, times] of samples) for (let i = 0; i < times; i += 1) upTime.sample(isDown);
  return upTime.view();
};

test.each([
  ['nothing is known before the first look', [], { minute: null, quarter: null, hour: null }],
  ['always there', [[false, 10]], { minute: 1, quarter: 1, hour: 1 }],
  [
    'down for the last half minute of a minute',
    [
      [false, 30],
      [true, 30],
    ],
    { minute: 0.5, quarter: 0.5, hour: 0.5 },
  ],
  [
    'what is longer ago than a window leaves it',
    [
      [true, 60],
      [false, 60],
    ],
    { minute: 1, quarter: 0.5, hour: 0.5 },
  ],
  [
    'an hour ago is forgotten',
    [
      [true, 900],
      [false, 3_600],
    ],
    { minute: 1, quarter: 1, hour: 1 },
  ],
  [
    'a quarter of an hour within the hour',
    [
      [false, 2_700],
      [true, 900],
    ],
    { minute: 0, quarter: 0, hour: 0.75 },
  ],
] as const)('%s', (_what, samples, wanted) => {
  expect(after(...samples)).toEqual(wanted);
});
