import { expect, it } from 'vitest';
import { doorLimits } from '#main/adapters/http/door-limits.ts';

it('has places for many strangers, and for what is proven beside them', () => {
  expect(doorLimits(null)).toEqual({
    connections: { strangers: 128, proven: 128 },
    sockets: { strangers: 64, proven: 16 },
    hard: 848,
  });
  expect(doorLimits(20_000)).toEqual(doorLimits(null));
});

it.each([
  [448, { strangers: 128, proven: 128 }, { strangers: 64, proven: 16 }],
  [248, { strangers: 64, proven: 64 }, { strangers: 32, proven: 8 }],
  [60, { strangers: 8, proven: 8 }, { strangers: 4, proven: 2 }],
  [0, { strangers: 8, proven: 8 }, { strangers: 4, proven: 2 }],
])('with %i open files it takes no more than they allow', (openFiles, connections, sockets) => {
  expect(doorLimits(openFiles)).toMatchObject({ connections, sockets });
});
